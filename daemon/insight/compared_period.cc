#include "daemon/insight/compared_period.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "absl/status/statusor.h"
#include "daemon/base/check.h"
#include "daemon/domain/period.h"
#include "daemon/history/series_figures.h"

namespace trustwatch::insight {
namespace {

using domain::Period;
using history::LastDayOf;
using history::Ordinal;

// The newest for which somebody has a value, of those before `before` if that is given.
std::optional<Ordinal> Newest(std::span<const ReportedPeriods> reported,
                              std::optional<Ordinal> before) {
  std::optional<Ordinal> newest;
  for (const ReportedPeriods& one : reported) {
    const auto end = before ? std::lower_bound(one.periods->begin(), one.periods->end(), *before)
                            : one.periods->end();
    if (end != one.periods->begin()) newest = std::max(newest, std::optional(*(end - 1)));
  }
  return newest;
}

bool MayHaveMoreUpTo(Ordinal at, std::span<const ReportedPeriods> reported) {
  return std::any_of(reported.begin(), reported.end(), [at](const ReportedPeriods& one) {
    return one.begins_earlier && !one.periods->empty() && one.periods->front() > at;
  });
}

ComparedPeriod Among(Ordinal at, std::span<const ReportedPeriods> reported, domain::Span span) {
  const auto period = Period::Ending(LastDayOf(at, span), span);
  TRUSTWATCH_CHECK(period.ok());  // somebody has a value for it
  ComparedPeriod compared{.period = *period, .at = at, .among = {}};
  for (std::size_t i = 0; i < reported.size(); ++i) {
    if (reported[i].organisation->IsOpenIn(*period)) compared.among.push_back(i);
  }
  return compared;
}

bool IsComparable(const ComparedPeriod& compared, std::span<const ReportedPeriods> reported,
                  domain::Span span) {
  std::size_t reporting = 0;
  std::size_t with_value = 0;
  for (const std::size_t i : compared.among) {
    const auto& periods = *reported[i].periods;
    const auto after = std::upper_bound(periods.begin(), periods.end(), compared.at);
    if (after == periods.begin()) continue;
    const Ordinal newest = *(after - 1);  // of those up to the period
    if (newest == compared.at) {
      ++with_value;
      ++reporting;
    } else if (compared.period.last() - LastDayOf(newest, span) < kReportsWithin) {
      ++reporting;
    }
  }
  return with_value > 0 && 2 * with_value >= reporting;
}

}  // namespace

std::optional<ComparedPeriod> PeriodToCompare(std::span<const ReportedPeriods> reported,
                                              domain::Span span) {
  for (auto at = Newest(reported, std::nullopt); at; at = Newest(reported, at)) {
    if (MayHaveMoreUpTo(*at, reported)) return std::nullopt;
    ComparedPeriod compared = Among(*at, reported, span);
    if (IsComparable(compared, reported, span)) return compared;
  }
  return std::nullopt;
}

}  // namespace trustwatch::insight
