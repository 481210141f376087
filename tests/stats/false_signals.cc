// Prints how often each chart signals on series in which nothing changes: the table of
// daemon/stats/false_signals.md. Arguments: number of series (default 5000), seed (default 1).

#include <cstdlib>

#include "fmt/core.h"
#include "tests/stats/in_control.h"

int main(int count, char** arguments) {
  using trustwatch::stats::CountFalseSignals;
  using trustwatch::stats::Experiment;
  using trustwatch::stats::Rate;
  trustwatch::stats::Plan plan{.series = 5000};
  if (count > 1) plan.series = std::strtoull(arguments[1], nullptr, 10);
  if (count > 2) plan.seed = std::strtoull(arguments[2], nullptr, 10);
  if (plan.series == 0) {
    fmt::print(stderr, "the number of series is not above 0; give one, for example 5000\n");
    return 1;
  }
  fmt::print("seed {}, {} series, {} points of baseline, {} judged\n\n", plan.seed, plan.series,
             plan.start, plan.months);
  fmt::print("| chart | data | fixed | new | growing | new |\n|---|---|---|---|---|---|\n");
  for (const Experiment& experiment : trustwatch::stats::Experiments()) {
    const Rate fixed = CountFalseSignals(experiment, plan, false);
    const Rate growing = CountFalseSignals(experiment, plan, true);
    fmt::print("| {} | {} | {:.2f} ± {:.2f} | {:.2f} | {:.2f} ± {:.2f} | {:.2f} |\n",
               experiment.chart, experiment.data, fixed.signals, fixed.standard_error,
               fixed.new_signals, growing.signals, growing.standard_error, growing.new_signals);
  }
  return 0;
}
