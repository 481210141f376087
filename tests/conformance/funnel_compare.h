#ifndef TRUSTWATCH_TESTS_CONFORMANCE_FUNNEL_COMPARE_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_FUNNEL_COMPARE_H_

#include <cstddef>

#include "tests/conformance/differences.h"
#include "tests/conformance/funnel_folder.h"

namespace trustwatch::conformance {

// How far a number may be from the file's, relative to the larger.
inline constexpr double kFunnelTolerance = 1e-9;

struct FunnelCounts {
  std::size_t runs = 0;
  std::size_t refused = 0;  // by the package
  std::size_t points = 0;
  std::size_t limit_rows = 0;
};

// Compares each call with ours in every cell: its status and figures, each group's point (by name,
// in any order), and the rows of the limit lookup that the folder holds.
FunnelCounts CompareFunnels(const FunnelFolder& folder, Differences& differences);

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_FUNNEL_COMPARE_H_
