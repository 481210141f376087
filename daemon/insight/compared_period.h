#ifndef TRUSTWATCH_DAEMON_INSIGHT_COMPARED_PERIOD_H_
#define TRUSTWATCH_DAEMON_INSIGHT_COMPARED_PERIOD_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/history/series_figures.h"

namespace trustwatch::insight {

// An organisation reports a slice until it has been silent for two years: who stopped long ago must
// not hold back the period at which the others are compared.
inline constexpr std::chrono::days kReportsWithin{730};

// For which periods of one slice an organisation has a standing value of whatever kind, absences
// with a reason included. Borrows both.
struct ReportedPeriods {
  const domain::Organisation* organisation = nullptr;
  const std::vector<history::Ordinal>* periods = nullptr;  // ascending, each once
  // There may be more before the first of them, which the caller does not know.
  bool begins_earlier = false;
};

// What organisations are compared at, and which.
struct ComparedPeriod {
  domain::Period period;
  history::Ordinal at = 0;
  // Those of the given ones that were open in the period, whether or not they have a value for it.
  std::vector<std::size_t> among;

  friend bool operator==(const ComparedPeriod&, const ComparedPeriod&) = default;
};

// The newest period for which at least half of the organisations that report have a value. For a
// period, those that report are the organisations that were open in it and have a value for it or
// for one that ends less than kReportsWithin before its last day. So one trust that is a month
// ahead does not choose the period, nor does one that joined or left. Absent if no organisation has
// a value for a period in which it was open; else there is one, because the oldest such period is
// reported by all who report then; absent, too, if periods that the caller does not know could
// decide. Everybody who compares organisations asks here. Pure; n log m for n organisations of m
// periods, times the periods that too few have.
std::optional<ComparedPeriod> PeriodToCompare(std::span<const ReportedPeriods> reported,
                                              domain::Span span);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_COMPARED_PERIOD_H_
