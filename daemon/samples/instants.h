#ifndef TRUSTWATCH_DAEMON_SAMPLES_INSTANTS_H_
#define TRUSTWATCH_DAEMON_SAMPLES_INSTANTS_H_

#include <cstdint>

#include "absl/time/time.h"
#include "daemon/domain/period.h"
#include "daemon/history/series_figures.h"

// When a monthly figure is, for a system that knows instants only. Milliseconds since 1970 UTC.
namespace trustwatch::samples {

// 12:00 UTC on a day: that day in every time zone within eleven hours of Greenwich.
std::int64_t NoonMs(domain::Day day);

// The instant of the period that ends at `at`: noon on the first day of its last month (spans in
// months), so that calendar months stay calendar months; noon on its first day (spans in days).
std::int64_t PeriodMs(history::Ordinal at, domain::Span span);

// Rounded down. Far past and far future become the ends of int64.
std::int64_t ToMs(absl::Time instant);

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_INSTANTS_H_
