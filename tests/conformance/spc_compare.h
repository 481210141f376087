#ifndef TRUSTWATCH_TESTS_CONFORMANCE_SPC_COMPARE_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_SPC_COMPARE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "tests/conformance/differences.h"
#include "tests/conformance/spc_folder.h"

namespace trustwatch::conformance {

// What was compared, and the series that the package refuses and we judge.
struct SpcCounts {
  std::size_t series = 0;
  std::size_t points = 0;
  std::size_t groups = 0;
  std::size_t refused = 0;
  std::vector<std::string> refused_lines;  // one for people for each refused series
};

// Judges every series of the folder as plot_the_dots and compares each cell that the package gave.
SpcCounts CompareSpc(const SpcFolder& folder, Differences& differences);

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_SPC_COMPARE_H_
