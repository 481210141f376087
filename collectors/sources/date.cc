#include "collectors/sources/date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "absl/strings/ascii.h"
#include "collectors/sources/source_row.h"
#include "collectors/sources/text.h"
#include "fmt/format.h"

namespace trustwatch::sources {
namespace {

constexpr std::string_view kDayForms = "write the day as 2026-04-30 or 30/04/2026";
constexpr std::string_view kPeriodForms =
    "write a month as 2026-04, or 2026-04 P3M for the three months that end with it, or the first "
    "and last day as 2026-02-01..2026-04-30";
constexpr int kTwoDigitYearMax = 79;

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

Complaint NotDay(std::string_view message) {
  return {std::string(message), std::string(kDayForms)};
}
Complaint NotPeriod(std::string_view message) {
  return {std::string(message), std::string(kPeriodForms)};
}

int ToInt(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

bool Exists(SourceDate date) {
  return std::chrono::year_month_day(std::chrono::year(date.year),
                                     std::chrono::month(static_cast<unsigned>(date.month)),
                                     std::chrono::day(static_cast<unsigned>(date.day)))
      .ok();
}

// Three numbers with one separator between them.
struct Triple {
  std::array<std::string_view, 3> parts;
  char separator = '\0';

  std::size_t size(std::size_t part) const { return parts[part].size(); }
  int number(std::size_t part) const { return ToInt(parts[part]); }
};

std::optional<Triple> Split(std::string_view text) {
  const std::size_t first = text.find_first_of("/-");
  if (first == std::string_view::npos) return std::nullopt;
  Triple triple;
  triple.separator = text[first];
  const std::size_t second = text.find(triple.separator, first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  triple.parts = {text.substr(0, first), text.substr(first + 1, second - first - 1),
                  text.substr(second + 1)};
  const bool numbers = std::ranges::all_of(
      triple.parts, [](std::string_view part) { return IsDigits(part) && part.size() <= 4; });
  return numbers ? std::optional(triple) : std::nullopt;
}

bool IsYearFirst(const Triple& triple) {
  return triple.separator == '-' && triple.size(0) == 4 && triple.size(1) <= 2 &&
         triple.size(2) <= 2;
}

// The year of 30/04/2026 or 30/04/26; nullopt if the text has another form.
std::optional<int> YearAtEnd(const Triple& triple) {
  if (triple.size(0) > 2 || triple.size(1) > 2) return std::nullopt;
  if (triple.size(2) == 4) return triple.number(2);
  const bool two_digits = triple.size(2) == 2 && triple.separator == '/';
  if (!two_digits || triple.number(2) > kTwoDigitYearMax) return std::nullopt;
  return 2000 + triple.number(2);
}

Complaint NoSuchDay(SourceDate date) {
  if (date.month > 12 && date.day <= 12) {
    return NotDay(fmt::format("has no month {}: days come first here", date.month));
  }
  return NotDay("is not a day of the calendar");
}

Complaint NotOfDayForm(std::string_view text, const std::optional<Triple>& triple) {
  if (triple.has_value() && triple->size(0) <= 2 && triple->size(2) == 2) {
    return NotDay("has a year of two digits that can be read in two ways");
  }
  if (IsDigits(text) && text.size() == 5) {
    return NotDay("is a spreadsheet's number for a day");
  }
  return NotDay("is not a day");
}

// 1 to 12 for apr, april, Sept; 0 for anything else.
int MonthOfName(std::string_view name) {
  const std::string lower = Lower(name);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (lower == kMonths[i] || lower == kMonths[i].substr(0, 3)) return static_cast<int>(i) + 1;
  }
  return lower == "sept" ? 9 : 0;
}

// Apr-26, Apr-2026, April 2026.
std::variant<SourceDate, Complaint> ReadNamedMonth(std::string_view text) {
  const std::size_t letters =
      static_cast<std::size_t>(std::ranges::find_if_not(text, absl::ascii_isalpha) - text.begin());
  const int month = MonthOfName(text.substr(0, letters));
  std::string_view year = text.substr(letters);
  if (month == 0 || year.empty()) return NotPeriod("is not a period");
  const bool hyphen = year.front() == '-';
  if (!hyphen && SpaceSize(year) == 0) return NotPeriod("is not a period");
  year = Trim(hyphen ? year.substr(1) : year);
  if (!IsDigits(year)) return NotPeriod("is not a period");
  if (year.size() == 4) return SourceDate{.year = ToInt(year), .month = month, .day = 1};
  if (year.size() == 2 && hyphen && ToInt(year) <= kTwoDigitYearMax) {
    return SourceDate{.year = 2000 + ToInt(year), .month = month, .day = 1};
  }
  return NotPeriod("may be a month or a day of it");
}

// The first day of the month that `text` names.
std::variant<SourceDate, Complaint> ReadMonth(std::string_view text) {
  if (text.size() == 7 && text[4] == '-' && IsDigits(text.substr(0, 4)) &&
      IsDigits(text.substr(5))) {
    const SourceDate first{
        .year = ToInt(text.substr(0, 4)), .month = ToInt(text.substr(5)), .day = 1};
    if (!Exists(first)) return NotPeriod("is not a month of the calendar");
    return first;
  }
  if (std::holds_alternative<SourceDate>(ReadDay(text))) {
    return NotPeriod("is a day, not a period");
  }
  return ReadNamedMonth(text);
}

std::variant<SourceSpan, Complaint> ReadDays(std::string_view first_text,
                                             std::string_view last_text) {
  const auto first = ReadDay(first_text);
  const auto last = ReadDay(last_text);
  for (const auto* day : {&first, &last}) {
    if (const auto* complaint = std::get_if<Complaint>(day)) {
      return NotPeriod("has a day that cannot be read: it " + complaint->message);
    }
  }
  const SourceSpan span{.first_day = std::get<SourceDate>(first),
                        .last_day = std::get<SourceDate>(last)};
  if (span.last_day < span.first_day) return NotPeriod("ends before it begins");
  return span;
}

// The months of P3M or P1Y; 0 if it is not one of these, or of more than kPeriodMonthsMax.
int ReadMonths(std::string_view text) {
  if (text.size() < 3 || text.size() > 4 || text.front() != 'P') return 0;
  const std::string_view digits = text.substr(1, text.size() - 2);
  if (!IsDigits(digits) || (text.back() != 'M' && text.back() != 'Y')) return 0;
  const int months = ToInt(digits) * (text.back() == 'Y' ? 12 : 1);
  return months <= kPeriodMonthsMax ? months : 0;
}

SourceDate MonthsBefore(SourceDate first, int months) {
  const int index = first.year * 12 + first.month - 1 - months;
  return {.year = index / 12, .month = index % 12 + 1, .day = 1};
}

}  // namespace

std::variant<SourceDate, Complaint> ReadDay(std::string_view text) {
  text = Trim(text);
  if (text.empty()) return NotDay("the day is empty");
  const std::optional<Triple> triple = Split(text);
  if (!triple.has_value()) return NotOfDayForm(text, triple);
  SourceDate date{.year = triple->number(0), .month = triple->number(1), .day = triple->number(2)};
  if (!IsYearFirst(*triple)) {
    const std::optional<int> year = YearAtEnd(*triple);
    if (!year.has_value()) return NotOfDayForm(text, triple);
    date = {.year = *year, .month = triple->number(1), .day = triple->number(0)};
  }
  if (!Exists(date)) return NoSuchDay(date);
  return date;
}

std::variant<SourceDate, Complaint> ReadMonthStart(std::string_view text) {
  text = Trim(text);
  const std::optional<Triple> triple = Split(text);
  if (triple.has_value() && !IsYearFirst(*triple) && triple->number(1) == 1) {
    const std::optional<int> year = YearAtEnd(*triple);
    const int month = triple->number(0);
    if (year.has_value() && month >= 1 && month <= 12) {
      return SourceDate{.year = *year, .month = month, .day = 1};
    }
  }
  std::variant<SourceDate, Complaint> day = ReadDay(text);
  const auto* date = std::get_if<SourceDate>(&day);
  if (date != nullptr && date->day != 1) {
    return Complaint{"is not the first day of a month, read day first or month first",
                     "write the first day of the period, for example 01/04/2026"};
  }
  return day;
}

std::variant<SourceSpan, Complaint> ReadPeriod(std::string_view text) {
  text = Trim(text);
  if (text.empty()) return NotPeriod("the period is empty");
  const std::size_t dots = text.find("..");
  if (dots != std::string_view::npos) {
    return ReadDays(text.substr(0, dots), text.substr(dots + 2));
  }
  int months = 1;
  const std::size_t space = text.rfind(' ');
  if (space != std::string_view::npos && text.substr(space + 1).starts_with('P')) {
    months = ReadMonths(text.substr(space + 1));
    if (months == 0) return NotPeriod("has a length that is not P1M to P60M");
    text = Trim(text.substr(0, space));
  }
  const auto month = ReadMonth(text);
  if (const auto* complaint = std::get_if<Complaint>(&month)) return *complaint;
  const SourceDate first = std::get<SourceDate>(month);
  return SourceSpan{.first_day = MonthsBefore(first, months - 1), .last_day = MonthEnd(first)};
}

SourceDate MonthEnd(SourceDate date) {
  const std::chrono::year_month_day_last last(
      std::chrono::year(date.year),
      std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(date.month))));
  date.day = static_cast<int>(static_cast<unsigned>(last.day()));
  return date;
}

int WholeMonths(const SourceSpan& span) {
  if (span.first_day.day != 1 || span.last_day != MonthEnd(span.last_day)) return 0;
  return (span.last_day.year - span.first_day.year) * 12 + span.last_day.month -
         span.first_day.month + 1;
}

}  // namespace trustwatch::sources
