#include "collectors/sources/date.h"

#include <string>
#include <string_view>
#include <variant>

#include "collectors/sources/source_row.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::sources {
namespace {

using ::testing::HasSubstr;

// The day as 2026-04-30, or the message of the complaint.
std::string Printed(const std::variant<SourceDate, Complaint>& reading) {
  if (const auto* complaint = std::get_if<Complaint>(&reading)) return complaint->message;
  return ToString(std::get<SourceDate>(reading));
}

std::string Printed(const std::variant<SourceSpan, Complaint>& reading) {
  if (const auto* complaint = std::get_if<Complaint>(&reading)) return complaint->message;
  const SourceSpan& span = std::get<SourceSpan>(reading);
  return ToString(span.first_day) + ".." + ToString(span.last_day);
}

struct Reading {
  std::string_view text;
  std::string_view printed;  // the whole of a good reading, a part of a complaint
};

class DayTest : public ::testing::TestWithParam<Reading> {};

TEST_P(DayTest, IsReadDayFirstOrRefused) {
  EXPECT_THAT(Printed(ReadDay(GetParam().text)), HasSubstr(std::string(GetParam().printed)))
      << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, DayTest,
    ::testing::Values(
        Reading{"2026-04-30", "2026-04-30"}, Reading{" 2026-04-30\xC2\xA0", "2026-04-30"},
        Reading{"30/04/2026", "2026-04-30"}, Reading{"30-04-2026", "2026-04-30"},
        Reading{"3/4/2026", "2026-04-03"}, Reading{"04/05/2026", "2026-05-04"},
        Reading{"30/04/26", "2026-04-30"}, Reading{"1/4/26", "2026-04-01"},
        Reading{"29/02/2024", "2024-02-29"}, Reading{"2026-4-3", "2026-04-03"},
        Reading{"31/12/79", "2079-12-31"}, Reading{"29/02/2026", "not a day of the calendar"},
        Reading{"31/04/2026", "not a day of the calendar"},
        Reading{"00/04/2026", "not a day of the calendar"},
        Reading{"30/00/2026", "not a day of the calendar"}, Reading{"2026-13-01", "no month 13"},
        Reading{"04/30/2026", "no month 30"}, Reading{"31/12/80", "read in two ways"},
        Reading{"30-04-26", "read in two ways"}, Reading{"26-04-30", "read in two ways"},
        Reading{"46142", "spreadsheet's number"}, Reading{"20260430", "is not a day"},
        Reading{"2026/04/30", "is not a day"}, Reading{"30.04.2026", "is not a day"},
        Reading{"30/04-2026", "is not a day"}, Reading{"30/04/226", "is not a day"},
        Reading{"130/04/2026", "is not a day"}, Reading{"30/04/2026 00:00", "is not a day"},
        Reading{"30/04", "is not a day"}, Reading{"-30/04/2026", "is not a day"},
        Reading{"30/04/2026/1", "is not a day"}, Reading{"30 April 2026", "is not a day"},
        Reading{"99999999999/1/1", "is not a day"}, Reading{"", "the day is empty"},
        Reading{"  ", "the day is empty"}, Reading{"//", "is not a day"},
        Reading{"2026-04", "is not a day"}));

class MonthStartTest : public ::testing::TestWithParam<Reading> {};

TEST_P(MonthStartTest, IsReadInEitherOrderOrRefused) {
  EXPECT_THAT(Printed(ReadMonthStart(GetParam().text)), HasSubstr(std::string(GetParam().printed)))
      << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, MonthStartTest,
    ::testing::Values(
        Reading{"01/04/2026", "2026-04-01"}, Reading{"04/01/2026", "2026-04-01"},
        Reading{"01/01/2026", "2026-01-01"}, Reading{"12/01/2026", "2026-12-01"},
        Reading{"01/12/2026", "2026-12-01"}, Reading{"2026-04-01", "2026-04-01"},
        Reading{"04-01-2026", "2026-04-01"}, Reading{"4/1/26", "2026-04-01"},
        Reading{"2026-01-04", "not the first day"}, Reading{"02/03/2026", "not the first day"},
        Reading{"13/01/2026", "not the first day"}, Reading{"30/04/2026", "not the first day"},
        Reading{"01/13/2026", "no month 13"}, Reading{"", "empty"}, Reading{"x", "is not a day"}));

class PeriodTest : public ::testing::TestWithParam<Reading> {};

TEST_P(PeriodTest, IsReadWholeOrRefused) {
  EXPECT_THAT(Printed(ReadPeriod(GetParam().text)), HasSubstr(std::string(GetParam().printed)))
      << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, PeriodTest,
    ::testing::Values(
        Reading{"2026-04", "2026-04-01..2026-04-30"}, Reading{"2024-02", "2024-02-01..2024-02-29"},
        Reading{"Apr-26", "2026-04-01..2026-04-30"}, Reading{"APR-2026", "2026-04-01..2026-04-30"},
        Reading{"April 2026", "2026-04-01..2026-04-30"},
        Reading{"Sept-26", "2026-09-01..2026-09-30"},
        Reading{"september-2026", "2026-09-01..2026-09-30"},
        Reading{"May 2026", "2026-05-01..2026-05-31"},
        // The three months that end with April 2026 begin in February, the twelve in May 2025, the
        // sixty in May 2021, and the two that end with January 2026 in December 2025.
        Reading{"2026-04 P3M", "2026-02-01..2026-04-30"},
        Reading{"Apr-26 P12M", "2025-05-01..2026-04-30"},
        Reading{"2026-04 P1Y", "2025-05-01..2026-04-30"},
        Reading{"2026-04 P60M", "2021-05-01..2026-04-30"},
        Reading{"2026-01 P2M", "2025-12-01..2026-01-31"},
        Reading{"2026-02-01..2026-04-30", "2026-02-01..2026-04-30"},
        Reading{"01/02/2026 .. 30/04/2026", "2026-02-01..2026-04-30"},
        Reading{"2026-04-07..2026-04-07", "2026-04-07..2026-04-07"},
        Reading{"2026-00", "not a month of the calendar"},
        Reading{"2026-13", "not a month of the calendar"}, Reading{"2026-04-30", "is a day"},
        Reading{"30/04/2026", "is a day"}, Reading{"Apr 26", "a month or a day"},
        Reading{"Apr-80", "a month or a day"}, Reading{"26-Apr", "not a period"},
        Reading{"Apr", "not a period"}, Reading{"Apr26", "not a period"},
        Reading{"Aprilis 2026", "not a period"}, Reading{"April twenty", "not a period"},
        Reading{"2026-4", "not a period"}, Reading{"04/2026", "not a period"},
        Reading{"202604", "not a period"}, Reading{"2026", "not a period"},
        Reading{"2025/26", "not a period"}, Reading{"Q4 2025/26", "not a period"},
        Reading{"2026-04 P0M", "P1M to P60M"}, Reading{"2026-04 P61M", "P1M to P60M"},
        Reading{"2026-04 P6Y", "P1M to P60M"}, Reading{"2026-04 P7D", "P1M to P60M"},
        Reading{"2026-04 P", "P1M to P60M"}, Reading{"2026-04-30..2026-04-01", "before it begins"},
        Reading{"2026-02-30..2026-04-30", "not a day of the calendar"},
        Reading{"2026-04-01..", "the day is empty"}, Reading{"..", "the day is empty"},
        Reading{"2026-04-01..2026-04-30..x", "is not a day"}, Reading{"", "empty"},
        Reading{"-", "not a period"}));

TEST(DateTest, WholeMonthsAreCountedOnlyFromFirstToLastDay) {
  EXPECT_EQ(WholeMonths({{2026, 4, 1}, {2026, 4, 30}}), 1);
  EXPECT_EQ(WholeMonths({{2025, 5, 1}, {2026, 4, 30}}), 12);
  EXPECT_EQ(WholeMonths({{2026, 4, 2}, {2026, 4, 30}}), 0);
  EXPECT_EQ(WholeMonths({{2026, 4, 1}, {2026, 4, 29}}), 0);
  EXPECT_EQ(WholeMonths({{2024, 2, 1}, {2024, 2, 28}}), 0);
}

}  // namespace
}  // namespace trustwatch::sources
