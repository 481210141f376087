#ifndef TRUSTWATCH_COLLECTORS_SOURCES_DATE_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_DATE_H_

#include <string_view>
#include <variant>

#include "collectors/sources/source_row.h"

// Days and periods as files write them. White space around a text does not count. Pure.
namespace trustwatch::sources {

inline constexpr int kPeriodMonthsMax = 60;

// A day: 2026-04-30, 30/04/2026, 30-04-2026, leading zeros or not, and 30/04/26 for the years 2000
// to 2079. Day first, always; nothing is guessed from a number above 12. A complaint for a day that
// does not exist, 30-04-26 (the 30th or the year 2030?) and everything else.
std::variant<SourceDate, Complaint> ReadDay(std::string_view text);

// The first day of a month, written day first, year first or, as spreadsheets have done to
// published files, month first: 01/04/2026 and 04/01/2026 are both 1 April 2026. It cannot be
// ambiguous, since one of the two numbers is the 1 of the day. A complaint for any other day.
std::variant<SourceDate, Complaint> ReadMonthStart(std::string_view text);

// A period:
//   2026-04  Apr-26  Apr-2026  April 2026      that calendar month; Apr-26 is never 26 April
//   2026-04 P3M                                the months, up to 60, that end with that one; P1Y is
//                                              P12M; any of the forms above may stand before it
//   2026-02-01..2026-04-30                     both days included; each as ReadDay reads it
std::variant<SourceSpan, Complaint> ReadPeriod(std::string_view text);

// The last day of the month of `date`.
SourceDate MonthEnd(SourceDate date);

// The number of whole months from `span.first_day` to `span.last_day`; 0 if it does not begin on
// the first and end on the last day of a month.
int WholeMonths(const SourceSpan& span);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_DATE_H_
