#include "daemon/remote_read/samples_answer.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "daemon/samples/sample.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "snappy.h"
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

constexpr std::uint64_t kPlenty = 1'000'000'000;

pb::ReadResponse Parsed(const std::string& body) {
  std::string message;
  EXPECT_TRUE(snappy::Uncompress(body.data(), body.size(), &message));
  pb::ReadResponse response;
  EXPECT_TRUE(response.ParseFromString(message));
  return response;
}

std::vector<Sample> Days(std::size_t count) {
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < count; ++i) {
    samples.push_back({.at_ms = 1'600'000'000'000 + 86'400'000 * static_cast<std::int64_t>(i),
                       .value = static_cast<double>(i % 7)});
  }
  return samples;
}

TEST(SamplesAnswerTest, NoQueryMakesAnEmptyResponse) {
  SamplesAnswer answer({.bytes_max = kPlenty});
  EXPECT_EQ(Parsed(answer.Finish()).ByteSizeLong(), 0U);
}

TEST(SamplesAnswerTest, AQueryWithoutSeriesHasAnEmptyResult) {
  SamplesAnswer answer({.bytes_max = kPlenty});
  answer.BeginQuery();
  answer.BeginQuery();
  const pb::ReadResponse response = Parsed(answer.Finish());
  ASSERT_EQ(response.results_size(), 2);
  EXPECT_EQ(response.results(0).timeseries_size(), 0);
}

TEST(SamplesAnswerTest, SeriesStandInTheResultOfTheirQuery) {
  SamplesAnswer answer({.bytes_max = kPlenty});
  const std::vector<Label> first = {{.name = "__name__", .value = "v"},
                                    {.name = "org", .value = "RX4"}};
  const std::vector<Label> second = {{.name = "__name__", .value = "w"}};
  const std::vector<Sample> samples = {{.at_ms = -5, .value = 1.5}, {.at_ms = 7, .value = -0.0}};
  answer.BeginQuery();
  EXPECT_THAT(answer.Add({.labels = first, .samples = samples}), IsOk());
  answer.BeginQuery();
  EXPECT_THAT(answer.Add({.labels = first, .samples = {}}), IsOk());
  EXPECT_THAT(answer.Add({.labels = second, .samples = samples}), IsOk());

  const pb::ReadResponse response = Parsed(answer.Finish());
  ASSERT_EQ(response.results_size(), 2);
  ASSERT_EQ(response.results(0).timeseries_size(), 1);
  ASSERT_EQ(response.results(1).timeseries_size(), 2);
  const pb::TimeSeries& series = response.results(0).timeseries(0);
  ASSERT_EQ(series.labels_size(), 2);
  EXPECT_EQ(series.labels(1).name(), "org");
  EXPECT_EQ(series.labels(1).value(), "RX4");
  ASSERT_EQ(series.samples_size(), 2);
  EXPECT_EQ(series.samples(0).timestamp(), -5);
  EXPECT_EQ(series.samples(0).value(), 1.5);
  EXPECT_EQ(response.results(1).timeseries(0).samples_size(), 0);
  EXPECT_EQ(response.results(1).timeseries(1).labels(0).value(), "w");
}

// A block of the stream holds some 15,000 samples, and 1,024 are written at once.
TEST(SamplesAnswerTest, LongSeriesComeOutWhole) {
  for (const Packing packing : {Packing::kCompressed, Packing::kStored}) {
    for (const std::size_t count : {1U, 1'023U, 1'024U, 1'025U, 50'000U}) {
      SamplesAnswer answer({.bytes_max = kPlenty, .packing = packing});
      const std::vector<Sample> samples = Days(count);
      answer.BeginQuery();
      ASSERT_THAT(answer.Add({.labels = {}, .samples = samples}), IsOk());
      const pb::ReadResponse response = Parsed(answer.Finish());
      const pb::TimeSeries& series = response.results(0).timeseries(0);
      ASSERT_EQ(series.samples_size(), static_cast<int>(count));
      for (int i = 0; i < series.samples_size(); ++i) {
        ASSERT_EQ(series.samples(i).timestamp(), samples[static_cast<std::size_t>(i)].at_ms);
        ASSERT_EQ(series.samples(i).value(), samples[static_cast<std::size_t>(i)].value);
      }
    }
  }
}

TEST(SamplesAnswerTest, LabelsLongerThanABlockComeOutWhole) {
  const std::string text(600'000, 'x');
  const std::vector<Label> labels = {{.name = "a", .value = text}};
  SamplesAnswer answer({.bytes_max = kPlenty});
  answer.BeginQuery();
  ASSERT_THAT(answer.Add({.labels = labels, .samples = {}}), IsOk());
  EXPECT_EQ(Parsed(answer.Finish()).results(0).timeseries(0).labels(0).value(), text);
}

// Result: 1 + 5 bytes. The series: 1 + 1, a label of 2 + (2 + 1) + (2 + 1), and two samples of 18
// with the value 0 left out of the first: 9 + 18. Together 6 + 2 + 8 + 27 = 43.
TEST(SamplesAnswerTest, AnAnswerAtTheLimitIsGivenAndOneByteMoreRefused) {
  const std::vector<Label> labels = {{.name = "a", .value = "b"}};
  const std::vector<Sample> samples = Days(2);
  for (const std::uint64_t bytes_max : {43U, 42U, 6U, 5U, 0U}) {
    SamplesAnswer answer({.bytes_max = bytes_max});
    answer.BeginQuery();
    const absl::Status added = answer.Add({.labels = labels, .samples = samples});
    if (bytes_max == 43) {
      EXPECT_THAT(added, IsOk());
    } else {
      EXPECT_THAT(added, HasReason("ANSWER_TOO_LARGE"));
      EXPECT_THAT(added, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("ask for fewer")));
    }
  }
}

TEST(SamplesAnswerTest, TheLimitIsOfTheWholeAnswer) {
  const std::vector<Sample> samples = Days(100);
  SamplesAnswer answer({.bytes_max = 10'000});
  absl::Status added;
  int series = 0;
  while (added.ok() && series < 100) {
    answer.BeginQuery();
    added = answer.Add({.labels = {}, .samples = samples});
    ++series;
  }
  // A result has 6 bytes, a series 3 + 100 * 18 - 15 zeros * 9 = 1,668: five are 8,370 bytes.
  EXPECT_EQ(series, 6);
  EXPECT_THAT(added, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("10000 bytes")));
}

TEST(SamplesAnswerTest, NoLimitIsBeyondWhatTheFormatHolds) {
  SamplesAnswer answer({.bytes_max = std::numeric_limits<std::uint64_t>::max()});
  answer.BeginQuery();
  EXPECT_THAT(answer.Add({.labels = {}, .samples = Days(3)}), IsOk());
}

}  // namespace
}  // namespace trustwatch::remote_read
