#include "daemon/remote_read/wire.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "daemon/samples/sample.h"

namespace trustwatch::remote_read {
namespace {

constexpr char kLabels = LengthTag(1);     // of TimeSeries and ChunkedSeries
constexpr char kLabelName = LengthTag(1);  // of Label
constexpr char kLabelValue = LengthTag(2);
constexpr char kSamples = LengthTag(2);      // of TimeSeries
constexpr char kSampleValue = (1 << 3) | 1;  // of Sample; eight bytes
constexpr char kSampleTime = VarintTag(2);

// Instants whose varint has six bytes: from 1971 to 2109.
constexpr std::int64_t kSixBytesFrom = std::int64_t{1} << 35;
constexpr std::int64_t kSixBytesTo = (std::int64_t{1} << 42) - 1;
// What a sample takes whose instant is of those and whose value is not zero.
constexpr std::size_t kUsualBytes = 18;

bool IsUsual(std::int64_t at_ms) { return kSixBytesFrom <= at_ms && at_ms <= kSixBytesTo; }

// As they are sent: a value is left out if its bits are all zero, which those of -0.0 are not.
std::uint64_t BitsOf(double value) { return std::bit_cast<std::uint64_t>(value); }

char* WriteText(std::string_view text, char* to) {
  to = WriteVarint(text.size(), to);
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

std::size_t LabelBytes(const samples::Label& label) {
  return 1 + VarintBytes(label.name.size()) + label.name.size() +  //
         1 + VarintBytes(label.value.size()) + label.value.size();
}

std::size_t AnySampleBytes(const samples::Sample& sample) {
  const auto time = static_cast<std::uint64_t>(sample.at_ms);
  return (BitsOf(sample.value) != 0 ? 9U : 0U) + (time != 0 ? 1 + VarintBytes(time) : 0);
}

char* WriteAnySample(const samples::Sample& sample, char* to) {
  *to++ = kSamples;
  *to++ = static_cast<char>(AnySampleBytes(sample));
  if (BitsOf(sample.value) != 0) {
    *to++ = kSampleValue;
    std::memcpy(to, &sample.value, 8);
    to += 8;
  }
  if (sample.at_ms == 0) return to;
  *to++ = kSampleTime;
  return WriteVarint(static_cast<std::uint64_t>(sample.at_ms), to);
}

// Spreads 42 bits over six bytes of seven, lowest first, and marks all but the last as followed: at
// first over two halves of three bytes, then within both at once.
std::uint64_t SixBytes(std::uint64_t number) {
  const std::uint64_t halves = (number & 0x1f'ffff) | ((number << 3) & 0x1fff'ff00'0000);
  return (halves & 0x0000'7f00'007f) | ((halves << 1) & 0x007f'0000'7f00) |
         ((halves << 2) & 0x7f00'007f'0000) | 0x0080'8080'8080;
}

// Three stores: a tag, a length, a tag and five bytes of the value; its other three, a tag and four
// bytes of the time; its other two.
char* WriteUsualSample(const samples::Sample& sample, char* to) {
  static_assert(std::endian::native == std::endian::little, "protobuf's order of bytes");
  static_assert(kSamples == 0x12 && kUsualBytes - 2 == 0x10 && kSampleValue == 0x09 &&
                kSampleTime == 0x10);
  const std::uint64_t value = BitsOf(sample.value);
  const std::uint64_t time = SixBytes(static_cast<std::uint64_t>(sample.at_ms));
  const std::uint64_t first = 0x09'10'12 | (value << 24);
  const std::uint64_t second = (value >> 40) | 0x10'00'00'00 | (time << 32);
  const auto third = static_cast<std::uint16_t>(time >> 32);
  std::memcpy(to, &first, 8);
  std::memcpy(to + 8, &second, 8);
  std::memcpy(to + 16, &third, 2);
  return to + kUsualBytes;
}

}  // namespace

std::size_t VarintBytes(std::uint64_t number) {
  const auto bits = static_cast<std::size_t>(std::bit_width(number | 1));
  return (bits + 6) / 7;
}

char* WriteVarint(std::uint64_t number, char* to) {
  for (; number >= 0x80; number >>= 7) *to++ = static_cast<char>(number | 0x80);
  *to++ = static_cast<char>(number);
  return to;
}

std::size_t LabelsBytes(std::span<const samples::Label> labels) {
  std::size_t bytes = 0;
  for (const samples::Label& label : labels) {
    const std::size_t inside = LabelBytes(label);
    bytes += 1 + VarintBytes(inside) + inside;
  }
  return bytes;
}

char* WriteLabels(std::span<const samples::Label> labels, char* to) {
  for (const samples::Label& label : labels) {
    *to++ = kLabels;
    to = WriteVarint(LabelBytes(label), to);
    *to++ = kLabelName;
    to = WriteText(label.name, to);
    *to++ = kLabelValue;
    to = WriteText(label.value, to);
  }
  return to;
}

std::size_t SamplesBytes(std::span<const samples::Sample> samples) {
  if (samples.empty()) return 0;
  std::size_t bytes = 0;
  if (IsUsual(samples.front().at_ms) && IsUsual(samples.back().at_ms)) {  // then all between are
    std::size_t zeros = 0;
    for (const samples::Sample& sample : samples) zeros += BitsOf(sample.value) == 0 ? 1U : 0U;
    return samples.size() * kUsualBytes - zeros * 9;
  }
  for (const samples::Sample& sample : samples) bytes += 2 + AnySampleBytes(sample);
  return bytes;
}

char* WriteSamples(std::span<const samples::Sample> samples, char* to) {
  for (const samples::Sample& sample : samples) {
    const bool usual = IsUsual(sample.at_ms) && BitsOf(sample.value) != 0;
    to = usual ? WriteUsualSample(sample, to) : WriteAnySample(sample, to);
  }
  return to;
}

}  // namespace trustwatch::remote_read
