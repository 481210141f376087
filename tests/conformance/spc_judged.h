#ifndef TRUSTWATCH_TESTS_CONFORMANCE_SPC_JUDGED_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_SPC_JUDGED_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "daemon/stats/xmr_options.h"
#include "tests/conformance/spc_folder.h"
#include "tests/conformance/spc_package.h"

namespace trustwatch::conformance {

// What the package prints of one group. Where stats has no number the package has one that is not
// finite; that one is here.
struct SpcGroupLines {
  double mean = 0;
  double spread = 0;
  double lower = 0;
  double upper = 0;
  double near_lower = 0;
  double near_upper = 0;
  std::optional<double> screened_from;
};

struct SpcGroup {
  std::size_t first = 0;
  std::size_t rows = 0;
  SpcGroupLines lines;
};

// One series judged by stats as plot_the_dots.
struct SpcJudged {
  std::vector<double> values;
  std::vector<std::uint8_t> known;
  std::vector<SpcGroup> groups;
  std::vector<stats::Marked> points;
  stats::Verdict verdict;
};

// The profile plot_the_dots with this series' options.
stats::XmrOptions OptionsOf(const SpcSeries& series);

// How many rows of each group make its baseline.
std::optional<int> BaselineRows(const SpcSeries& series);

// Judges a series. Stats takes finite values only: where a series holds an infinity its limits come
// from the package's arithmetic, and stats gives the signals and the verdict.
SpcJudged Judge(const SpcSeries& series, const Arranged& arranged);

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_SPC_JUDGED_H_
