#include "daemon/remote_read/xor_chunk.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "daemon/samples/sample.h"
#include "gtest/gtest.h"
#include "tests/remote_read/hex.h"
#include "tests/remote_read/xor_decoder.h"

namespace trustwatch::remote_read {
namespace {

using samples::Sample;

std::string Encoded(const std::vector<Sample>& samples) {
  std::string chunk;
  AppendXorChunk(samples, chunk);
  return chunk;
}

// Equal to the last bit: -0.0 is not 0.0 here.
void ExpectRoundTrip(const std::vector<Sample>& samples) {
  const auto decoded = DecodeXorChunk(Encoded(samples));
  ASSERT_TRUE(decoded.has_value());
  ASSERT_EQ(decoded->size(), samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    ASSERT_EQ((*decoded)[i].at_ms, samples[i].at_ms) << "sample " << i;
    ASSERT_EQ(std::bit_cast<std::uint64_t>((*decoded)[i].value),
              std::bit_cast<std::uint64_t>(samples[i].value))
        << "sample " << i;
  }
}

struct GoldenChunk {
  std::string name;
  std::string bytes;
  std::vector<Sample> samples;
};

std::vector<GoldenChunk> ReadGolden() {
  std::ifstream file(TRUSTWATCH_SOURCE_DIR "/tests/remote_read/golden/xor_chunks.txt");
  std::vector<GoldenChunk> chunks;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    std::string first;
    words >> first;
    if (first == "chunk") {
      GoldenChunk& chunk = chunks.emplace_back();
      std::string hex;
      words >> chunk.name >> hex;
      chunk.bytes = FromHex(hex);
      std::string spare;
      if (words >> spare) chunk.bytes.pop_back();
    } else {
      std::uint64_t bits = 0;
      words >> std::hex >> bits;
      chunks.back().samples.push_back(
          {.at_ms = std::stoll(first), .value = std::bit_cast<double>(bits)});
    }
  }
  return chunks;
}

TEST(XorChunkTest, EveryByteIsThatOfPrometheus) {
  const std::vector<GoldenChunk> chunks = ReadGolden();
  ASSERT_EQ(chunks.size(), 13U);
  for (const GoldenChunk& golden : chunks) {
    EXPECT_EQ(ToHex(Encoded(golden.samples)), ToHex(golden.bytes)) << golden.name;
  }
}

// The decoder that other tests trust reads what Prometheus wrote.
TEST(XorChunkTest, TheDecoderReadsChunksOfPrometheus) {
  for (const GoldenChunk& golden : ReadGolden()) {
    const auto decoded = DecodeXorChunk(golden.bytes);
    ASSERT_TRUE(decoded.has_value()) << golden.name;
    EXPECT_EQ(*decoded, golden.samples) << golden.name;
  }
}

// 2 bytes of count, zigzag(1000) = 2000 = 0xd0 0x0f, and 1.0 is 0x3ff0000000000000.
TEST(XorChunkTest, OneSampleByHand) {
  EXPECT_EQ(ToHex(Encoded({{.at_ms = 1000, .value = 1.0}})), "0001d00f3ff0000000000000");
}

// After the first: a difference of 60000 = 0xe0 0xd4 0x03; the same value: 0; the difference of
// differences 0: 0; 1.0 and 2.0 differ in 11 bits from the second on: 11, 00001 leading zero,
// 001011 for 11 bits, 11 ones. Bits: 0 0 11 00001 001011 11111111111 0... = 0x30 0x97 0xff 0xc0.
TEST(XorChunkTest, ThreeSamplesByHand) {
  EXPECT_EQ(ToHex(Encoded({{.at_ms = 1000, .value = 1.0},
                           {.at_ms = 61000, .value = 1.0},
                           {.at_ms = 121000, .value = 2.0}})),
            "0003d00f3ff0000000000000e0d4033097ffc0");
}

TEST(XorChunkTest, ItIsAppendedToWhatIsThere) {
  std::string text = "before";
  AppendXorChunk(std::vector<Sample>{{.at_ms = 0, .value = 0.0}}, text);
  EXPECT_EQ(ToHex(text), ToHex("before") + "0001000000000000000000");
}

// n bits hold -(2^(n-1) - 1) to 2^(n-1): the step changes by each number around those ends.
TEST(XorChunkTest, EveryEndOfEveryRangeOfStepsComesBack) {
  for (const std::int64_t half : {8192LL, 65536LL, 524288LL}) {
    for (std::int64_t change = half - 2; change <= half + 2; ++change) {
      for (const std::int64_t signed_change : {change, -change}) {
        ExpectRoundTrip({{.at_ms = 0, .value = 1},
                         {.at_ms = 600'000, .value = 1},
                         {.at_ms = 600'000 + 600'000 + signed_change, .value = 1}});
      }
    }
  }
}

// 14 bits hold the change 8192 but not -8192, which takes 17: 2 + 14 + 1 bits are 3 bytes, 3 + 17 +
// 1 are 3 too, so the whole chunk tells by its bits. 10 10000000000000 0... against 110 1 1110...
TEST(XorChunkTest, RangesOfStepsAreNotSymmetric) {
  const auto last_bytes = [](std::int64_t change) {
    const std::string chunk = Encoded(
        {{.at_ms = 0, .value = 1}, {.at_ms = 0, .value = 1}, {.at_ms = change, .value = 1}});
    return ToHex(chunk.substr(chunk.size() - 3));
  };
  EXPECT_EQ(last_bytes(8192), "500000");   // 0 10 10000000000000 0: 0101 0000 ...
  EXPECT_EQ(last_bytes(-8192), "6f0000");  // 0 110 11110000000000000 0: 0110 1111 0000 ...
}

TEST(XorChunkTest, ExtremeTimesWrapAroundAndComeBack) {
  constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  ExpectRoundTrip({{.at_ms = kMin, .value = 1}, {.at_ms = kMax, .value = 2}});
  ExpectRoundTrip({{.at_ms = kMin, .value = 1},
                   {.at_ms = -1, .value = 1},
                   {.at_ms = 0, .value = 1},
                   {.at_ms = kMax - 1, .value = 1},
                   {.at_ms = kMax, .value = 1}});
}

TEST(XorChunkTest, ExtremeValuesComeBackToTheBit) {
  using Limits = std::numeric_limits<double>;
  const std::vector<double> values = {0.0,
                                      -0.0,
                                      -0.0,
                                      Limits::denorm_min(),
                                      -Limits::denorm_min(),
                                      Limits::min(),
                                      Limits::max(),
                                      Limits::max(),
                                      Limits::lowest(),
                                      1.0,
                                      0.1,
                                      0.1 + 0.2,
                                      -1.0,
                                      1.0,
                                      1.0 + Limits::epsilon(),
                                      1e300,
                                      -1e-300,
                                      0.0};
  std::vector<Sample> samples;
  for (const double value : values) {
    samples.push_back({.at_ms = static_cast<std::int64_t>(samples.size()), .value = value});
  }
  ExpectRoundTrip(samples);
}

double RandomValue(std::mt19937_64& random, double before) {
  switch (random() % 4) {
    case 0:
      return before;
    case 1:
      return static_cast<double>(random() % 100);
    case 2:
      return std::bit_cast<double>(std::bit_cast<std::uint64_t>(before) ^ (1ULL << random() % 64));
    default:
      return std::bit_cast<double>(random());  // not only numbers: the encoder sees only bits
  }
}

TEST(XorChunkTest, RandomSeriesOfEveryLengthComeBack) {
  const std::uint64_t seed = std::random_device()();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 2'000; ++round) {
    const std::size_t count = 1 + random() % kXorChunkSamplesMax;
    const int magnitude = static_cast<int>(random() % 57);
    std::vector<Sample> samples;
    std::int64_t time = static_cast<std::int64_t>(random() >> 2) * (random() % 2 == 0 ? 1 : -1);
    double value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      samples.push_back({.at_ms = time, .value = value});
      time += static_cast<std::int64_t>(random() >> (63 - magnitude) >> 1) + 1;
      value = RandomValue(random, value);
    }
    ExpectRoundTrip(samples);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace trustwatch::remote_read
