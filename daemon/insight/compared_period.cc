#include "daemon/insight/compared_period.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "daemon/domain/period.h"

namespace trustwatch::insight {
namespace {

using domain::Period;

// Every period for which somebody has a value, newest first.
std::vector<Period> NewestFirst(std::span<const ReportedPeriods> reported) {
  std::vector<Period> all;
  for (const ReportedPeriods& one : reported) {
    all.insert(all.end(), one.periods.begin(), one.periods.end());
  }
  std::sort(all.begin(), all.end(), std::greater<>());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool IsComparable(const Period& period, std::span<const ReportedPeriods> reported) {
  std::size_t reporting = 0;
  std::size_t with_value = 0;
  for (const ReportedPeriods& one : reported) {
    if (!one.organisation->IsOpenIn(period)) continue;
    const auto after = std::upper_bound(one.periods.begin(), one.periods.end(), period);
    if (after == one.periods.begin()) continue;
    const Period& newest = *(after - 1);  // of those up to the period
    if (period.last() - newest.last() < kReportsWithin) ++reporting;
    if (newest == period) ++with_value;
  }
  return with_value > 0 && 2 * with_value >= reporting;
}

}  // namespace

std::optional<Period> PeriodToCompare(std::span<const ReportedPeriods> reported) {
  for (const Period& period : NewestFirst(reported)) {
    if (IsComparable(period, reported)) return period;
  }
  return std::nullopt;
}

}  // namespace trustwatch::insight
