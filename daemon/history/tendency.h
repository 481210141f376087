#ifndef TRUSTWATCH_DAEMON_HISTORY_TENDENCY_H_
#define TRUSTWATCH_DAEMON_HISTORY_TENDENCY_H_

#include <optional>
#include <span>
#include <string>

#include "daemon/domain/period.h"
#include "daemon/history/grid.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/stats/lasting_drift.h"
#include "daemon/stats/trajectory.h"

// Where the present process of a series is going: a small drift that the rules of judge.h are slow
// to see, and when it meets its target at the present pace. Both look at the rows since the latest
// step change, as the chart shows them, with the target that the verdict has.
//
// Neither is said of t and g charts, whose figures are no levels, nor where periods overlap, as
// those of a rolling quarter that is reported monthly: two such figures share most of their days,
// so that both tests would find in the sharing what they look for in the process.
//
// All functions are pure, and safe from any thread.
namespace trustwatch::history {

struct Tendency {
  // Measured against the first stats::kDriftBaselinePoints known figures of the process, which are
  // never judged themselves; why so many and only those, lasting_drift.h says.
  struct FoundDrift {
    stats::LastingDrift drift;  // `since` is a position of `timeline`
    double centre = 0;          // the mean of the baseline; of a p' or u' chart its centre

    friend bool operator==(const FoundDrift&, const FoundDrift&) = default;
  };

  Timeline timeline;
  std::optional<double> target;                 // in force in the latest period
  std::optional<FoundDrift> drift;              // absent where none goes on
  std::optional<stats::Trajectory> trajectory;  // positions may lie after the series; absent where
                                                // it is not said, and of an empty series

  friend bool operator==(const Tendency&, const Tendency&) = default;
};

// About 50 us for 120 months.
Tendency ComputeTendency(const SeriesFigures& series, const Rules& rules,
                         std::span<const domain::Day> step_days);

// In plain English, one line each; empty where there is nothing to say.
std::string DriftSentence(const Tendency& tendency, const Rules& rules);
std::string TrajectorySentence(const Tendency& tendency, const Rules& rules);

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_TENDENCY_H_
