#ifndef TRUSTWATCH_TESTS_CONFORMANCE_SPC_CELLS_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_SPC_CELLS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "daemon/stats/assurance.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "tests/conformance/kleene.h"
#include "tests/conformance/spc_judged.h"

namespace trustwatch::conformance {

// The package's words for what stats says.
std::string LabelText(stats::Label label);                        // "7 Points Above CL"
std::string PointType(stats::Label label, stats::Better better);  // "special_cause_concern"
// "concern_high"; "common_cause".
std::string VariationIcon(stats::Label label, stats::Better better);
std::string AssuranceType(stats::Assurance assurance);  // "consistent_pass"; empty for none
std::string AssuranceIcon(stats::Assurance assurance);  // "pass"; empty for none

// The tests of one point before the rules, unknown where the package does not know.
struct PointTests {
  Kleene outside = Kleene::kUnknown;
  Kleene near = Kleene::kUnknown;
  double side = 0;       // -1, 0, 1 or not a number
  bool missing = false;  // the side is then an empty cell
};
std::vector<PointTests> TestsOf(const SpcJudged& judged, const SpcGroup& group);

// What the package's rule columns hold for the rows of a group: 1 where the rule fired, which
// stats alone decides; otherwise 0, or empty where unknown tests leave it open.
std::vector<std::string> ShiftCells(const SpcJudged& judged, const SpcGroup& group,
                                    const std::vector<PointTests>& tests);
std::vector<std::string> TwoInThreeCells(const SpcJudged& judged, const SpcGroup& group,
                                         const std::vector<PointTests>& tests);

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_SPC_CELLS_H_
