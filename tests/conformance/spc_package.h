#ifndef TRUSTWATCH_TESTS_CONFORMANCE_SPC_PACKAGE_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_SPC_PACKAGE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/stats/assurance.h"
#include "tests/conformance/spc_folder.h"

namespace trustwatch::conformance {

// What NHSRplotthedots does around the formulas: it sorts by date, finds the groups, and refuses.

// The rows of a series as the package returns them.
struct Arranged {
  std::vector<SpcInputRow> rows;    // by date, missing dates last, otherwise as handed over
  std::vector<bool> rebased;        // the row's date is in the rebase list
  std::vector<std::size_t> groups;  // begins of the groups, ascending, 0 first; none without rows
};

// `run` is the call that the series belongs to. A date that stands twice in a rebase list named by
// facet returns its row twice. The files do not say whether a list was named: it was if the facets
// of the run have different lists, or the file returns more rows than went in.
Arranged Arrange(const SpcSeries& series, const std::vector<SpcSeries>& run);

// Why the package refuses a call as a whole.
enum class Refusal { kNoRows, kDateTwice, kFixBelowTwelve, kDirection, kMissingValue };
std::optional<Refusal> RefusalOf(const std::vector<SpcSeries>& run);

// "increase", "decrease", "neutral" or the beginning of one of them; absent for anything else.
std::optional<stats::Better> BetterOf(const std::string& direction);

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_SPC_PACKAGE_H_
