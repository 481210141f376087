#include "tests/chart/samples.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "daemon/stats/sentence.h"
#include "daemon/stats/xmr.h"
#include "daemon/stats/xmr_options.h"

namespace trustwatch::chart {

std::string PeriodAt(std::size_t row) {
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::size_t month = row + 3;
  return std::string(kMonths[month % 12]) + " " + std::to_string(2024 + month / 12);
}

ChartInput Judge(const Sample& sample) {
  ChartInput input{.title = "Crisis line answered",
                   .subtitle = "",
                   .unit = sample.unit,
                   .decimals = sample.decimals,
                   .periods = {},
                   .values = sample.values,
                   .known = sample.known,
                   .points = {},
                   .lines = {},
                   .processes = {},
                   .better = sample.better,
                   .target = sample.target,
                   .notes = {},
                   .sentence = ""};
  for (std::size_t row = 0; row < sample.values.size(); ++row) {
    input.periods.push_back(PeriodAt(row));
  }
  const stats::XmrChart chart = stats::ComputeXmrChart({.values = input.values,
                                                        .known = input.known,
                                                        .group_starts = sample.group_starts,
                                                        .better = sample.better,
                                                        .target = sample.target},
                                                       stats::kMakingDataCount);
  input.points = chart.points;
  for (const stats::XmrGroup& group : chart.groups) {
    input.processes.push_back(
        {.first = group.first, .rows = group.rows, .trial = group.limits.trial});
    input.lines.insert(input.lines.end(), group.rows, stats::ToLines(group.limits));
  }
  input.sentence = stats::ToSentence(chart.verdict, {.unit = sample.unit,
                                                     .decimals = sample.decimals,
                                                     .target = sample.target,
                                                     .period_at = PeriodAt});
  return input;
}

std::vector<stats::Lines> MovingLines() {
  const stats::Lines narrow{.centre = 4, .lower = 2, .upper = 6};
  const stats::Lines wide{.centre = 4, .lower = 0, .upper = 8};
  return {narrow, wide, wide, {.centre = 4, .upper = 7}};
}

}  // namespace trustwatch::chart
