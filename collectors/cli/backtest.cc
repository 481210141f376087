#include "collectors/cli/backtest.h"

#include <signal.h>  // NOLINT(modernize-deprecated-headers): raise

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/time/time.h"
#include "collectors/backtest/instants.h"
#include "collectors/backtest/interruption.h"
#include "collectors/backtest/replay.h"
#include "collectors/cli/backtest_view.h"
#include "collectors/cli/console.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/progress_bar.h"
#include "collectors/cli/session.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

constexpr int kDaysMax = 3'660;

// 45d, or 45.
absl::StatusOr<int> DaysOf(std::string_view option, const std::string& text) {
  const std::string number = text.ends_with('d') ? text.substr(0, text.size() - 1) : text;
  int days = 0;
  if (absl::SimpleAtoi(number, &days) && days >= 0 && days <= kDaysMax) return days;
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "ARGUMENT_MALFORMED",
                     .message = fmt::format("{} {} is no number of days from 0 to {}; write for "
                                            "example 45d",
                                            option, text, kDaysMax)}
      .ToStatus();
}

backtest::Every EveryOf(const std::string& word) {
  return word == "week"  ? backtest::Every::kWeek
         : word == "day" ? backtest::Every::kDay
                         : backtest::Every::kMonth;
}

absl::StatusOr<backtest::ReplayOptions> Read(const BacktestOptions& options) {
  backtest::ReplayOptions replay = options.replay;
  replay.schedule.every = EveryOf(options.every);
  if (options.published_after.empty()) return replay;
  TRUSTWATCH_ASSIGN_OR_RETURN(replay.schedule.published_after_days,
                              DaysOf("--published-after", options.published_after));
  return replay;
}

// What the errors of a replay mean for a script.
ExitCode ExitCodeFor(const absl::Status& status) {
  const std::string reason = base::ErrorOf(status).reason;
  const auto is_one_of = [&reason](std::initializer_list<std::string_view> reasons) {
    return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
  };
  if (is_one_of({"ARGUMENT_MALFORMED", "MONTH_MALFORMED", "MONTHS_REVERSED", "INSTANT_IN_FUTURE",
                 "TOO_MANY_INSTANTS", "ADDRESS_MALFORMED"})) {
    return ExitCode::kUsage;
  }
  if (is_one_of({"RULES_UNREADABLE", "FILE_UNWRITABLE", "FOLDER_UNWRITABLE", "FOLDER_NOT_EMPTY",
                 "PROGRAM_MISSING"})) {
    return ExitCode::kUnreadable;
  }
  return ExitCodeOf(status);
}

ExitCode Show(const backtest::Replay& replay, const BacktestOptions& options, Format format,
              const Console& console) {
  const BacktestView view(replay, options.scope);
  if (format == Format::kJson) {
    view.PrintJson(console);
  } else if (format == Format::kCsv) {
    view.PrintCsv(console);
  } else {
    view.PrintForPeople(console, options.list);
  }
  const bool is_whole = std::all_of(replay.rules.begin(), replay.rules.end(),
                                    [](const auto& it) { return it.why_not.empty(); });
  return is_whole ? ExitCode::kDone : ExitCode::kRefused;
}

}  // namespace

ExitCode Backtest(const BacktestOptions& options, absl::Time now, Format format,
                  const Console& console) {
  const absl::StatusOr<backtest::ReplayOptions> wanted = Read(options);
  if (!wanted.ok()) {
    console.Complain(wanted.status());
    return ExitCode::kUsage;
  }
  int signal = 0;
  absl::StatusOr<backtest::Replay> replay;
  {
    backtest::Interruption interruption;
    ProgressBar bar(console, "replaying");
    replay =
        backtest::RunReplay(*wanted, now, interruption, [&bar](std::size_t done, std::size_t all) {
          bar.Show(static_cast<std::int64_t>(done), static_cast<std::int64_t>(all));
        });
    signal = interruption.signal();
  }
  if (replay.ok()) return Show(*replay, options, format, console);
  console.Complain(replay.status());
  // As if it had never been caught, so that a script that is interrupted ends, too.
  if (signal != 0) raise(signal);
  return ExitCodeFor(replay.status());
}

}  // namespace trustwatch::cli
