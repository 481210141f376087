#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_INSTANTS_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_INSTANTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/period.h"

namespace trustwatch::backtest {

inline constexpr std::size_t kInstantsMax = 4'000;  // ten years of days

enum class Every : std::uint8_t { kMonth, kWeek, kDay };

// When rules are evaluated, and what is known then.
struct Schedule {
  std::string from;  // 2018-01
  std::string to;    // 2022-11, included
  Every every = Every::kMonth;
  int lag_days = 0;  // after the last day of the month, or after each day; not negative
  // Present: figures are taken as known this many days after the end of their period, whenever
  // they were recorded. Absent: as they were recorded.
  std::optional<int> published_after_days;
};

// One evaluation, at 12:00 UTC on a day: the same day in every time zone within eleven hours.
struct Instant {
  domain::Day day;
  absl::Time at;
  std::optional<domain::Day> through;  // the last day of the newest period that is published

  std::string month() const;  // 2018-01
};

// The instants of a schedule, ascending: the last day of each month, every seventh day from the
// seventh of the first month on, or every day, each moved by the lag. kInvalidArgument
// (MONTH_MALFORMED, MONTHS_REVERSED, INSTANT_IN_FUTURE for one after `now`, TOO_MANY_INSTANTS).
// Pure.
absl::StatusOr<std::vector<Instant>> InstantsOf(const Schedule& schedule, absl::Time now);

// How long `every` is at least. What is shorter than it passes unseen between two instants.
absl::Duration ShortestStep(Every every);
// How many months it stands for.
double MonthsPerStep(Every every);

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_INSTANTS_H_
