#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"
#include "tests/catalogue/good_folder.h"

namespace trustwatch::testing {
namespace {

class CalendarFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(CalendarFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Values, CalendarFaults,
    ::testing::Values(
        FaultCase{"YearMissing", kCalendarFile, "last_year = 2026", "last_year = 2027",
                  kCalendarFile, 2, "2025 to 2027 but has no year 2027",
                  "add a [[year]] with year = 2027"},
        FaultCase{"YearOutside", kCalendarFile, "first_year = 2025", "first_year = 2026",
                  kCalendarFile, 5, "year 2025 is outside", "widen first_year"},
        FaultCase{"YearTwice", kCalendarFile, "year = 2026\nchecked", "year = 2025\nchecked",
                  kCalendarFile, 19, "year 2025 is listed twice", "join the two", 10},
        FaultCase{"YearsUpsideDown", kCalendarFile, "first_year = 2025", "first_year = 2027",
                  kCalendarFile, 2, "runs from 2027 to 2026", "not before first_year", 3},
        FaultCase{"TooFewHolidays", kCalendarFile,
                  "  { date = 2025-12-26, name = \"Boxing Day\" },\n", "", kCalendarFile, 7,
                  "has 7 bank holidays", "at least 8"},
        FaultCase{"OnWeekend", kCalendarFile, "2026-12-28", "2026-12-26", kCalendarFile, 29,
                  "2026-12-26 is a weekend", "the substitute day"},
        FaultCase{"Twice", kCalendarFile, "2025-12-26", "2025-12-25", kCalendarFile, 15,
                  "2025-12-25 is listed twice", "remove one"},
        FaultCase{"InAnotherYear", kCalendarFile, "2025-08-25", "2024-08-26", kCalendarFile, 13,
                  "2024-08-26 is not in the year 2025", "move it to its own year"},
        FaultCase{"DateInQuotationMarks", kCalendarFile, "2025-08-25", "\"2025-08-25\"",
                  kCalendarFile, 13, "is text, not a date", "write date = 2026-12-25", 2},
        FaultCase{"NotSaidHowChecked", kCalendarFile, "checked = \"Easter Sunday 20 April.\"\n", "",
                  kCalendarFile, 4, "year 2025 has no checked", "write checked"}),
    NameOf);

}  // namespace
}  // namespace trustwatch::testing
