#include "daemon/remote_read/wire.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "daemon/samples/sample.h"
#include "gtest/gtest.h"
#include "tests/remote_read/hex.h"
#include "trustwatch/prometheus/v1/remote_read.pb.h"

namespace trustwatch::remote_read {
namespace {

namespace pb = ::trustwatch::prometheus::v1;
using samples::Label;
using samples::Sample;

std::string Varint(std::uint64_t number) {
  std::string bytes(kVarintBytesMax, '\0');
  bytes.resize(static_cast<std::size_t>(WriteVarint(number, bytes.data()) - bytes.data()));
  EXPECT_EQ(bytes.size(), VarintBytes(number)) << number;
  return bytes;
}

// What we write, and in as many bytes as we said.
std::string OurSeries(const std::vector<Label>& labels, const std::vector<Sample>& samples) {
  const std::size_t said = LabelsBytes(labels) + SamplesBytes(samples);
  std::string bytes(said + samples.size() * kSampleBytesMax, '\0');
  char* end = WriteSamples(samples, WriteLabels(labels, bytes.data()));
  bytes.resize(static_cast<std::size_t>(end - bytes.data()));
  EXPECT_EQ(bytes.size(), said);
  return bytes;
}

pb::TimeSeries SeriesMessage(const std::vector<Label>& labels, const std::vector<Sample>& samples) {
  pb::TimeSeries series;
  for (const Label& label : labels) {
    pb::Label* added = series.add_labels();
    added->set_name(std::string(label.name));
    added->set_value(std::string(label.value));
  }
  for (const Sample& sample : samples) {
    pb::Sample* added = series.add_samples();
    added->set_value(sample.value);
    added->set_timestamp(sample.at_ms);
  }
  return series;
}

void ExpectBytesOfProtobuf(const std::vector<Label>& labels, const std::vector<Sample>& samples) {
  EXPECT_EQ(ToHex(OurSeries(labels, samples)),
            ToHex(SeriesMessage(labels, samples).SerializeAsString()));
}

// Seven bits a byte, lowest first: 300 = 0b10'0101100, so ac 02.
TEST(WireTest, VarintsByHand) {
  EXPECT_EQ(ToHex(Varint(0)), "00");
  EXPECT_EQ(ToHex(Varint(127)), "7f");
  EXPECT_EQ(ToHex(Varint(128)), "8001");
  EXPECT_EQ(ToHex(Varint(300)), "ac02");
  EXPECT_EQ(ToHex(Varint(~0ULL)), "ffffffffffffffffff01");
}

TEST(WireTest, VarintsOfEveryLengthAreMeasuredRight) {
  for (int bits = 0; bits < 64; ++bits) {
    Varint((1ULL << bits) - 1);
    Varint(1ULL << bits);
  }
}

TEST(WireTest, ASeriesHasTheBytesOfProtobuf) {
  ExpectBytesOfProtobuf(
      {{.name = "__name__", .value = "trustwatch_indicator_value"},
       {.name = "org", .value = "RX4"}},
      {{.at_ms = 1'750'000'000'000, .value = 72.5}, {.at_ms = 1'752'592'000'000, .value = -0.1}});
}

TEST(WireTest, NothingHasNoBytes) { EXPECT_EQ(OurSeries({}, {}), ""); }

TEST(WireTest, LongTextsHaveLongLengths) {
  for (const std::size_t length : {1U, 121U, 122U, 123U, 127U, 128U, 20'000U}) {
    const std::string text(length, 'x');
    ExpectBytesOfProtobuf({{.name = text, .value = "a"}, {.name = "b", .value = text}}, {});
  }
}

TEST(WireTest, ZeroIsLeftOutButNegativeZeroIsNot) {
  ExpectBytesOfProtobuf({}, {{.at_ms = 1'750'000'000'000, .value = 0.0},
                             {.at_ms = 1'750'000'000'001, .value = -0.0},
                             {.at_ms = 1'750'000'000'002, .value = 1.0}});
  ExpectBytesOfProtobuf({}, {{.at_ms = 0, .value = 0.0}});
  ExpectBytesOfProtobuf({}, {{.at_ms = 0, .value = 5.0}});
}

// Times that take six bytes are written another way than others: 2^35 and 2^42 are the ends.
TEST(WireTest, TimesOfEveryLengthHaveTheBytesOfProtobuf) {
  constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  std::vector<Sample> samples = {{.at_ms = kMin, .value = 1}, {.at_ms = -1, .value = 2}};
  for (int bits = 0; bits < 63; ++bits) {
    for (const std::int64_t at_ms : {(1LL << bits) - 1, 1LL << bits}) {
      if (at_ms > samples.back().at_ms) samples.push_back({.at_ms = at_ms, .value = 3});
      ExpectBytesOfProtobuf({}, {{.at_ms = at_ms, .value = 4}});
      ExpectBytesOfProtobuf({}, {{.at_ms = at_ms, .value = 0}});
    }
  }
  samples.push_back({.at_ms = kMax, .value = 4});
  ExpectBytesOfProtobuf({}, samples);
}

TEST(WireTest, RandomSeriesHaveTheBytesOfProtobuf) {
  const std::uint64_t seed = std::random_device()();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 300; ++round) {
    std::vector<Sample> samples;
    std::int64_t at_ms = static_cast<std::int64_t>(random() >> (1 + random() % 60));
    for (std::size_t left = random() % 50; left > 0; --left) {
      samples.push_back({.at_ms = at_ms, .value = static_cast<double>(random() % 4)});
      at_ms += 1 + static_cast<std::int64_t>(random() % 3'000'000'000);
      if (at_ms < samples.back().at_ms) break;
    }
    ExpectBytesOfProtobuf({{.name = "a", .value = "b"}}, samples);
  }
}

}  // namespace
}  // namespace trustwatch::remote_read
