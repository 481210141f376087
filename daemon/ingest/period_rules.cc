#include "daemon/ingest/period_rules.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/period_table.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/ingest/text.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

using domain::Level;
using domain::ToString;

Words OfPeriod(std::string_view reason, const PeriodFacts& facts, std::string message,
               std::string cure) {
  return {.reason = reason,
          .field = "period",
          .value = facts.period.ToString(),
          .message = std::move(message),
          .cure = std::move(cure)};
}

Words NotOver(const PeriodFacts& facts) {
  const std::string first = ToString(facts.period.first());
  const std::string last = ToString(facts.period.last());
  if (facts.is_in_future) {
    return {.reason = "PERIOD_IN_FUTURE",
            .field = "period.first_day",
            .value = first,
            .message = fmt::format("the period begins on {}, which is still to come", first),
            .cure = "check the year and the month"};
  }
  return {.reason = "PERIOD_NOT_COMPLETE",
          .field = "period.last_day",
          .value = last,
          .message = fmt::format("the period lasts until {}, which is not over in London", last),
          .cure = "send it from the day after on, or correct the last day"};
}

Words NotOpen(const domain::Organisation& organisation, const PeriodFacts& facts) {
  constexpr std::string_view kCure =
      "check the organisation and the period; if the register is wrong, tell those who keep it";
  const std::string code = organisation.code.ToString();
  if (facts.is_after_closing) {
    return OfPeriod(
        "ORGANISATION_CLOSED", facts,
        fmt::format("{} ({}) closed on {}, before the period {}", code, organisation.Name(),
                    ToString(*organisation.closed), facts.period.ToString()),
        std::string(kCure));
  }
  return OfPeriod(
      "ORGANISATION_NOT_YET_OPEN", facts,
      fmt::format("{} ({}) opened on {}, after the period {}", code, organisation.Name(),
                  ToString(*organisation.opened), facts.period.ToString()),
      std::string(kCure));
}

Words UnexpectedSpan(const domain::Indicator& indicator, const PeriodFacts& facts) {
  std::string spans;
  for (const domain::Span& span : indicator.spans) {
    spans += fmt::format("{}{}", spans.empty() ? "" : " or ", SpanText(span));
  }
  return OfPeriod(
      "SPAN_UNEXPECTED", facts,
      fmt::format("{} to {} is {}, and {} is reported over {}", ToString(facts.period.first()),
                  ToString(facts.period.last()), SpanText(facts.span), indicator.id.text(), spans),
      fmt::format("give the first and the last day of a period of {}", spans));
}

Words NotOwed(const domain::Organisation& organisation, const domain::Indicator& indicator,
              const PeriodFacts& facts) {
  return {
      .reason = "INDICATOR_NOT_OWED",
      .field = "indicator",
      .value = indicator.id.text(),
      .message = fmt::format("no return asks {} ({}) for {} over {} for the period {}",
                             organisation.code.ToString(), organisation.kind, indicator.id.text(),
                             SpanText(facts.span), facts.period.ToString()),
      .cure =
          "leave the row out; if it is owed, ask those who keep the catalogue to add it to "
          "a return"};
}

constexpr std::string_view kMonthNames[] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};

std::string EndMonths(const domain::Return& owed) {
  std::string months;
  for (int month = 1; month <= 12; ++month) {
    if (!owed.EndsInMonth(month)) continue;
    months += fmt::format("{}{}", months.empty() ? "" : ", ", kMonthNames[month - 1]);
  }
  return months;
}

// For a quarter or a year that is asked for, and ends in a month in which none does.
Words EndsInWrongMonth(const domain::Return& owed, const domain::Indicator& indicator,
                       const PeriodFacts& facts) {
  return OfPeriod("INDICATOR_NOT_OWED", facts,
                  fmt::format("{} asks for {} over {} that end in {}, and {} ends in another",
                              owed.id, indicator.id.text(), SpanText(facts.span), EndMonths(owed),
                              facts.period.ToString()),
                  "give the first and the last day of such a period, or leave the row out");
}

}  // namespace

void CheckPeriod(const domain::Organisation& organisation, KindNumber kind, const Row& row,
                 std::size_t index, Findings& findings) {
  if (row.period == nullptr) return;
  const PeriodFacts& facts = *row.period;
  if (!facts.is_complete) findings.Add(index, Level::kRefuse, [&] { return NotOver(facts); });
  if (facts.is_after_closing || facts.is_before_opening) {
    findings.Add(index, Level::kRefuse, [&] { return NotOpen(organisation, facts); });
  }
  if (row.rules == nullptr) return;
  const domain::Indicator& indicator = *row.rules->indicator;
  if (!row.rules->HasSpan(facts.span)) {
    findings.Add(index, Level::kRefuse, [&] { return UnexpectedSpan(indicator, facts); });
  } else if (!row.rules->IsOwed(kind, facts.span, facts.period.last())) {
    findings.Add(index, Level::kRefuse, [&] {
      const domain::Return* owed = row.rules->AskedBy(kind, facts.span);
      const int month = domain::ToWritten(facts.period.last()).month;
      return owed == nullptr || owed->EndsInMonth(month)
                 ? NotOwed(organisation, indicator, facts)
                 : EndsInWrongMonth(*owed, indicator, facts);
    });
  }
}

}  // namespace trustwatch::ingest
