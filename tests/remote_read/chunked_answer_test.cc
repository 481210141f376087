#include "daemon/remote_read/chunked_answer.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "daemon/remote_read/crc32c.h"
#include "daemon/samples/sample.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/remote_read/hex.h"
#include "tests/remote_read/xor_decoder.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/prometheus/v1/remote_read.pb.h"

namespace trustwatch::remote_read {
namespace {

namespace pb = ::trustwatch::prometheus::v1;
using samples::Label;
using samples::Sample;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;

// As Prometheus' ChunkedReader does: the length, the sum, the message; each frame's sum must fit.
std::vector<std::string> Frames(std::string_view bytes) {
  std::vector<std::string> messages;
  while (!bytes.empty()) {
    std::size_t length = 0;
    int shift = 0;
    unsigned char byte = 0x80;
    for (; byte >= 0x80 && !bytes.empty(); shift += 7) {
      byte = static_cast<unsigned char>(bytes.front());
      bytes.remove_prefix(1);
      length |= static_cast<std::size_t>(byte & 0x7f) << shift;
    }
    if (bytes.size() < 4 || bytes.size() - 4 < length) {
      ADD_FAILURE() << "a frame is cut off";
      return messages;
    }
    std::uint32_t sum = 0;
    for (int i = 0; i < 4; ++i)
      sum = (sum << 8) | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
    messages.emplace_back(bytes.substr(4, length));
    EXPECT_EQ(sum, Crc32c(messages.back()));
    bytes.remove_prefix(4 + length);
  }
  return messages;
}

pb::ChunkedReadResponse ParsedChunks(const std::string& message) {
  pb::ChunkedReadResponse response;
  EXPECT_TRUE(response.ParseFromString(message));
  EXPECT_EQ(response.chunked_series_size(), 1) << "readers take the first of a frame only";
  return response;
}

std::vector<Sample> Decoded(const pb::ChunkedSeries& series) {
  std::vector<Sample> samples;
  for (const pb::Chunk& chunk : series.chunks()) {
    const std::optional<std::vector<Sample>> some = DecodeXorChunk(chunk.data());
    EXPECT_TRUE(some.has_value() && !some->empty());
    if (!some.has_value() || some->empty()) return samples;
    EXPECT_EQ(chunk.type(), 1);
    EXPECT_EQ(chunk.min_time_ms(), some->front().at_ms);
    EXPECT_EQ(chunk.max_time_ms(), some->back().at_ms);
    samples.insert(samples.end(), some->begin(), some->end());
  }
  return samples;
}

std::vector<Sample> Minutes(std::size_t count, std::int64_t start_ms = 1'600'000'000'000) {
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < count; ++i) {
    samples.push_back({.at_ms = start_ms + 60'000 * static_cast<std::int64_t>(i),
                       .value = static_cast<double>(i * i) / 3});
  }
  return samples;
}

struct Collected {
  std::string bytes;
  std::vector<std::size_t> pieces;
  ChunkedAnswer::Sink Sink() {
    return [this](std::string_view frames) {
      bytes.append(frames);
      pieces.push_back(frames.size());
      return true;
    };
  }
};

TEST(ChunkedAnswerTest, NothingFoundSendsNothing) {
  Collected collected;
  ChunkedAnswer answer(collected.Sink());
  answer.BeginQuery();
  EXPECT_THAT(answer.Finish(), IsOk());
  EXPECT_THAT(collected.pieces, ::testing::IsEmpty());
}

TEST(ChunkedAnswerTest, EachSeriesIsAFrameWithTheNumberOfItsQuery) {
  const std::vector<Label> first = {{.name = "__name__", .value = "v"},
                                    {.name = "org", .value = "RX4"}};
  const std::vector<Label> second = {{.name = "__name__", .value = "w"}};
  Collected collected;
  ChunkedAnswer answer(collected.Sink());
  answer.BeginQuery();
  EXPECT_THAT(answer.Add({.labels = first, .samples = Minutes(3)}), IsOk());
  EXPECT_THAT(answer.Add({.labels = second, .samples = Minutes(1)}), IsOk());
  answer.BeginQuery();
  answer.BeginQuery();
  EXPECT_THAT(answer.Add({.labels = second, .samples = Minutes(2, -60'000)}), IsOk());
  EXPECT_THAT(answer.Finish(), IsOk());

  const std::vector<std::string> frames = Frames(collected.bytes);
  ASSERT_EQ(frames.size(), 3U);
  const pb::ChunkedReadResponse one = ParsedChunks(frames[0]);
  EXPECT_EQ(one.query_index(), 0);
  ASSERT_EQ(one.chunked_series(0).labels_size(), 2);
  EXPECT_EQ(one.chunked_series(0).labels(1).value(), "RX4");
  EXPECT_EQ(Decoded(one.chunked_series(0)), Minutes(3));
  EXPECT_EQ(ParsedChunks(frames[1]).query_index(), 0);
  const pb::ChunkedReadResponse three = ParsedChunks(frames[2]);
  EXPECT_EQ(three.query_index(), 2);
  EXPECT_EQ(Decoded(three.chunked_series(0)), Minutes(2, -60'000));
}

TEST(ChunkedAnswerTest, ASeriesWithoutSamplesHasItsLabelsOnly) {
  const std::vector<Label> labels = {{.name = "__name__", .value = "v"}};
  Collected collected;
  ChunkedAnswer answer(collected.Sink());
  answer.BeginQuery();
  EXPECT_THAT(answer.Add({.labels = labels, .samples = {}}), IsOk());
  EXPECT_THAT(answer.Finish(), IsOk());
  const std::vector<std::string> frames = Frames(collected.bytes);
  ASSERT_EQ(frames.size(), 1U);
  const pb::ChunkedReadResponse response = ParsedChunks(frames[0]);
  EXPECT_EQ(response.chunked_series(0).labels(0).value(), "v");
  EXPECT_EQ(response.chunked_series(0).chunks_size(), 0);
}

TEST(ChunkedAnswerTest, ChunksHaveUpTo120Samples) {
  for (const std::size_t count : {119U, 120U, 121U, 240U, 241U}) {
    Collected collected;
    ChunkedAnswer answer(collected.Sink());
    answer.BeginQuery();
    ASSERT_THAT(answer.Add({.labels = {}, .samples = Minutes(count)}), IsOk());
    ASSERT_THAT(answer.Finish(), IsOk());
    const std::vector<std::string> frames = Frames(collected.bytes);
    ASSERT_EQ(frames.size(), 1U);
    const pb::ChunkedReadResponse response = ParsedChunks(frames[0]);
    EXPECT_EQ(response.chunked_series(0).chunks_size(), static_cast<int>((count + 119) / 120));
    EXPECT_EQ(Decoded(response.chunked_series(0)), Minutes(count));
  }
}

// Prometheus made the same frame of the same series, sum included.
TEST(ChunkedAnswerTest, AFrameHasTheBytesOfPrometheus) {
  const std::vector<Label> labels = {{.name = "__name__", .value = "g"},
                                     {.name = "kind", .value = "two"}};
  const std::vector<Sample> samples = {{.at_ms = 1'600'000'000'001, .value = 1.0},
                                       {.at_ms = 1'600'086'400'001, .value = -1.0}};
  Collected collected;
  ChunkedAnswer answer(collected.Sink());
  answer.BeginQuery();
  ASSERT_THAT(answer.Add({.labels = labels, .samples = samples}), IsOk());
  ASSERT_THAT(answer.Finish(), IsOk());

  std::ifstream file(TRUSTWATCH_SOURCE_DIR "/tests/remote_read/golden/frames.txt");
  std::vector<std::string> frames;  // of series "two"; kind is 6b696e64
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string sum;
    std::string message;
    words >> sum >> message;
    const std::string two = ToHex("two");
    if (line.front() == '#' || message.find("6b696e641203" + two) == std::string::npos) continue;
    std::string frame(1, static_cast<char>(message.size() / 2));  // under 128: a varint of one byte
    frames.push_back(ToHex(frame) + sum + message);
  }
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_EQ(ToHex(collected.bytes), frames[0]);
}

TEST(ChunkedAnswerTest, SumsOfPrometheusFitItsFrames) {
  std::ifstream file(TRUSTWATCH_SOURCE_DIR "/tests/remote_read/golden/frames.txt");
  int frames = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.front() == '#') continue;
    std::istringstream words(line);
    std::uint32_t sum = 0;
    std::string message;
    words >> std::hex >> sum >> message;
    EXPECT_EQ(Crc32c(FromHex(message)), sum);
    ++frames;
  }
  EXPECT_EQ(frames, 9);
}

TEST(ChunkedAnswerTest, FramesAreHandedOverTogetherAndWhole) {
  Collected collected;
  ChunkedAnswer answer(collected.Sink());
  answer.BeginQuery();
  for (int i = 0; i < 500; ++i) {
    ASSERT_THAT(answer.Add({.labels = {}, .samples = Minutes(100)}), IsOk());
  }
  ASSERT_THAT(answer.Finish(), IsOk());
  EXPECT_EQ(Frames(collected.bytes).size(), 500U);
  const std::size_t frame = collected.bytes.size() / 500;
  ASSERT_GT(collected.pieces.size(), 2U);
  for (const std::size_t piece : collected.pieces) {
    EXPECT_EQ(piece % frame, 0U) << "frames of equal size must not be torn";
    EXPECT_LE(piece, 64U * 1024 + frame);
  }
}

TEST(ChunkedAnswerTest, ASinkThatRefusesEndsTheAnswer) {
  ChunkedAnswer answer([](std::string_view) { return false; });
  answer.BeginQuery();
  absl::Status added;
  int series = 0;
  for (; added.ok() && series < 1'000; ++series) {
    added = answer.Add({.labels = {}, .samples = Minutes(100)});
  }
  EXPECT_LT(series, 1'000);
  EXPECT_THAT(added, IsError(absl::StatusCode::kCancelled, HasSubstr("remote_timeout")));
  EXPECT_THAT(added, HasReason("READER_GONE"));

  ChunkedAnswer short_answer([](std::string_view) { return false; });
  short_answer.BeginQuery();
  EXPECT_THAT(short_answer.Add({.labels = {}, .samples = Minutes(1)}), IsOk());
  EXPECT_THAT(short_answer.Finish(), HasReason("READER_GONE"));
}

// A split series would be two to Prometheus, so one that is too long is refused. The labels alone
// are of 33 MiB here.
TEST(ChunkedAnswerTest, ASeriesThatNoReaderWouldTakeIsRefused) {
  const std::string text(33UL * 1024 * 1024, 'x');
  const std::vector<Label> labels = {{.name = "org", .value = text}};
  Collected collected;
  ChunkedAnswer answer(collected.Sink());
  answer.BeginQuery();
  const absl::Status added = answer.Add({.labels = labels, .samples = Minutes(1)});
  EXPECT_THAT(added, HasReason("SERIES_TOO_LARGE"));
  EXPECT_THAT(added, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("org=\"xxx")));
  EXPECT_LT(added.message().size(), 400U);
}

}  // namespace
}  // namespace trustwatch::remote_read
