#ifndef TRUSTWATCH_TESTS_STATS_IN_CONTROL_H_
#define TRUSTWATCH_TESTS_STATS_IN_CONTROL_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <string_view>
#include <vector>

namespace trustwatch::stats {

// Simulates series in which nothing ever changes, and counts how often a chart says otherwise.

// One simulated series. Numerators and denominators only where the process has them.
struct Series {
  std::vector<double> values;
  std::vector<double> numerators;
  std::vector<double> denominators;
};

using Process = std::function<Series(std::mt19937_64& random, std::size_t points)>;

// Whether the chart signals at the latest of the first `points` points, its baseline being the
// first `baseline` of them.
using Judge = std::function<bool(const Series& series, std::size_t points, std::size_t baseline)>;

// One line of the table.
struct Experiment {
  std::string_view chart;
  std::string_view data;
  Process process;
  Judge judge;
};

// Every chart and profile of the room on the data it is meant for, and XmR on what it is given.
const std::vector<Experiment>& Experiments();

// What is simulated: the first `start` points are a baseline and never judged, the next `months`
// are judged one by one as they arrive.
struct Plan {
  std::size_t series = 2000;
  std::size_t start = 24;
  std::size_t months = 60;
  std::uint64_t seed = 1;
};

struct Rate {
  double signals = 0;         // points at which the chart signals, in 100
  double standard_error = 0;  // of `signals`, series being independent of each other
  double new_signals = 0;     // those whose predecessor did not signal, in 100
};

// With a fixed baseline of the first `start` points, or one that grows with each point.
Rate CountFalseSignals(const Experiment& experiment, const Plan& plan, bool growing);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_TESTS_STATS_IN_CONTROL_H_
