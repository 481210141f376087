#include "daemon/domain/catalogue.h"

#include <utility>

#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::domain {
namespace {

using testing::CountIndicator;
using testing::DayOf;
using testing::Id;

constexpr Span kMonth{Span::Unit::kMonths, 1};
constexpr Span kQuarter{Span::Unit::kMonths, 3};

Catalogue TestCatalogue() {
  Indicator beds = CountIndicator("beds");
  beds.published_as = {{.dataset = "mhsds", .measure = "MHS24"},
                       {.dataset = "core", .measure = "CDP_B01"}};
  return {{CountIndicator("calls"), beds},
          {{.id = "quarterly", .owed_by = {"trust", "hospice"}, .items = {{Id("beds"), kQuarter}}},
           {.id = "monthly",
            .owed_by = {"trust"},
            .items = {{Id("beds"), kMonth}, {Id("calls"), kMonth}},
            .first_day = DayOf("2026-01-31"),
            .last_day = DayOf("2026-06-30")}},
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

TEST(Catalogue, FindsWhatADatasetPublishes) {
  const Catalogue catalogue = TestCatalogue();
  ASSERT_NE(catalogue.FindPublished("mhsds", "MHS24"), nullptr);
  EXPECT_EQ(catalogue.FindPublished("mhsds", "MHS24")->id, Id("beds"));
  EXPECT_EQ(catalogue.FindPublished("core", "CDP_B01")->id, Id("beds"));
  EXPECT_EQ(catalogue.FindPublished("core", "MHS24"), nullptr);
  EXPECT_EQ(catalogue.FindPublished("mhsds", "mhs24"), nullptr);
  EXPECT_EQ(catalogue.FindPublished("", ""), nullptr);
}

TEST(Catalogue, OwesByKindSpanAndLastDay) {
  const Catalogue catalogue = TestCatalogue();
  const Day april = DayOf("2026-04-30");
  EXPECT_TRUE(catalogue.IsOwed("trust", Id("beds"), kMonth, april));
  EXPECT_TRUE(catalogue.IsOwed("trust", Id("beds"), kQuarter, april));
  EXPECT_TRUE(catalogue.IsOwed("hospice", Id("beds"), kQuarter, april));
  EXPECT_FALSE(catalogue.IsOwed("hospice", Id("beds"), kMonth, april));
  EXPECT_FALSE(catalogue.IsOwed("hospice", Id("calls"), kMonth, april));
  EXPECT_FALSE(catalogue.IsOwed("trust", Id("calls"), kQuarter, april));
  EXPECT_FALSE(catalogue.IsOwed("practice", Id("beds"), kQuarter, april));
  EXPECT_FALSE(catalogue.IsOwed("trust", Id("unheard_of"), kMonth, april));
}

TEST(Catalogue, OwesFromTheFirstToTheLastDayOfItsReturn) {
  const Catalogue catalogue = TestCatalogue();
  const auto owed_on = [&](const char* day) {
    return catalogue.IsOwed("trust", Id("calls"), kMonth, DayOf(day));
  };
  EXPECT_FALSE(owed_on("2026-01-30"));
  EXPECT_TRUE(owed_on("2026-01-31"));
  EXPECT_TRUE(owed_on("2026-06-30"));
  EXPECT_FALSE(owed_on("2026-07-01"));
}

TEST(Catalogue, PointersOutliveAMove) {
  Catalogue first = TestCatalogue();
  const Indicator* found = first.Find("beds");
  const Catalogue second = std::move(first);
  EXPECT_EQ(second.Find("beds"), found);
  EXPECT_EQ(second.FindPublished("mhsds", "MHS24"), found);
}

}  // namespace
}  // namespace trustwatch::domain
