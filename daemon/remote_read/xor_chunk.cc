#include "daemon/remote_read/xor_chunk.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "daemon/base/check.h"
#include "daemon/remote_read/wire.h"
#include "daemon/samples/sample.h"

namespace trustwatch::remote_read {
namespace {

// 68 bits for the time; 2 + 5 + 6 + 64 for the value.
constexpr std::size_t kSampleBitsMax = 145;
constexpr std::size_t kChunkBytesMax =
    2 + kVarintBytesMax + 8 + kXorChunkSamplesMax * (kSampleBitsMax + 7) / 8;

// Writes bits, the highest of a number first, into room that is large enough. Not thread-safe.
class BitWriter {
 public:
  explicit BitWriter(char* to) : to_(to) {}

  // The lowest `count` bits, 1 to 64; those above must be zero.
  void Write(std::uint64_t bits, unsigned count) {
    if (count <= free_) {
      free_ -= count;
      waiting_ |= bits << free_;
    } else {
      const unsigned left = count - free_;
      Put(waiting_ | (bits >> left));
      waiting_ = bits << (64 - left);
      free_ = 64 - left;
    }
    if (free_ == 0) {
      Put(waiting_);
      waiting_ = 0;
      free_ = 64;
    }
  }

  // The end of what was written, after zeros up to a whole byte.
  char* Finish() {
    for (; free_ < 64; free_ = std::min(free_ + 8, 64U)) {
      *to_++ = static_cast<char>(waiting_ >> 56);
      waiting_ <<= 8;
    }
    return to_;
  }

 private:
  void Put(std::uint64_t word) {
    for (int shift = 56; shift >= 0; shift -= 8) *to_++ = static_cast<char>(word >> shift);
  }

  char* to_;
  std::uint64_t waiting_ = 0;  // those not yet written, from the highest bit down
  unsigned free_ = 64;         // how many more fit beside them; never 0 between calls
};

// Whether a number fits into `bits` bits in Prometheus' way, which has one more positive number
// than negative ones.
bool Fits(std::int64_t number, unsigned bits) {
  const std::int64_t half = std::int64_t{1} << (bits - 1);
  return -(half - 1) <= number && number <= half;
}

void WriteChangeOfStep(std::uint64_t change, BitWriter& writer) {
  const auto number = static_cast<std::int64_t>(change);
  const auto low = [change](unsigned bits) { return change & ((std::uint64_t{1} << bits) - 1); };
  if (number == 0) {
    writer.Write(0b0, 1);
  } else if (Fits(number, 14)) {
    writer.Write((0b10ULL << 14) | low(14), 2 + 14);
  } else if (Fits(number, 17)) {
    writer.Write((0b110ULL << 17) | low(17), 3 + 17);
  } else if (Fits(number, 20)) {
    writer.Write((0b1110ULL << 20) | low(20), 4 + 20);
  } else {
    writer.Write(0b1111, 4);
    writer.Write(change, 64);
  }
}

// The bits of a value that may differ from the one before, as last announced.
class ValueWriter {
 public:
  void Write(std::uint64_t differing, BitWriter& writer) {
    if (differing == 0) {
      writer.Write(0b0, 1);
      return;
    }
    const auto leading = std::min(static_cast<unsigned>(std::countl_zero(differing)), 31U);
    const auto trailing = static_cast<unsigned>(std::countr_zero(differing));
    if (length_ != 0 && leading >= leading_ && trailing >= 64 - leading_ - length_) {
      writer.Write(0b10, 2);
    } else {
      leading_ = leading;
      length_ = 64 - leading - trailing;
      writer.Write((0b11U << 11) | (leading_ << 6) | (length_ & 63U), 2 + 5 + 6);
    }
    writer.Write(differing >> (64 - leading_ - length_), length_);
  }

 private:
  unsigned leading_ = 0;
  unsigned length_ = 0;  // 0: nothing announced
};

}  // namespace

void AppendXorChunk(std::span<const samples::Sample> samples, std::string& to) {
  TRUSTWATCH_CHECK(!samples.empty() && samples.size() <= kXorChunkSamplesMax);
  std::array<char, kChunkBytesMax> bytes;  // NOLINT(*-member-init): only what is written is read
  bytes[0] = static_cast<char>(samples.size() >> 8);
  bytes[1] = static_cast<char>(samples.size());

  auto time = static_cast<std::uint64_t>(samples[0].at_ms);
  auto value = std::bit_cast<std::uint64_t>(samples[0].value);
  const std::uint64_t zigzag = (time << 1) ^ (samples[0].at_ms < 0 ? ~std::uint64_t{0} : 0);
  BitWriter first(WriteVarint(zigzag, bytes.data() + 2));
  first.Write(value, 64);
  char* end = first.Finish();

  std::uint64_t step = 0;
  if (samples.size() > 1) {
    step = static_cast<std::uint64_t>(samples[1].at_ms) - time;
    end = WriteVarint(step, end);
  }
  BitWriter writer(end);
  ValueWriter values;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    const std::uint64_t step_now = static_cast<std::uint64_t>(samples[i].at_ms) - time;
    const auto value_now = std::bit_cast<std::uint64_t>(samples[i].value);
    if (i > 1) WriteChangeOfStep(step_now - step, writer);
    values.Write(value ^ value_now, writer);
    time += step_now;
    step = step_now;
    value = value_now;
  }
  to.append(bytes.data(), static_cast<std::size_t>(writer.Finish() - bytes.data()));
}

}  // namespace trustwatch::remote_read
