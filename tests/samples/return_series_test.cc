#include "daemon/samples/return_series.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/time/time.h"
#include "daemon/samples/archive.h"
#include "daemon/samples/instants.h"
#include "daemon/samples/matcher.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::samples {
namespace {

using testing::Count;
using testing::DefinitionsBuilder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::NoonOf;
using testing::SliceOf;
using testing::Value;

constexpr std::string_view kOwed = "trustwatch_return_month_owed";
constexpr std::string_view kReceived = "trustwatch_return_month_received";
constexpr std::string_view kInTime = "trustwatch_return_month_in_time";

// XA1 sends May in time and one figure of June late; XB2 sends nothing. Each owes three a month.
class ReturnSeriesTest : public ::testing::Test {
 protected:
  ReturnSeriesTest() {
    fixture_.Report(NoonOf("2026-06-10"), "XA1",
                    {{SliceOf("calls_offered"), "2026-05", Count(65)},
                     {SliceOf("calls_answered"), "2026-05", Count(60)}});
    fixture_.ReportCalls(NoonOf("2026-07-20"), "XA1", "2026-06", 70);
    fixture_.stored.clock.Set(NoonOf("2026-07-25"));
  }

  static Query Of(std::vector<std::tuple<std::string_view, MatchKind, std::string_view>> wanted) {
    Query query;
    for (const auto& [label, kind, value] : wanted) {
      query.matchers.push_back(Value(Matcher::Make(label, kind, value)));
    }
    return query;
  }
  static Query Named(std::string_view name) { return Of({{"__name__", MatchKind::kEqual, name}}); }

  // "as_of=...,org=...,return=...: 2026-05-01=3 ...", after the name if there are several.
  std::vector<std::string> Ask(const Query& query, domain::Sight sight = domain::Sight::kExact) {
    const Archive archive({.store = fixture_.store(),
                           .definitions = fixture_.definitions,
                           .series = fixture_.figures,
                           .sight = sight,
                           .clock = fixture_.stored.clock});
    std::vector<std::string> all;
    EXPECT_THAT(archive.Each(query, {},
                             [&all](const LabelledSamples& series) {
                               all.push_back(Tell(series));
                               return true;
                             }),
                IsOk());
    return all;
  }

  static std::string Tell(const LabelledSamples& series) {
    std::string text;
    for (const Label& label : series.labels) {
      text += fmt::format("{}{}", text.empty() ? "" : ",", label.value);
    }
    text += ":";
    for (const Sample& sample : series.samples) {
      text += fmt::format(
          " {}={:g}",
          absl::FormatTime("%Y-%m-%dT%H", absl::FromUnixMillis(sample.at_ms), absl::UTCTimeZone()),
          sample.value);
    }
    return text;
  }

  testing::InsightFixture fixture_;
};

TEST_F(ReturnSeriesTest, EachOrganisationsReturnsStandAtTheirMonths) {
  EXPECT_THAT(Ask(Named(kOwed)),
              ElementsAre("trustwatch_return_month_owed,XA1,monthly: 2026-05-01T12=3 "
                          "2026-06-01T12=3",
                          "trustwatch_return_month_owed,XB2,monthly: 2026-05-01T12=3 "
                          "2026-06-01T12=3"));
  EXPECT_THAT(Ask(Named(kReceived)),
              ElementsAre("trustwatch_return_month_received,XA1,monthly: 2026-05-01T12=2 "
                          "2026-06-01T12=1",
                          "trustwatch_return_month_received,XB2,monthly: 2026-05-01T12=0 "
                          "2026-06-01T12=0"));
  EXPECT_THAT(Ask(Named(kInTime)),
              ElementsAre("trustwatch_return_month_in_time,XA1,monthly: 2026-05-01T12=2 "
                          "2026-06-01T12=0",
                          "trustwatch_return_month_in_time,XB2,monthly: 2026-05-01T12=0 "
                          "2026-06-01T12=0"));
}

TEST_F(ReturnSeriesTest, SeveralAtOnceSayTheSameInOrderOfNames) {
  std::vector<std::string> each = Ask(Named(kInTime));
  for (const std::string_view name : {kOwed, kReceived}) {
    for (std::string& series : Ask(Named(name))) each.push_back(std::move(series));
  }
  EXPECT_EQ(Ask(Of({{"__name__", MatchKind::kRegex, "trustwatch_return_.*"}})), each);
}

TEST_F(ReturnSeriesTest, MatchersLeaveOrganisationsAndReturns) {
  const auto count = [this](std::string_view label, MatchKind kind, std::string_view value) {
    Query query = Named(kReceived);
    query.matchers.push_back(Value(Matcher::Make(label, kind, value)));
    return Ask(query).size();
  };
  EXPECT_EQ(count("org", MatchKind::kEqual, "XB2"), 1);
  EXPECT_EQ(count("org", MatchKind::kRegex, "XA1|XB2|XD4"), 2);  // XD4 owes nothing
  EXPECT_EQ(count("return", MatchKind::kEqual, "monthly"), 2);
  EXPECT_EQ(count("return", MatchKind::kNotEqual, "monthly"), 0);
  EXPECT_EQ(count("indicator", MatchKind::kEqual, "calls_offered"), 0);
  EXPECT_EQ(count("indicator", MatchKind::kEqual, ""), 2);
}

TEST_F(ReturnSeriesTest, AsOfADayThereIsWhatHadComeThen) {
  const auto as_of = [this](std::string_view name, std::string_view day) {
    return Ask(Of({{"__name__", MatchKind::kEqual, name},
                   {"org", MatchKind::kEqual, "XA1"},
                   {"as_of", MatchKind::kEqual, day}}));
  };
  EXPECT_THAT(as_of(kReceived, "2026-07-19"),
              ElementsAre("trustwatch_return_month_received,2026-07-19,XA1,monthly: "
                          "2026-05-01T12=2 2026-06-01T12=0"));
  EXPECT_THAT(as_of(kReceived, "2026-06-30"),  // June has no end yet
              ElementsAre("trustwatch_return_month_received,2026-06-30,XA1,monthly: "
                          "2026-05-01T12=2"));
  EXPECT_THAT(as_of(kOwed, "2026-06-09"), IsEmpty());  // nobody had reported anything
}

TEST_F(ReturnSeriesTest, AMonthHoldsUntilTheNextBegins) {
  Query query = Named(kReceived);
  query.matchers.push_back(Value(Matcher::Make("org", MatchKind::kEqual, "XA1")));
  const auto at = [&](std::string_view day, absl::Duration past_noon) {
    const std::int64_t at_ms = ToMs(NoonOf(day) + past_noon);
    query.fill = Grid{.start_ms = at_ms - 300'000, .end_ms = at_ms};
    query.instants = {.from_ms = at_ms - 300'000, .to_ms = at_ms};
    const std::vector<std::string> told = Ask(query);
    return told.empty() ? std::string("-") : told.front().substr(told.front().find('=') + 1);
  };
  EXPECT_EQ(at("2026-05-01", -absl::Milliseconds(1)), "-");
  EXPECT_EQ(at("2026-05-01", absl::ZeroDuration()), "2");
  EXPECT_EQ(at("2026-06-01", -absl::Milliseconds(1)), "2");
  EXPECT_EQ(at("2026-06-01", absl::ZeroDuration()), "1");
  EXPECT_EQ(at("2026-07-01", -absl::Milliseconds(1)), "1");
  EXPECT_EQ(at("2026-07-01", absl::ZeroDuration()), "-");
}

// Whatever part of time is asked for, it is that part of everything.
TEST_F(ReturnSeriesTest, EveryWindowIsCutFromTheWhole) {
  fixture_.ReportCalls(NoonOf("2026-07-21"), "XB2", "2025-02", 1);
  const std::int64_t begin_ms = ToMs(NoonOf("2025-01-20"));
  constexpr std::int64_t kDayMs = 86'400'000;
  std::vector<Sample> all;
  const Archive archive({.store = fixture_.store(),
                         .definitions = fixture_.definitions,
                         .series = fixture_.figures,
                         .sight = domain::Sight::kExact,
                         .clock = fixture_.stored.clock});
  Query query = Named(kReceived);
  query.matchers.push_back(Value(Matcher::Make("org", MatchKind::kEqual, "XB2")));
  const auto ask = [&] {
    std::vector<Sample> found;
    EXPECT_THAT(archive.Each(query, {},
                             [&found](const LabelledSamples& series) {
                               found.assign(series.samples.begin(), series.samples.end());
                               return true;
                             }),
                IsOk());
    return found;
  };
  all = ask();
  ASSERT_EQ(all.size(), 17);  // from February 2025 to June 2026
  for (int day = 0; day < 560; day += 3) {
    for (const int days : {0, 1, 40}) {
      query.instants = {.from_ms = begin_ms + day * kDayMs,
                        .to_ms = begin_ms + (day + days) * kDayMs};
      std::vector<Sample> expected;
      for (const Sample& sample : all) {
        if (sample.at_ms >= query.instants.from_ms && sample.at_ms <= query.instants.to_ms) {
          expected.push_back(sample);
        }
      }
      EXPECT_EQ(ask(), expected) << day << " " << days;
    }
  }
}

TEST_F(ReturnSeriesTest, CountsOfFiguresAreNoSmallNumbers) {
  DefinitionsBuilder builder;
  for (const char* id : {"calls_offered", "calls_answered"}) {
    builder.Indicator(id).small_numbers = domain::SmallNumbers{.hide_under = 100, .round_to = 5};
  }
  fixture_.definitions.Replace(builder.Build());
  EXPECT_EQ(Ask(Named(kReceived), domain::Sight::kDisclosed), Ask(Named(kReceived)));
}

TEST_F(ReturnSeriesTest, LabelsAloneAreThoseOfTheSamples) {
  Query query = Named(kReceived);
  query.labels_only = true;
  EXPECT_THAT(Ask(query), ElementsAre("trustwatch_return_month_received,XA1,monthly:",
                                      "trustwatch_return_month_received,XB2,monthly:"));
  query.instants = {.from_ms = ToMs(NoonOf("2026-07-01")), .to_ms = ToMs(NoonOf("2026-09-01"))};
  EXPECT_THAT(Ask(query), IsEmpty());
}

TEST_F(ReturnSeriesTest, AnEmptyStoreHasNone) {
  testing::InsightFixture empty;
  empty.stored.clock.Set(NoonOf("2026-07-25"));
  const Archive archive({.store = empty.store(),
                         .definitions = empty.definitions,
                         .series = empty.figures,
                         .sight = domain::Sight::kExact,
                         .clock = empty.stored.clock});
  std::size_t count = 0;
  EXPECT_THAT(archive.Each(Named(kOwed), {},
                           [&count](const LabelledSamples&) {
                             ++count;
                             return true;
                           }),
              IsOk());
  EXPECT_EQ(count, 0);
}

// What cannot be read is no empty answer.
TEST_F(ReturnSeriesTest, AnErrorOfTheStoreIsTheAnswer) {
  std::vector<std::unique_ptr<store::Reader>> all;
  while (true) {
    absl::StatusOr<std::unique_ptr<store::Reader>> reader = fixture_.store().NewReader();
    if (!reader.ok()) break;
    all.push_back(*std::move(reader));
  }
  const Archive archive({.store = fixture_.store(),
                         .definitions = fixture_.definitions,
                         .series = fixture_.figures,
                         .sight = domain::Sight::kExact,
                         .clock = fixture_.stored.clock});
  for (const std::string_view name : {kOwed, kReceived}) {
    EXPECT_THAT(archive.Each(Named(name), {}, [](const LabelledSamples&) { return true; }),
                IsError(absl::StatusCode::kResourceExhausted, ::testing::_))
        << name;
  }
}

}  // namespace
}  // namespace trustwatch::samples
