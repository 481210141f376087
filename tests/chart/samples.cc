#include "tests/chart/samples.h"

#include <array>
#include <cstddef>
#include <string>

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
                   .chart = {},
                   .better = sample.better,
                   .target = sample.target,
                   .notes = {},
                   .sentence = ""};
  for (std::size_t row = 0; row < sample.values.size(); ++row) {
    input.periods.push_back(PeriodAt(row));
  }
  input.chart = stats::ComputeXmrChart({.values = input.values,
                                        .known = input.known,
                                        .group_starts = sample.group_starts,
                                        .better = sample.better,
                                        .target = sample.target},
                                       stats::kMakingDataCount);
  input.sentence = stats::ToSentence(input.chart.verdict, {.unit = sample.unit,
                                                           .decimals = sample.decimals,
                                                           .target = sample.target,
                                                           .period_at = PeriodAt});
  return input;
}

}  // namespace trustwatch::chart
