#include "daemon/stats/judge_lines.h"

#include "daemon/base/check.h"
#include "daemon/stats/known.h"
#include "daemon/stats/limits.h"

namespace trustwatch::stats {
namespace {

bool HasLimits(const Lines& lines) { return lines.lower != kNoLower || lines.upper != kNoUpper; }

void Mark(const PlottedGroup& group, const RunRules& rules, std::span<Marked> marked) {
  if (group.lines.size() == group.values.size()) {
    MarkSignals(group.values, group.known, group.lines, rules, marked);
  } else {
    MarkSignals(group.values, group.known, group.lines.front(), rules, marked);
  }
}

}  // namespace

Verdict JudgeLines(const PlottedGroup& group, const RunRules& rules, std::span<Marked> marked) {
  TRUSTWATCH_CHECK(Fits(group.known, group.values.size()));
  TRUSTWATCH_CHECK(group.lines.size() == group.values.size() || group.lines.size() == 1);
  TRUSTWATCH_CHECK(marked.size() >= group.values.size());
  marked = marked.first(group.values.size());
  if (!group.values.empty()) Mark(group, rules, marked);
  Verdict verdict = VerdictOn(
      {.first = group.first, .values = group.values, .known = group.known, .marked = marked},
      group.better);
  verdict.baseline_points = group.baseline_points;
  verdict.trial = group.trial;
  if (group.lines.empty()) return verdict;
  const Lines& latest = group.lines.back();
  if (latest.has_centre) verdict.mean = latest.centre;
  if (!HasLimits(latest)) return verdict;
  verdict.limits = Limits{.lower = latest.lower,
                          .upper = latest.upper,
                          .near_lower = latest.near_lower,
                          .near_upper = latest.near_upper};
  if (group.target.has_value() && group.better != Better::kNeither) {
    verdict.assurance =
        AssuranceOf(*verdict.limits, *group.target, group.better, group.target_on_limit);
  }
  return verdict;
}

}  // namespace trustwatch::stats
