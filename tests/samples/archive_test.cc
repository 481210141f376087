#include "daemon/samples/archive.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "daemon/history/disclosed_figures.h"
#include "daemon/history/series_source.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::samples {
namespace {

using testing::Count;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::InsightFixture;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::NoonOf;
using testing::SliceOf;
using testing::Value;

using domain::Span;

std::string Tell(std::span<const Label> labels) {
  std::string text;
  for (const Label& label : labels) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", label.name, label.value);
  }
  return text;
}

struct ArchiveTest : public ::testing::Test {
  // Two organisations, three slices, of January and February 2026.
  ArchiveTest() {
    domain::Slice part = SliceOf("seen_in_time");
    part.breakdown = "age:young";
    domain::Slice quarter = SliceOf("seen_in_time");
    quarter.span = Span{.count = 3};
    for (const char* organisation : {"XB2", "XA1"}) {
      fixture.Report(NoonOf("2026-03-10"), organisation,
                     {{quarter, "2025-12-01..2026-02-28", Count(61)},
                      {SliceOf("seen_in_time"), "2026-01", Count(62)},
                      {SliceOf("seen_in_time"), "2026-02", Count(63)},
                      {part, "2026-02", Count(64)},
                      {SliceOf("calls_offered"), "2026-02", Count(65)}});
    }
    fixture.stored.clock.Set(NoonOf("2026-07-01"));
  }

  Query Of(std::vector<std::tuple<std::string_view, MatchKind, std::string_view>> wanted) {
    Query query;
    for (const auto& [label, kind, value] : wanted) {
      query.matchers.push_back(Value(Matcher::Make(label, kind, value)));
    }
    return query;
  }
  Query Named(std::string_view name) { return Of({{"__name__", MatchKind::kEqual, name}}); }

  // "labels: 2026-02-01=63 ..."
  std::vector<std::string> Ask(const Query& query) {
    std::vector<std::string> all;
    EXPECT_THAT(
        archive.Each(query, {},
                     [&all](const LabelledSamples& series) {
                       std::string text = Tell(series.labels) + ":";
                       for (const Sample& sample : series.samples) {
                         text += fmt::format(
                             " {}={:g}",
                             absl::FormatTime("%Y-%m-%d", absl::FromUnixMillis(sample.at_ms),
                                              absl::UTCTimeZone()),
                             sample.value);
                       }
                       all.push_back(text);
                       return true;
                     }),
        IsOk());
    return all;
  }

  InsightFixture fixture;
  Archive archive{Sources{.store = fixture.store(),
                          .definitions = fixture.definitions,
                          .series = fixture.figures,
                          .sight = domain::Sight::kExact,
                          .clock = fixture.stored.clock}};
};

TEST_F(ArchiveTest, ValuesOfEverySeriesInTheOrderOfTheirLabels) {
  const std::string name = "__name__=trustwatch_indicator_value,";
  EXPECT_THAT(
      Ask(Named("trustwatch_indicator_value")),
      ElementsAre(name + "breakdown=age:young,indicator=seen_in_time,org=XA1: 2026-02-01=64",
                  name + "breakdown=age:young,indicator=seen_in_time,org=XB2: 2026-02-01=64",
                  name + "indicator=calls_offered,org=XA1: 2026-02-01=65",
                  name + "indicator=calls_offered,org=XB2: 2026-02-01=65",
                  name + "indicator=seen_in_time,org=XA1: 2026-01-01=62 2026-02-01=63",
                  name + "indicator=seen_in_time,org=XA1,span=P3M: 2026-02-01=61",
                  name + "indicator=seen_in_time,org=XB2: 2026-01-01=62 2026-02-01=63",
                  name + "indicator=seen_in_time,org=XB2,span=P3M: 2026-02-01=61"));
}

// Prometheus takes the answer as sorted, and loses series where it is not.
TEST_F(ArchiveTest, EverythingIsSortedByLabels) {
  std::vector<std::vector<std::pair<std::string, std::string>>> all;
  EXPECT_THAT(archive.Each({}, {},
                           [&all](const LabelledSamples& series) {
                             auto& labels = all.emplace_back();
                             for (const Label& label : series.labels) {
                               labels.emplace_back(label.name, label.value);
                             }
                             EXPECT_TRUE(std::is_sorted(labels.begin(), labels.end()));
                             return true;
                           }),
              IsOk());
  EXPECT_GT(all.size(), 20);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
}

TEST_F(ArchiveTest, MatchersOfEveryKindOnEveryLabel) {
  const auto count = [this](std::string_view label, MatchKind kind, std::string_view value) {
    Query query = Named("trustwatch_indicator_value");
    query.matchers.push_back(Value(Matcher::Make(label, kind, value)));
    return Ask(query).size();
  };
  EXPECT_EQ(count("org", MatchKind::kEqual, "XA1"), 4);
  EXPECT_EQ(count("org", MatchKind::kNotEqual, "XA1"), 4);
  EXPECT_EQ(count("org", MatchKind::kRegex, "XA1|XB2"), 8);
  EXPECT_EQ(count("org", MatchKind::kNotRegex, "X.*"), 0);
  EXPECT_EQ(count("indicator", MatchKind::kEqual, "calls_offered"), 2);
  EXPECT_EQ(count("indicator", MatchKind::kRegex, "calls"), 0);  // the whole value or nothing
  EXPECT_EQ(count("breakdown", MatchKind::kEqual, ""), 6);
  EXPECT_EQ(count("breakdown", MatchKind::kNotEqual, ""), 2);
  EXPECT_EQ(count("span", MatchKind::kEqual, "P3M"), 2);
  EXPECT_EQ(count("span", MatchKind::kNotEqual, "P3M"), 6);
  EXPECT_EQ(count("site", MatchKind::kEqual, "anywhere"), 0);
  EXPECT_EQ(count("site", MatchKind::kNotEqual, "anywhere"), 8);
}

TEST_F(ArchiveTest, PointsAreToldByVerdict) {
  Query query = Of({{"__name__", MatchKind::kEqual, "trustwatch_indicator_point"},
                    {"indicator", MatchKind::kEqual, "seen_in_time"},
                    {"org", MatchKind::kEqual, "XA1"},
                    {"breakdown", MatchKind::kEqual, ""}});
  const std::string labels = "__name__=trustwatch_indicator_point,indicator=seen_in_time,org=XA1,";
  EXPECT_THAT(Ask(query),
              ElementsAre(labels + "span=P3M,verdict=common_cause: 2026-02-01=61",
                          labels + "verdict=common_cause: 2026-01-01=62 2026-02-01=63"));
  query.matchers.push_back(Value(Matcher::Make("verdict", MatchKind::kEqual, "concern_high")));
  EXPECT_THAT(Ask(query), IsEmpty());
}

TEST_F(ArchiveTest, ACorrectionIsSeenByTheNextQuestionDownwardsToo) {
  fixture.ReportCalls(NoonOf("2026-03-20"), "XA1", "2026-02", 12);
  const Query query = Of({{"__name__", MatchKind::kEqual, "trustwatch_indicator_value"},
                          {"indicator", MatchKind::kEqual, "calls_offered"},
                          {"org", MatchKind::kEqual, "XA1"}});
  EXPECT_THAT(Ask(query), ElementsAre(HasSubstr(": 2026-02-01=12")));
  fixture.Withdraw(NoonOf("2026-03-21"), 3);
  EXPECT_THAT(Ask(query), ElementsAre(HasSubstr(": 2026-02-01=65")));
  fixture.Withdraw(NoonOf("2026-03-22"), 2);
  EXPECT_THAT(Ask(query), IsEmpty());
}

TEST_F(ArchiveTest, AsOfADayThereIsWhatWasKnownThen) {
  fixture.ReportCalls(NoonOf("2026-03-20"), "XA1", "2026-02", 12);
  const auto as_of = [this](std::string_view day) {
    return Ask(Of({{"__name__", MatchKind::kEqual, "trustwatch_indicator_value"},
                   {"indicator", MatchKind::kEqual, "calls_offered"},
                   {"org", MatchKind::kEqual, "XA1"},
                   {"as_of", MatchKind::kEqual, day}}));
  };
  const std::string name = "__name__=trustwatch_indicator_value,as_of=";
  EXPECT_THAT(as_of("2026-03-15"),
              ElementsAre(name + "2026-03-15,indicator=calls_offered,org=XA1: 2026-02-01=65"));
  EXPECT_THAT(as_of("2026-03-20"),
              ElementsAre(name + "2026-03-20,indicator=calls_offered,org=XA1: 2026-02-01=12"));
  EXPECT_THAT(as_of("2026-03-09"), IsEmpty());
  EXPECT_THAT(as_of("2026-03-10T13:00:00Z"), ::testing::SizeIs(1));
}

// As of now is now, for every metric, but for the label that says so.
TEST_F(ArchiveTest, AsOfNowIsNow) {
  fixture.ReportCalls(NoonOf("2026-03-20"), "XA1", "2026-02", 12);
  std::vector<std::string> then = Ask(Of({{"as_of", MatchKind::kEqual, "2026-06-30"}}));
  for (std::string& series : then) {
    const std::size_t at = series.find(",as_of=2026-06-30");
    ASSERT_NE(at, std::string::npos);
    series.erase(at, std::string_view(",as_of=2026-06-30").size());
  }
  EXPECT_EQ(then, Ask({}));
}

// The rule of the catalogue, in both directions of time: five is shown as five, three is not.
TEST_F(ArchiveTest, WhoMayNotSeeSmallNumbersSeesThemNeitherNowNorAsOfAnyDay) {
  testing::DefinitionsBuilder builder;
  builder.Indicator("calls_offered").small_numbers =
      domain::SmallNumbers{.hide_under = 5, .round_to = 5};
  fixture.definitions.Replace(builder.Build());
  fixture.ReportCalls(NoonOf("2026-03-20"), "XA1", "2026-02", 7);
  fixture.ReportCalls(NoonOf("2026-03-20"), "XA1", "2026-03", 3);
  const history::DisclosedFigures disclosed(fixture.figures, fixture.definitions);
  const Archive seen{Sources{.store = fixture.store(),
                             .definitions = fixture.definitions,
                             .series = disclosed,
                             .sight = domain::Sight::kDisclosed,
                             .clock = fixture.stored.clock}};
  for (const std::string_view day : {"", "2026-03-25"}) {
    std::vector<double> values;
    EXPECT_THAT(seen.Each(Of({{"__name__", MatchKind::kEqual, "trustwatch_indicator_value"},
                              {"indicator", MatchKind::kEqual, "calls_offered"},
                              {"org", MatchKind::kEqual, "XA1"},
                              {"as_of", MatchKind::kEqual, day}}),
                          {},
                          [&values](const LabelledSamples& series) {
                            for (const Sample& sample : series.samples) {
                              values.push_back(sample.value);
                            }
                            return true;
                          }),
                IsOk());
    EXPECT_THAT(values, ElementsAre(5)) << day;
  }
}

TEST_F(ArchiveTest, LabelsAloneCostNoSamples) {
  Query query = Named("trustwatch_indicator_value");
  query.labels_only = true;
  std::size_t count = 0;
  EXPECT_THAT(archive.Each(query, {.samples_max = 0},
                           [&count](const LabelledSamples& series) {
                             EXPECT_THAT(series.samples, IsEmpty());
                             ++count;
                             return true;
                           }),
              IsOk());
  EXPECT_EQ(count, 8);
  query.instants = {absl::ToUnixMillis(NoonOf("2026-05-01")),
                    absl::ToUnixMillis(NoonOf("2026-06-01"))};
  EXPECT_THAT(Ask(query), IsEmpty());
}

// The values of a label, gathered in the way of a menu.
std::set<std::string> Menu(const Archive& archive, const Query& query, std::string_view label) {
  std::set<std::string> values;
  const auto value_in = [label](std::span<const Label> labels) {
    const auto found = std::find_if(labels.begin(), labels.end(),
                                    [label](const Label& it) { return it.name == label; });
    return found == labels.end() ? std::string() : std::string(found->value);
  };
  EXPECT_THAT(archive.EachWanted(
                  query, {},
                  [&](std::span<const Label> labels) {
                    return !value_in(labels).empty() && !values.contains(value_in(labels));
                  },
                  [&](const LabelledSamples& series) {
                    values.insert(value_in(series.labels));
                    return true;
                  }),
              IsOk());
  return values;
}

// What is skipped because its labels are known has said nothing new: in any part of time, for any
// label, and where a series has no number or no target.
TEST_F(ArchiveTest, AMenuHasTheLabelsOfEverySeriesThatThereIs) {
  testing::DefinitionsBuilder builder;
  builder.Indicator("calls_answered").standards = {
      {.text = "75", .target = 75, .first_day = testing::DayOf("2026-02-01")}};
  fixture.definitions.Replace(builder.Build());
  fixture.Report(NoonOf("2026-04-10"), "XA1",
                 {{SliceOf("calls_answered"), "2025-06", domain::NilReturn{}},
                  {SliceOf("calls_answered"), "2026-03", Count(1)}});
  fixture.Report(NoonOf("2026-04-10"), "XC3",
                 {{SliceOf("calls_answered"), "2019-06", domain::Suppressed{}}});
  const std::vector<Query> queries = {{},
                                      Of({{"org", MatchKind::kNotEqual, "XB2"}}),
                                      Of({{"verdict", MatchKind::kNotEqual, ""}}),
                                      Of({{"span", MatchKind::kEqual, "P3M"}}),
                                      Of({{"as_of", MatchKind::kEqual, "2026-03-31"}}),
                                      Of({{"region", MatchKind::kNotEqual, ""}})};
  for (const char* from : {"2019-06-20", "2025-06-20", "2026-01-20", "2026-02-20", "2026-05-20"}) {
    for (Query query : queries) {
      query.labels_only = true;
      query.instants = {absl::ToUnixMillis(NoonOf(from)),
                        absl::ToUnixMillis(NoonOf(from) + absl::Hours(24 * 20))};
      std::map<std::string, std::set<std::string>> all;
      EXPECT_THAT(archive.Each(query, {},
                               [&all](const LabelledSamples& series) {
                                 for (const Label& label : series.labels) {
                                   all[std::string(label.name)].emplace(label.value);
                                 }
                                 return true;
                               }),
                  IsOk());
      for (const char* label : {"__name__", "as_of", "breakdown", "indicator", "kind", "org",
                                "return", "span", "verdict", "nothing"}) {
        EXPECT_EQ(Menu(archive, query, label), all[label]) << label << " from " << from;
      }
    }
  }
}

// Counts the series that are read.
class CountingSource final : public history::SeriesSource {
 public:
  explicit CountingSource(const history::SeriesSource& source) : source_(source) {}

  absl::Status Copy(const store::Store& store, const domain::OdsCode& organisation,
                    store::SliceId slice, history::SeriesPast& past) const override {
    ++count_;
    return source_.Copy(store, organisation, slice, past);
  }
  absl::StatusOr<std::vector<store::SliceId>> Slices(
      const store::Store& store, const domain::OdsCode& organisation) const override {
    return source_.Slices(store, organisation);
  }
  int Take() { return std::exchange(count_, 0); }

 private:
  const history::SeriesSource& source_;
  mutable int count_ = 0;
};

TEST_F(ArchiveTest, NothingIsReadToLearnWhatNamesSay) {
  CountingSource source(fixture.figures);
  const Archive counted{Sources{.store = fixture.store(),
                                .definitions = fixture.definitions,
                                .series = source,
                                .sight = domain::Sight::kExact,
                                .clock = fixture.stored.clock}};
  Query query;
  query.labels_only = true;
  // The register says all of it.
  EXPECT_THAT(Menu(counted, query, "org"), ElementsAre("XA1", "XB2", "XC3", "XD4"));
  EXPECT_EQ(source.Take(), 0);
  // And the catalogue.
  EXPECT_THAT(Menu(counted, query, "indicator"),
              ElementsAre("calls_answered", "calls_offered", "seen_in_time"));
  EXPECT_EQ(source.Take(), 0);
  // Eight series of two indicators: one of each.
  query.matchers = Named("trustwatch_indicator_value").matchers;
  EXPECT_THAT(Menu(counted, query, "indicator"), ElementsAre("calls_offered", "seen_in_time"));
  EXPECT_EQ(source.Take(), 2);
  // Labels that cannot fit are not asked for: a mean has no verdict.
  query.matchers = Of({{"__name__", MatchKind::kNotEqual, "trustwatch_indicator_point"},
                       {"verdict", MatchKind::kEqual, "common_cause"}})
                       .matchers;
  EXPECT_THAT(counted.Each(query, {}, [](const LabelledSamples&) { return true; }), IsOk());
  EXPECT_EQ(source.Take(), 0);
}

TEST_F(ArchiveTest, LimitsSayWhatToNarrow) {
  const auto none = [](const LabelledSamples&) { return true; };
  EXPECT_THAT(archive.Each(Named("trustwatch_indicator_value"), {.series_max = 7}, none),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("more than 7 series")));
  EXPECT_THAT(archive.Each(Named("trustwatch_indicator_value"), {.samples_max = 7}, none),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("fewer months")));
}

TEST_F(ArchiveTest, WhoHasEnoughGetsNoMore) {
  std::size_t count = 0;
  EXPECT_THAT(archive.Each({}, {}, [&count](const LabelledSamples&) { return ++count < 3; }),
              IsOk());
  EXPECT_EQ(count, 3);
}

TEST_F(ArchiveTest, OrganisationsAndTheSignOfLifeAreHistoryToo) {
  Query query = Of({{"__name__", MatchKind::kEqual, "trustwatch_organisation"},
                    {"org", MatchKind::kEqual, "XA1"}});
  query.instants = {absl::ToUnixMillis(NoonOf("2026-06-01")),
                    absl::ToUnixMillis(NoonOf("2026-07-01"))};
  EXPECT_THAT(Ask(query), ElementsAre(HasSubstr("region=Invented North: 2026-06-01=1 "
                                                "2026-07-01=1")));
  const std::int64_t now_ms = absl::ToUnixMillis(NoonOf("2026-07-01"));
  Query up = Named("trustwatch_history_up");
  up.fill = Grid{.start_ms = now_ms - 300'000, .end_ms = now_ms};
  EXPECT_THAT(Ask(up), ElementsAre("__name__=trustwatch_history_up: 2026-07-01=1"));
}

TEST_F(ArchiveTest, AnUnknownNameHasNoSeries) { EXPECT_THAT(Ask(Named("up")), IsEmpty()); }

}  // namespace
}  // namespace trustwatch::samples
