#include "tests/remote_read/xor_decoder.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "daemon/samples/sample.h"

namespace trustwatch::remote_read {
namespace {

class BitReader {
 public:
  explicit BitReader(std::string_view bytes) : bytes_(bytes) {}

  bool Bit() {
    if (at_ / 8 >= bytes_.size()) {
      failed_ = true;
      return false;
    }
    const auto byte = static_cast<unsigned char>(bytes_[at_ / 8]);
    const bool bit = ((byte >> (7 - at_ % 8)) & 1) != 0;
    ++at_;
    return bit;
  }
  std::uint64_t Bits(int count) {
    std::uint64_t bits = 0;
    for (int i = 0; i < count; ++i) bits = bits * 2 + (Bit() ? 1 : 0);
    return bits;
  }
  std::uint64_t Varint() {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 70 && !failed_; shift += 7) {
      const std::uint64_t byte = Bits(8);
      if (shift < 64) number |= (byte & 0x7f) << shift;
      if (byte < 0x80) return number;
    }
    failed_ = true;
    return 0;
  }
  // A number of so many bits, of which those above the middle stand for negative ones.
  std::uint64_t Change(int bits) {
    const std::uint64_t number = Bits(bits);
    const std::uint64_t half = std::uint64_t{1} << (bits - 1);
    return number > half ? number - 2 * half : number;
  }

  // Whether all was read, up to zeros that fill the last byte.
  bool ReadWhole() {
    while (at_ % 8 != 0) failed_ = Bit() || failed_;
    return !failed_ && at_ / 8 == bytes_.size();
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

std::uint64_t ReadChange(BitReader& reader) {
  if (!reader.Bit()) return 0;
  if (!reader.Bit()) return reader.Change(14);
  if (!reader.Bit()) return reader.Change(17);
  if (!reader.Bit()) return reader.Change(20);
  return reader.Bits(64);
}

struct Span {
  int leading = 0;
  int length = 0;
};

std::uint64_t ReadDifferingBits(BitReader& reader, Span& span) {
  if (!reader.Bit()) return 0;
  if (reader.Bit()) {
    span.leading = static_cast<int>(reader.Bits(5));
    span.length = static_cast<int>(reader.Bits(6));
    if (span.length == 0) span.length = 64;
  }
  const int trailing = 64 - span.leading - span.length;
  const std::uint64_t bits = reader.Bits(span.length);
  return trailing >= 0 && trailing < 64 ? bits << trailing : 0;
}

}  // namespace

std::optional<std::vector<samples::Sample>> DecodeXorChunk(std::string_view chunk) {
  BitReader reader(chunk);
  const std::uint64_t count = reader.Bits(16);
  std::vector<samples::Sample> samples;
  std::uint64_t time = 0;
  std::uint64_t step = 0;
  std::uint64_t value = 0;
  Span span;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (i == 0) {
      const std::uint64_t zigzag = reader.Varint();
      time = zigzag / 2;
      if (zigzag % 2 == 1) time = ~time;
      value = reader.Bits(64);
    } else {
      step = i == 1 ? reader.Varint() : step + ReadChange(reader);
      time += step;
      value ^= ReadDifferingBits(reader, span);
    }
    samples.push_back(
        {.at_ms = static_cast<std::int64_t>(time), .value = std::bit_cast<double>(value)});
  }
  if (!reader.ReadWhole()) return std::nullopt;
  return samples;
}

}  // namespace trustwatch::remote_read
