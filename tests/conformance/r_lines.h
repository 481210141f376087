#ifndef TRUSTWATCH_TESTS_CONFORMANCE_R_LINES_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_R_LINES_H_

#include <optional>
#include <span>

#include "tests/conformance/spc_judged.h"

namespace trustwatch::conformance {

// The mean and limits of one group by R's arithmetic, infinities and all: R's mean in two passes of
// 80 bits, the second left out where the first is not finite; the mean of nothing is not a number.
// `values` are not a number where missing.
SpcGroupLines RLines(std::span<const double> values, std::optional<int> baseline_rows, bool screen);

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_R_LINES_H_
