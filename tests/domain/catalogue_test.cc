#include "daemon/domain/catalogue.h"

#include <utility>

#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::domain {
namespace {

using testing::CountIndicator;
using testing::DayOf;
using testing::Id;

Catalogue TestCatalogue() {
  return {{CountIndicator("calls"), CountIndicator("beds")},
          {{.id = "quarterly"}, {.id = "monthly"}},
          {}};
}

TEST(Catalogue, ListsByIdAndFindsById) {
  const Catalogue catalogue = TestCatalogue();
  EXPECT_EQ(catalogue.indicators()[0].id, Id("beds"));
  EXPECT_EQ(catalogue.indicators()[1].id, Id("calls"));
  EXPECT_EQ(catalogue.returns()[0].id, "monthly");
  ASSERT_NE(catalogue.Find("calls"), nullptr);
  EXPECT_EQ(catalogue.Find("calls")->id, Id("calls"));
  for (const char* unknown : {"", "call", "callss", "Calls", "MHS24"}) {
    EXPECT_EQ(catalogue.Find(unknown), nullptr) << unknown;
  }
}

struct Rhythm {
  int every_months;
  int year_end_month;
  const char* day;
  bool ends;
};

TEST(Return, HasPeriodsThatEndInTheMonthsOfItsRhythm) {
  for (const auto& [every_months, year_end_month, day, ends] :
       {Rhythm{1, 12, "2026-02-28", true}, Rhythm{3, 12, "2026-03-31", true},
        Rhythm{3, 12, "2026-02-28", false}, Rhythm{3, 3, "2026-12-31", true},
        Rhythm{3, 1, "2026-10-31", true}, Rhythm{12, 12, "2026-12-31", true},
        Rhythm{12, 12, "2026-03-31", false}, Rhythm{12, 3, "2026-03-31", true}}) {
    const Return owed{.every_months = every_months, .year_end_month = year_end_month};
    EXPECT_EQ(owed.HasPeriodEnding(DayOf(day)), ends)
        << every_months << " to " << year_end_month << " " << day;
  }
}

TEST(Return, HasPeriodsFromItsFirstToItsLastDay) {
  const Return owed{.first_day = DayOf("2026-01-31"), .last_day = DayOf("2026-06-30")};
  EXPECT_FALSE(owed.HasPeriodEnding(DayOf("2026-01-30")));
  EXPECT_TRUE(owed.HasPeriodEnding(DayOf("2026-01-31")));
  EXPECT_TRUE(owed.HasPeriodEnding(DayOf("2026-06-30")));
  EXPECT_FALSE(owed.HasPeriodEnding(DayOf("2026-07-01")));
}

TEST(Catalogue, PointersOutliveAMove) {
  Catalogue first = TestCatalogue();
  const Indicator* found = first.Find("beds");
  const Catalogue second = std::move(first);
  EXPECT_EQ(second.Find("beds"), found);
}

}  // namespace
}  // namespace trustwatch::domain
