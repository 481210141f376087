#ifndef TRUSTWATCH_DAEMON_DOMAIN_CALENDAR_H_
#define TRUSTWATCH_DAEMON_DOMAIN_CALENDAR_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/period.h"

namespace trustwatch::domain {

// The working days of England, and deadlines counted in them. Immutable; const methods safe from
// any thread.
class Calendar {
 public:
  // `bank_holidays` are those of every year from `first_year` to `last_year`, in order.
  Calendar(std::vector<Day> bank_holidays, int first_year, int last_year);

  const std::vector<Day>& bank_holidays() const { return bank_holidays_; }
  int first_year() const { return first_year_; }
  int last_year() const { return last_year_; }

  // Monday to Friday and no bank holiday. Outside the years it covers, only weekends are known.
  bool IsWorkingDay(Day day) const;

  // The `count`th working day after `day`; count is 1 or more. The day itself does not count.
  Day WorkingDayAfter(Day day, int count) const;

  // The last instant that is in time: 23:59:59 in London on the `working_day`th working day after
  // the period.
  absl::Time DeadlineAfter(const Period& period, int working_day) const;

  // What day it is in London at an instant.
  static Day LondonDay(absl::Time instant);

 private:
  std::vector<Day> bank_holidays_;  // sorted
  int first_year_;
  int last_year_;
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_CALENDAR_H_
