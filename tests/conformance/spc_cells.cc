#include "tests/conformance/spc_cells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "daemon/stats/assurance.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "tests/conformance/kleene.h"
#include "tests/conformance/spc_judged.h"

namespace trustwatch::conformance {
namespace {

using stats::Label;

bool Fired(const stats::Marked& marked, Label high, Label low) {
  return stats::Has(marked.signals, high) || stats::Has(marked.signals, low);
}

// Whether the seven points that end at `last` are on one side. The package asks whether the six
// before are on the side of the last: a last point without a side leaves that open whatever the
// others are, also where fewer than six come before.
Kleene CompletesShift(std::span<const PointTests> tests, std::size_t last) {
  const double side = tests[last].side;
  if (std::isnan(side)) return Kleene::kUnknown;
  if (side == 0 || last < 6) return Kleene::kFalse;
  Kleene all = Kleene::kTrue;
  for (const PointTests& test : tests.subspan(last - 6, 6)) {
    all = And(all, std::isnan(test.side) ? Kleene::kUnknown : Of(test.side == side));
  }
  return all;
}

// The package adds up the near points and the sides of the three: one that is missing leaves the
// answer open.
Kleene PassesTwoInThree(std::span<const PointTests> three) {
  int near = 0;
  double sides = 0;
  for (const PointTests& test : three) {
    if (std::isnan(test.side)) return Kleene::kUnknown;
    near += test.near == Kleene::kTrue ? 1 : 0;
    sides += test.side;
  }
  return Of(near >= 2 && std::abs(sides) == 3);
}

// What stats says, and an empty cell where it says no and the package cannot say.
std::string RuleCell(bool fired, Kleene package) {
  if (!fired && package == Kleene::kUnknown) return "";
  return fired ? "1" : "0";
}

}  // namespace

std::string LabelText(Label label) {
  static constexpr std::array kTexts = {"Common Cause",
                                        "Above UCL",
                                        "Below LCL",
                                        "7 Point Trend (Increasing)",
                                        "7 Point Trend (Decreasing)",
                                        "2 in 3 Above CL",
                                        "2 in 3 Below CL",
                                        "7 Points Above CL",
                                        "7 Points Below CL"};
  return kTexts[static_cast<std::size_t>(label)];
}

std::string PointType(Label label, stats::Better better) {
  switch (stats::VariationOf(label, better)) {
    case stats::Variation::kCommonCause:
      return "common_cause";
    case stats::Variation::kImprovement:
      return "special_cause_improvement";
    case stats::Variation::kConcern:
      return "special_cause_concern";
    case stats::Variation::kNeither:
      break;
  }
  return stats::IsHigh(label) ? "special_cause_neutral_high" : "special_cause_neutral_low";
}

std::string VariationIcon(Label label, stats::Better better) {
  const std::string height = stats::IsHigh(label) ? "_high" : "_low";
  switch (stats::VariationOf(label, better)) {
    case stats::Variation::kImprovement:
      return "improvement" + height;
    case stats::Variation::kConcern:
      return "concern" + height;
    case stats::Variation::kNeither:
      return "neutral" + height;
    case stats::Variation::kCommonCause:
      break;
  }
  return "common_cause";
}

std::string AssuranceType(stats::Assurance assurance) {
  static constexpr std::array kTexts = {"", "consistent_pass", "consistent_fail", "inconsistent"};
  return kTexts[static_cast<std::size_t>(assurance)];
}

std::string AssuranceIcon(stats::Assurance assurance) {
  static constexpr std::array kTexts = {"", "pass", "fail", "inconsistent"};
  return kTexts[static_cast<std::size_t>(assurance)];
}

std::vector<PointTests> TestsOf(const SpcJudged& judged, const SpcGroup& group) {
  std::vector<PointTests> tests;
  const SpcGroupLines& lines = group.lines;
  for (std::size_t i = group.first; i < group.first + group.rows; ++i) {
    const double value = judged.values[i];
    const Kleene outside = Or(Less(lines.upper, value), Less(value, lines.lower));
    const double from_mean = value - lines.mean;
    tests.push_back(
        {.outside = outside,
         .near =
             And(Not(outside), Or(Less(lines.near_upper, value), Less(value, lines.near_lower))),
         .side = std::isnan(from_mean) ? from_mean
                                       : static_cast<double>((from_mean > 0) - (from_mean < 0)),
         .missing = judged.known[i] == 0});
  }
  return tests;
}

std::vector<std::string> ShiftCells(const SpcJudged& judged, const SpcGroup& group,
                                    const std::vector<PointTests>& tests) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < tests.size(); ++i) {
    Kleene package = Kleene::kFalse;
    for (std::size_t last = i; last < std::min(i + 7, tests.size()); ++last) {
      package = Or(package, CompletesShift(tests, last));
    }
    const bool fired = Fired(judged.points[group.first + i], Label::kRunAbove, Label::kRunBelow);
    cells.push_back(RuleCell(fired, package));
  }
  return cells;
}

std::vector<std::string> TwoInThreeCells(const SpcJudged& judged, const SpcGroup& group,
                                         const std::vector<PointTests>& tests) {
  std::vector<Kleene> any(tests.size(), Kleene::kFalse);  // windows around each point
  for (std::size_t first = 0; first + 3 <= tests.size(); ++first) {
    const Kleene passes = PassesTwoInThree(std::span(tests).subspan(first, 3));
    for (std::size_t i = first; i < first + 3; ++i) any[i] = Or(any[i], passes);
  }
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const bool fired =
        Fired(judged.points[group.first + i], Label::kTwoInThreeAbove, Label::kTwoInThreeBelow);
    cells.push_back(RuleCell(fired, And(tests[i].near, any[i])));
  }
  return cells;
}

}  // namespace trustwatch::conformance
