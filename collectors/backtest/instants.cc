#include "collectors/backtest/instants.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/period.h"
#include "fmt/format.h"

namespace trustwatch::backtest {
namespace {

using std::chrono::days;

constexpr int kDaysPerWeek = 7;
constexpr double kDaysPerMonth = 365.25 / 12;
constexpr std::size_t kMonthLength = 7;  // 2018-01

absl::Status Malformed(std::string_view reason, std::string message) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = std::string(reason),
                     .message = std::move(message)}
      .ToStatus();
}

absl::StatusOr<domain::Day> FirstDayOf(std::string_view option, const std::string& month) {
  if (month.size() == kMonthLength) {
    const absl::StatusOr<domain::Day> day = domain::ParseDay(month + "-01");
    if (day.ok()) return *day;
  }
  return Malformed("MONTH_MALFORMED",
                   fmt::format("{} {} is no month; write one as 2022-11", option, month));
}

domain::Day LastDayOf(domain::Day first) {
  const std::chrono::year_month_day date(first);
  return std::chrono::sys_days(date.year() / date.month() / std::chrono::last);
}

domain::Day NextDay(domain::Day day, Every every) {
  switch (every) {
    case Every::kMonth:
      return LastDayOf(day + days(1));
    case Every::kWeek:
      return day + days(kDaysPerWeek);
    case Every::kDay:
      break;
  }
  return day + days(1);
}

domain::Day FirstInstantDay(domain::Day first_of_month, Every every) {
  switch (every) {
    case Every::kMonth:
      return LastDayOf(first_of_month);
    case Every::kWeek:
      return first_of_month + days(kDaysPerWeek - 1);
    case Every::kDay:
      break;
  }
  return first_of_month;
}

Instant InstantOn(domain::Day day, const Schedule& schedule) {
  Instant instant{.day = day + days(schedule.lag_days), .at = {}, .through = {}};
  instant.at = absl::FromChrono(std::chrono::system_clock::time_point(
      instant.day.time_since_epoch() + std::chrono::hours(12)));
  if (schedule.published_after_days) {
    instant.through = instant.day - days(*schedule.published_after_days);
  }
  return instant;
}

}  // namespace

std::string Instant::month() const { return domain::ToString(day).substr(0, kMonthLength); }

absl::StatusOr<std::vector<Instant>> InstantsOf(const Schedule& schedule, absl::Time now) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::Day from, FirstDayOf("--from", schedule.from));
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::Day to, FirstDayOf("--to", schedule.to));
  if (to < from) {
    return Malformed("MONTHS_REVERSED",
                     fmt::format("--to {} is before --from {}; write the earlier month first",
                                 schedule.to, schedule.from));
  }
  std::vector<Instant> instants;
  const domain::Day last = LastDayOf(to);
  for (domain::Day day = FirstInstantDay(from, schedule.every); day <= last;
       day = NextDay(day, schedule.every)) {
    instants.push_back(InstantOn(day, schedule));
    if (instants.size() > kInstantsMax) {
      return Malformed("TOO_MANY_INSTANTS",
                       fmt::format("--from {} --to {} are more than {} instants; ask for fewer "
                                   "months, or for --every week",
                                   schedule.from, schedule.to, kInstantsMax));
    }
  }
  if (!instants.empty() && instants.back().at > now) {
    return Malformed("INSTANT_IN_FUTURE",
                     fmt::format("--to {} asks for {}, which is still to come; end with an earlier "
                                 "month",
                                 schedule.to, domain::ToString(instants.back().day)));
  }
  return instants;
}

absl::Duration ShortestStep(Every every) {
  constexpr int kDaysOfFebruary = 28;
  const int step = every == Every::kMonth  ? kDaysOfFebruary
                   : every == Every::kWeek ? kDaysPerWeek
                                           : 1;
  return absl::Hours(24 * step);
}

double MonthsPerStep(Every every) {
  return every == Every::kMonth ? 1 : (every == Every::kWeek ? kDaysPerWeek : 1) / kDaysPerMonth;
}

}  // namespace trustwatch::backtest
