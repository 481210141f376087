#include "daemon/insight/compared_period.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/history/series_figures.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::insight {
namespace {

using testing::DayOf;
using testing::Ods;
using testing::PeriodOf;

// Organisations and their periods; the chosen one in words, or "none".
class PeriodToCompareTest : public ::testing::Test {
 protected:
  PeriodToCompareTest() {
    for (const char* code : {"XA1", "XB2", "XC3", "XD4"}) all_.push_back({.code = Ods(code)});
  }

  // Of XA1, XB2 and so on. A list that begins with "..." may lack older ones.
  std::optional<ComparedPeriod> Compare(
      const std::vector<std::vector<std::string_view>>& periods) const {
    domain::Span span;
    std::vector<std::vector<history::Ordinal>> ordinals(periods.size());
    std::vector<ReportedPeriods> reported;
    for (std::size_t i = 0; i < periods.size(); ++i) {
      reported.push_back({.organisation = &all_[i], .periods = &ordinals[i]});
      for (const std::string_view text : periods[i]) {
        if (text == "...") {
          reported.back().begins_earlier = true;
          continue;
        }
        span = PeriodOf(text).span();
        ordinals[i].push_back(history::OrdinalOf(PeriodOf(text).last(), span));
      }
    }
    return PeriodToCompare(reported, span);
  }

  std::string Choose(const std::vector<std::vector<std::string_view>>& periods) const {
    const auto compared = Compare(periods);
    return compared.has_value() ? compared->period.ToString() : "none";
  }

  std::vector<domain::Organisation> all_;
};

TEST_F(PeriodToCompareTest, NobodyHasNone) {
  EXPECT_EQ(Choose({}), "none");
  EXPECT_EQ(Choose({{}, {}}), "none");
}

TEST_F(PeriodToCompareTest, HalfOfThoseThatReportAreEnough) {
  EXPECT_EQ(Choose({{"2026-03", "2026-04"}, {"2026-03"}}), "2026-04");
  EXPECT_EQ(Choose({{"2026-03", "2026-04"}, {"2026-03"}, {"2026-03"}}), "2026-03")
      << "one in three is ahead";
  EXPECT_EQ(Choose({{"2026-03", "2026-04"}, {"2026-03"}, {"2026-03"}, {"2026-03", "2026-04"}}),
            "2026-04");
}

TEST_F(PeriodToCompareTest, OnesWithoutAnyValueDoNotReport) {
  EXPECT_EQ(Choose({{"2026-04"}, {}, {}}), "2026-04");
}

// From 30 April 2024 to 30 April 2026 are 730 days.
TEST_F(PeriodToCompareTest, WhoWasSilentForTwoYearsNoLongerReports) {
  EXPECT_EQ(Choose({{"2026-03", "2026-04"}, {"2024-04"}, {"2024-04"}}), "2026-04");
  EXPECT_EQ(Choose({{"2026-04"}, {"2024-05"}, {"2024-05"}}), "2024-05")
      << "699 days earlier: two of three report and have none for 2026-04";
}

TEST_F(PeriodToCompareTest, WhoBeganLaterDidNotReportBefore) {
  EXPECT_EQ(Choose({{"2026-01"}, {"2026-03"}, {"2026-03"}}), "2026-03");
  EXPECT_EQ(Choose({{"2026-01", "2026-02"}, {"2026-02"}, {"2026-03"}}), "2026-02");
}

TEST_F(PeriodToCompareTest, OnlyThoseOpenInAPeriodCountInIt) {
  all_[1].closed = all_[2].closed = DayOf("2026-03-31");
  EXPECT_EQ(Choose({{"2026-03", "2026-04"}, {"2026-03"}, {"2026-03"}}), "2026-04")
      << "the two that closed no longer report";
  all_[0].closed = DayOf("2026-03-31");
  EXPECT_EQ(Choose({{"2026-03", "2026-04"}, {"2026-03"}, {"2026-03"}}), "2026-03")
      << "a value for a period after the end does not count";
  all_[3].opened = DayOf("2026-05-01");
  EXPECT_EQ(Choose({{}, {}, {}, {"2026-04"}}), "none");
}

TEST_F(PeriodToCompareTest, ThoseOpenInThePeriodAreComparedWhetherOrNotTheyHaveAValue) {
  all_[2].closed = DayOf("2026-03-31");
  const auto compared = Compare({{"2026-04"}, {"2026-03"}, {"2026-03"}, {}});
  ASSERT_TRUE(compared.has_value());
  EXPECT_EQ(compared->period, PeriodOf("2026-04"));
  // Months since January 1970: 56 years and 3.
  EXPECT_EQ(compared->at, 56 * 12 + 3);
  EXPECT_THAT(compared->among, ::testing::ElementsAre(0U, 1U, 3U));
}

TEST_F(PeriodToCompareTest, WhatIsNotKnownIsNotGuessed) {
  EXPECT_EQ(Choose({{"...", "2026-03", "2026-04"}, {"...", "2026-03"}, {"2026-03"}}), "2026-03");
  EXPECT_EQ(Choose({{"...", "2026-04"}, {"...", "2026-03"}, {"2026-03"}}), "none")
      << "the first may have one for March";
  EXPECT_EQ(Choose({{"...", "2026-04"}, {"...", "2026-03"}}), "2026-04") << "it need not be known";
}

TEST_F(PeriodToCompareTest, LongerSpansAreComparedByTheirLastDay) {
  EXPECT_EQ(Choose({{"2026-01-01..2026-03-31", "2026-02-01..2026-04-30"},
                    {"2026-01-01..2026-03-31"},
                    {"2026-01-01..2026-03-31"}}),
            "2026-01-01..2026-03-31");
}

TEST_F(PeriodToCompareTest, WeeksAreComparedByTheirLastDayToo) {
  EXPECT_EQ(Choose({{"2026-04-06..2026-04-12", "2026-04-13..2026-04-19"},
                    {"2026-04-06..2026-04-12"},
                    {"2026-04-06..2026-04-12"}}),
            "2026-04-06..2026-04-12");
}

}  // namespace
}  // namespace trustwatch::insight
