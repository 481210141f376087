#ifndef TRUSTWATCH_TESTS_CHART_SAMPLES_H_
#define TRUSTWATCH_TESTS_CHART_SAMPLES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/chart/chart_input.h"
#include "daemon/stats/assurance.h"
#include "daemon/stats/run_rules.h"

namespace trustwatch::chart {

// What a test sets of a series; the rest is as below.
struct Sample {
  std::vector<double> values;
  std::vector<std::uint8_t> known;
  std::vector<std::size_t> group_starts;
  stats::Better better = stats::Better::kHigher;
  std::optional<double> target;
  std::string unit = "%";
  int decimals = 1;
};

// "Apr 2024" and so on.
std::string PeriodAt(std::size_t row);

// The sample, judged and put in words as the daemon does, with the title "Crisis line answered".
ChartInput Judge(const Sample& sample);

// Lines of four rows that move as those of a p' chart: the mean is 4, the limits 4 -/+ 2, twice 4,
// and at the last row there is an upper limit of 7 alone.
std::vector<stats::Lines> MovingLines();

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_TESTS_CHART_SAMPLES_H_
