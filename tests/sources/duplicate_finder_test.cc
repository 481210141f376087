#include "collectors/sources/duplicate_finder.h"

#include <cstdint>
#include <optional>

#include "collectors/sources/source_row.h"
#include "gtest/gtest.h"

namespace trustwatch::sources {
namespace {

SourceRow Row(std::int64_t number) {
  SourceRow row;
  row.place.row = number;
  row.organisation = "XA1";
  row.indicator = "MHS01";
  row.status = "final";
  row.first_day = {.year = 2026, .month = 4, .day = 1};
  row.last_day = {.year = 2026, .month = 4, .day = 30};
  return row;
}

TEST(DuplicateFinderTest, TheFirstRowOfAFigureIsRemembered) {
  DuplicateFinder finder;
  EXPECT_EQ(finder.FirstRowOf(Row(2)), std::nullopt);
  EXPECT_EQ(finder.FirstRowOf(Row(3)), 2);
  EXPECT_EQ(finder.FirstRowOf(Row(4)), 2);
}

TEST(DuplicateFinderTest, EveryPartOfTheKeyTellsFiguresApart) {
  DuplicateFinder finder;
  EXPECT_EQ(finder.FirstRowOf(Row(2)), std::nullopt);
  const auto is_new_with = [&finder](void (*change)(SourceRow&)) {
    SourceRow row = Row(3);
    change(row);
    return finder.FirstRowOf(row) == std::nullopt;
  };
  EXPECT_TRUE(is_new_with([](SourceRow& row) { row.organisation = "XB2"; }));
  EXPECT_TRUE(is_new_with([](SourceRow& row) { row.indicator = "MHS07"; }));
  EXPECT_TRUE(is_new_with([](SourceRow& row) { row.breakdown = "ethnicity:white"; }));
  EXPECT_TRUE(is_new_with([](SourceRow& row) { row.status = "refreshed"; }));
  EXPECT_TRUE(is_new_with([](SourceRow& row) { row.first_day.month = 2; }));
  EXPECT_TRUE(is_new_with([](SourceRow& row) { row.last_day.day = 29; }));
  EXPECT_FALSE(is_new_with([](SourceRow& row) { row.cell.value = 7; }));
}

}  // namespace
}  // namespace trustwatch::sources
