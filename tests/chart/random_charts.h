#ifndef TRUSTWATCH_TESTS_CHART_RANDOM_CHARTS_H_
#define TRUSTWATCH_TESTS_CHART_RANDOM_CHARTS_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "daemon/chart/chart_input.h"

namespace trustwatch::chart {

// Judged series of every kind: empty, short, long, unknown, constant, of any size of number, with
// and without targets, step changes, notes and texts that hurt.
class RandomCharts {
 public:
  explicit RandomCharts(std::uint64_t seed) : random_(seed) {}

  std::size_t Below(std::size_t end) { return random_() % end; }
  ChartInput Next();

 private:
  double Value(std::size_t kind);
  std::string Text();
  void MoveLines(ChartInput& input);

  std::mt19937_64 random_;
};

// The charts that a drawing is most likely to get wrong, by name.
struct NamedChart {
  std::string name;
  ChartInput input;
};
std::vector<NamedChart> HardCharts();

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_TESTS_CHART_RANDOM_CHARTS_H_
