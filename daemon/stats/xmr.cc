#include "daemon/stats/xmr.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "daemon/base/check.h"

namespace trustwatch::stats {
namespace {

void CheckSeries(const XmrSeries& series) {
  TRUSTWATCH_CHECK(series.known.empty() || series.known.size() == series.values.size());
  std::size_t before = 0;
  bool first = true;
  for (const std::size_t start : series.group_starts) {
    TRUSTWATCH_CHECK(start < series.values.size() && (first || start > before));
    before = start;
    first = false;
  }
}

// The rows [first, first + rows) of a series.
struct Part {
  std::size_t first = 0;
  std::span<const double> values;
  std::span<const std::uint8_t> known;
};

Part PartOf(const XmrSeries& series, std::size_t first, std::size_t rows) {
  return {.first = first,
          .values = series.values.subspan(first, rows),
          .known = series.known.empty() ? series.known : series.known.subspan(first, rows)};
}

XmrLimits MarkPart(const Part& part, const XmrSeries& series, const XmrOptions& options,
                   std::span<Marked> marked) {
  const int baseline_rows = series.baseline_rows.value_or(std::numeric_limits<int>::max());
  const XmrLimits limits = ComputeXmrLimits(part.values, part.known, baseline_rows, options);
  MarkSignals(part.values, part.known, ToLines(limits), options.rules, marked);
  return limits;
}

Assurance Assure(const XmrLimits& limits, const XmrSeries& series, const XmrOptions& options) {
  if (!series.target.has_value() || series.better == Better::kNeither) return Assurance::kNone;
  if (!limits.limits.has_value()) {
    return options.assure_without_limits ? Assurance::kHitOrMiss : Assurance::kNone;
  }
  return AssuranceOf(*limits.limits, *series.target, series.better, options.target_on_limit);
}

Verdict VerdictOnPart(const Part& part, const XmrLimits& limits, std::span<const Marked> marked,
                      const XmrSeries& series, const XmrOptions& options) {
  Verdict verdict =
      VerdictOn({.first = part.first, .values = part.values, .known = part.known, .marked = marked},
                series.better);
  verdict.assurance = Assure(limits, series, options);
  verdict.baseline_points = static_cast<std::size_t>(limits.baseline_points);
  verdict.trial = limits.trial;
  verdict.mean = limits.mean;
  verdict.limits = limits.limits;
  return verdict;
}

}  // namespace

Verdict JudgeXmr(const XmrSeries& series, const XmrOptions& options, std::span<Marked> scratch) {
  CheckSeries(series);
  TRUSTWATCH_CHECK(scratch.size() >= series.values.size());
  const std::size_t first = series.group_starts.empty() ? 0 : series.group_starts.back();
  const std::size_t rows = series.values.size() - first;
  const Part part = PartOf(series, first, rows);
  const std::span<Marked> marked = scratch.subspan(first, rows);
  const XmrLimits limits = MarkPart(part, series, options, marked);
  return VerdictOnPart(part, limits, marked, series, options);
}

XmrChart ComputeXmrChart(const XmrSeries& series, const XmrOptions& options) {
  CheckSeries(series);
  XmrChart chart;
  chart.points.resize(series.values.size());
  std::size_t next = 0;  // in group_starts
  if (!series.group_starts.empty() && series.group_starts.front() == 0) next = 1;
  for (std::size_t first = 0; first < series.values.size();) {
    const std::size_t end =
        next < series.group_starts.size() ? series.group_starts[next++] : series.values.size();
    const Part part = PartOf(series, first, end - first);
    const std::span<Marked> marked = std::span(chart.points).subspan(first, end - first);
    const XmrLimits limits = MarkPart(part, series, options, marked);
    chart.groups.push_back({.first = first, .rows = end - first, .limits = limits});
    if (end == series.values.size()) {
      chart.verdict = VerdictOnPart(part, limits, marked, series, options);
    }
    first = end;
  }
  return chart;
}

}  // namespace trustwatch::stats
