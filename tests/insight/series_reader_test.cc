#include "daemon/insight/series_reader.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/domain/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using testing::Count;
using testing::DayOf;
using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::NoonOf;
using ::testing::SizeIs;
using testing::SliceOf;
using testing::Tell;

const SeriesName kCalls = {.organisation = "XA1", .indicator = "calls_offered"};

class SeriesReaderTest : public ::testing::Test {
 protected:
  std::string One(const SeriesName& name, const View& view = {}) {
    return Tell(testing::Value(reader_.One(name, view)));
  }
  std::vector<std::string> Each(const SeriesFilter& filter, const View& view = {}) {
    std::vector<std::string> all;
    EXPECT_THAT(reader_.Each(filter, view,
                             [&all](const domain::Series& series) {
                               all.push_back(Tell(series));
                               return true;
                             }),
                IsOk());
    return all;
  }

  testing::InsightFixture fixture_;
  SeriesReader reader_{fixture_.store(), fixture_.definitions};
};

TEST_F(SeriesReaderTest, APeriodSaysWhatWasKnownAtAnyInstant) {
  const auto first = fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 100);
  const auto second =
      fixture_.ReportCalls(NoonOf("2026-06-10"), "XA1", "2026-04", 110, domain::Status::kRefreshed);
  fixture_.Withdraw(NoonOf("2026-06-20"), second);
  const auto as_of = [this](absl::Time at) { return One(kCalls, {.as_of = at}); };
  const std::string none = "XA1 calls_offered - P1M:";
  EXPECT_EQ(as_of(NoonOf("2026-05-10") - absl::Microseconds(1)), none);
  EXPECT_EQ(as_of(NoonOf("2026-05-10")), none + " 2026-04 100 r1 p @1") << "known at is included";
  EXPECT_EQ(as_of(NoonOf("2026-06-10")), none + " 2026-04 110 r2 r @2");
  EXPECT_EQ(as_of(NoonOf("2026-06-20") - absl::Microseconds(1)), none + " 2026-04 110 r2 r @2");
  EXPECT_EQ(as_of(NoonOf("2026-06-20")), none + " 2026-04 100 r1 p @1");
  EXPECT_EQ(One(kCalls), none + " 2026-04 100 r1 p @1");
  fixture_.Withdraw(NoonOf("2026-06-21"), first);
  EXPECT_EQ(One(kCalls), none) << "nothing stands";
}

TEST_F(SeriesReaderTest, PointsAreInTimeOrderWhateverTheOrderOfArrival) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 4);
  fixture_.ReportCalls(NoonOf("2026-05-11"), "XA1", "2025-12", 12);
  fixture_.ReportCalls(NoonOf("2026-05-12"), "XA1", "2026-01", 1);
  EXPECT_EQ(One(kCalls),
            "XA1 calls_offered - P1M: 2025-12 12 r1 p @2; 2026-01 1 r1 p @3; 2026-04 4 r1 p @1");
}

TEST_F(SeriesReaderTest, DaysChoosePeriodsByTheirEnd) {
  for (const char* month : {"2026-01", "2026-02", "2026-03"}) {
    fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", month, 1);
  }
  const auto within = [this](const char* from, const char* to) {
    const View view{.days = {.from = DayOf(from), .to = DayOf(to)}};
    return testing::Value(reader_.One(kCalls, view)).points.size();
  };
  EXPECT_EQ(within("2026-01-31", "2026-03-31"), 3U) << "both ends are included";
  EXPECT_EQ(within("2026-02-01", "2026-03-30"), 1U);
  EXPECT_EQ(within("2026-02-28", "2026-02-28"), 1U);
}

TEST_F(SeriesReaderTest, RevisionsComeOnlyWhenAskedFor) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 100);
  fixture_.ReportCalls(NoonOf("2026-05-11"), "XA1", "2026-04", 110);
  fixture_.ReportCalls(NoonOf("2026-05-12"), "XA1", "2026-04", 110);  // a repetition
  EXPECT_THAT(testing::Value(reader_.One(kCalls, {})).points[0].revisions, IsEmpty());
  const auto series = testing::Value(reader_.One(kCalls, {.include_revisions = true}));
  EXPECT_THAT(series.points[0].revisions, SizeIs(2));
  EXPECT_EQ(series.points[0].current.known_at, NoonOf("2026-05-11"));
}

TEST_F(SeriesReaderTest, SlicesOfOneIndicatorAreDifferentSeries) {
  domain::Slice young = SliceOf("seen_in_time");
  young.breakdown = "age:under18";
  domain::Slice quarter = SliceOf("seen_in_time");
  quarter.span.count = 3;
  fixture_.Report(NoonOf("2026-05-10"), "XA1",
                  {{SliceOf("seen_in_time"), "2026-03", Count(71)},
                   {young, "2026-03", Count(72)},
                   {quarter, "2026-01-01..2026-03-31", Count(73)}});
  SeriesName name{.organisation = "XA1", .indicator = "seen_in_time"};
  EXPECT_EQ(One(name), "XA1 seen_in_time - P1M: 2026-03 71 r1 p @1");
  name.span = "P3M";
  EXPECT_EQ(One(name), "XA1 seen_in_time - P3M: 2026-01-01..2026-03-31 73 r1 p @1");
  name = {.organisation = "XA1", .indicator = "seen_in_time", .breakdown = "age:under18"};
  EXPECT_EQ(One(name), "XA1 seen_in_time age:under18 P1M: 2026-03 72 r1 p @1");
  name.breakdown = "age:over65";
  EXPECT_EQ(One(name), "XA1 seen_in_time age:over65 P1M:") << "nobody reported it";
}

TEST_F(SeriesReaderTest, NamesAreChecked) {
  const auto named = [this](const SeriesName& name) { return reader_.One(name, {}); };
  EXPECT_THAT(named({.organisation = "xa1", .indicator = "calls_offered"}),
              HasReason("ORGANISATION_MALFORMED"));
  EXPECT_THAT(named({.organisation = "ZZ9", .indicator = "calls_offered"}),
              HasReason("ORGANISATION_UNKNOWN"));
  EXPECT_THAT(named({.organisation = "XA1", .indicator = "Calls"}),
              HasReason("INDICATOR_MALFORMED"));
  EXPECT_THAT(named({.organisation = "XA1", .indicator = "no_such"}),
              HasReason("INDICATOR_UNKNOWN"));
  EXPECT_THAT(named({.organisation = "XA1", .indicator = "calls_offered", .breakdown = "Under 18"}),
              HasReason("BREAKDOWN_MALFORMED"));
  EXPECT_THAT(named({.organisation = "XA1", .indicator = "calls_offered", .span = "month"}),
              HasReason("SPAN_MALFORMED"));
  EXPECT_THAT(
      reader_.One(kCalls, {.days = {.from = DayOf("2026-02-01"), .to = DayOf("2026-01-31")}}),
      HasReason("DAYS_REVERSED"));
}

TEST_F(SeriesReaderTest, WhatLeftTheDefinitionsCanStillBeRead) {
  fixture_.Report(NoonOf("2026-05-10"), "ZZ9", {{SliceOf("retired"), "2026-04", Count(5)}});
  EXPECT_EQ(One({.organisation = "ZZ9", .indicator = "retired"}),
            "ZZ9 retired - P1M: 2026-04 5 r1 p @1");
  EXPECT_THAT(reader_.One({.organisation = "ZZ9", .indicator = "retired", .span = "P3M"}, {}),
              HasReason("INDICATOR_UNKNOWN"))
      << "never reported over that span";
  EXPECT_THAT(Each({}), ElementsAre("ZZ9 retired - P1M: 2026-04 5 r1 p @1"));
}

TEST_F(SeriesReaderTest, EachComesByOrganisationIndicatorBreakdownAndSpan) {
  domain::Slice young = SliceOf("seen_in_time");
  young.breakdown = "age:under18";
  domain::Slice quarter = SliceOf("seen_in_time");
  quarter.span.count = 3;
  for (const char* organisation : {"XB2", "XA1"}) {
    fixture_.Report(NoonOf("2026-05-10"), organisation,
                    {{young, "2026-03", Count(2)},
                     {quarter, "2026-01-01..2026-03-31", Count(3)},
                     {SliceOf("seen_in_time"), "2026-03", Count(1)},
                     {SliceOf("calls_offered"), "2026-03", Count(4)}});
  }
  EXPECT_THAT(Each({}), ElementsAre("XA1 calls_offered - P1M: 2026-03 4 r1 p @2",
                                    "XA1 seen_in_time - P1M: 2026-03 1 r1 p @2",
                                    "XA1 seen_in_time - P3M: 2026-01-01..2026-03-31 3 r1 p @2",
                                    "XA1 seen_in_time age:under18 P1M: 2026-03 2 r1 p @2",
                                    "XB2 calls_offered - P1M: 2026-03 4 r1 p @1",
                                    "XB2 seen_in_time - P1M: 2026-03 1 r1 p @1",
                                    "XB2 seen_in_time - P3M: 2026-01-01..2026-03-31 3 r1 p @1",
                                    "XB2 seen_in_time age:under18 P1M: 2026-03 2 r1 p @1"));
}

TEST_F(SeriesReaderTest, AFilterNamesWhatIsWanted) {
  for (const char* organisation : {"XA1", "XB2"}) {
    fixture_.Report(NoonOf("2026-05-10"), organisation,
                    {{SliceOf("calls_answered"), "2026-03", Count(1)},
                     {SliceOf("calls_offered"), "2026-03", Count(2)}});
  }
  EXPECT_THAT(Each({.organisations = {"XB2", "XB2"}, .indicators = {"calls_offered"}}),
              ElementsAre("XB2 calls_offered - P1M: 2026-03 2 r1 p @2"));
  EXPECT_THAT(Each({.organisations = {"XC3"}}), IsEmpty()) << "known, and has nothing";
  EXPECT_THAT(Each({.indicators = {"calls_answered"}}), SizeIs(2));
}

TEST_F(SeriesReaderTest, ASeriesWithoutAPointIsNotVisited) {
  const auto id = fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 1);
  EXPECT_THAT(Each({}, {.as_of = NoonOf("2026-05-09")}), IsEmpty());
  fixture_.Withdraw(NoonOf("2026-05-11"), id);
  EXPECT_THAT(Each({}), IsEmpty());
}

TEST_F(SeriesReaderTest, AVisitorMayStop) {
  for (const char* organisation : {"XA1", "XB2"}) {
    fixture_.ReportCalls(NoonOf("2026-05-10"), organisation, "2026-04", 1);
  }
  int visits = 0;
  EXPECT_THAT(reader_.Each({}, {}, [&visits](const auto&) { return ++visits < 1; }), IsOk());
  EXPECT_EQ(visits, 1);
}

TEST_F(SeriesReaderTest, AVisitorHoldsNoReader) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 1);
  const auto visit = [this](const domain::Series&) {
    // As many readers as there are at all can be taken while a slow visitor looks.
    std::vector<std::unique_ptr<store::Reader>> readers;
    for (std::size_t i = 0; i < domain::kReadersMax; ++i) {
      readers.push_back(testing::Value(fixture_.store().NewReader()));
    }
    return true;
  };
  EXPECT_THAT(reader_.Each({}, {}, visit), IsOk());
}

TEST_F(SeriesReaderTest, FiltersAreChecked) {
  const auto each = [this](const SeriesFilter& filter) {
    return reader_.Each(filter, {}, [](const auto&) { return true; });
  };
  EXPECT_THAT(each({.organisations = {"XA1", "x"}}), HasReason("ORGANISATION_MALFORMED"));
  const absl::Status unknown = each({.organisations = {"XA1", "ZZ9"}});
  EXPECT_THAT(unknown, HasReason("ORGANISATION_UNKNOWN"));
  EXPECT_EQ(base::ErrorOf(unknown).field, "organisations[1]");
  EXPECT_THAT(each({.indicators = {"no_such"}}), HasReason("INDICATOR_UNKNOWN"));
  EXPECT_THAT(each({.indicators = {"No"}}), HasReason("INDICATOR_MALFORMED"));
  EXPECT_THAT(each({.organisations =
                        std::vector<std::string>(domain::kOrganisationsPerQueryMax + 1, "XA1")}),
              HasReason("TOO_MANY_ORGANISATIONS"));
  EXPECT_THAT(each({.indicators = std::vector<std::string>(domain::kIndicatorsPerQueryMax + 1,
                                                           "calls_offered")}),
              HasReason("TOO_MANY_INDICATORS"));
}

}  // namespace
}  // namespace trustwatch::insight
