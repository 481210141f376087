#include "tests/conformance/spc_compare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/stats/assurance.h"
#include "daemon/stats/run_rules.h"
#include "fmt/format.h"
#include "tests/conformance/differences.h"
#include "tests/conformance/spc_cells.h"
#include "tests/conformance/spc_folder.h"
#include "tests/conformance/spc_judged.h"
#include "tests/conformance/spc_package.h"

namespace trustwatch::conformance {
namespace {

using stats::Better;
using stats::Label;

// One row of a file against what we have for it.
class RowComparer {
 public:
  RowComparer(const Csv& table, std::size_t row, std::string where, Differences& differences)
      : table_(table), row_(row), where_(std::move(where)), differences_(differences) {}

  void Text(const std::string& column, const std::string& ours) {
    differences_.CompareText(where_, column, ours, table_.Text(row_, column));
  }
  void Number(const std::string& column, const std::optional<double>& ours) {
    differences_.CompareNumber(where_, column, ours, table_.Text(row_, column));
  }
  void Count(const std::string& column, std::size_t ours) { Text(column, fmt::format("{}", ours)); }

 private:
  const Csv& table_;
  std::size_t row_;
  std::string where_;
  Differences& differences_;
};

// One series with everything that its rows are compared with.
struct Subject {
  const SpcFolder& folder;
  const SpcSeries& series;
  Better better;
  Arranged arranged;
  SpcJudged judged;
};

std::string FlagCell(bool flag) { return flag ? "1" : "0"; }

bool IsShort(const Subject& subject, const SpcGroup& group) {
  return static_cast<double>(group.rows) < subject.series.warning_threshold;
}

// Numbers of groups go up at every rebased row, the first included.
std::size_t GroupNumber(const Subject& subject, std::size_t group) {
  return group + (subject.arranged.rebased.front() ? 1U : 0U);
}

// With a target option but none for this series the package says "inconsistent".
stats::Assurance AssuranceOf(const Subject& subject) {
  const bool missing = subject.series.target_set && !subject.series.target.has_value();
  if (missing && subject.better != Better::kNeither) return stats::Assurance::kHitOrMiss;
  return subject.judged.verdict.assurance;
}

std::optional<double> Known(double value) {
  if (std::isnan(value)) return std::nullopt;
  return value;
}

// fix_value and the moving ranges.
void CompareBaseline(const Subject& subject, const SpcGroup& group, std::size_t i,
                     RowComparer& row) {
  const std::vector<double>& values = subject.judged.values;
  const std::optional<int> baseline_rows = BaselineRows(subject.series);
  const bool in_baseline =
      !baseline_rows.has_value() || i - group.first < static_cast<std::size_t>(*baseline_rows);
  row.Number("fix_value", in_baseline ? Known(values[i]) : std::nullopt);
  std::optional<double> range;
  if (in_baseline && i > group.first) range = Known(std::abs(values[i] - values[i - 1]));
  row.Number("mr_raw", range);
  const std::optional<double> from = group.lines.screened_from;
  if (range.has_value() && from.has_value() && !(*range < *from)) range.reset();
  row.Number("mr_used", range);
}

void CompareLines(const SpcGroup& group, RowComparer& row) {
  row.Number("mean", group.lines.mean);
  row.Number("amr", group.lines.spread);
  row.Number("lpl", group.lines.lower);
  row.Number("upl", group.lines.upper);
  row.Number("nlpl", group.lines.near_lower);
  row.Number("nupl", group.lines.near_upper);
}

// Whether the point is outside is what stats says where the package knows.
std::string OutsideCell(const stats::Marked& marked, const PointTests& tests) {
  if (tests.outside == Kleene::kUnknown) return "";
  return FlagCell(stats::Has(marked.signals, Label::kAboveUpper) ||
                  stats::Has(marked.signals, Label::kBelowLower));
}

void CompareSignals(const stats::Marked& marked, const PointTests& tests, Better better,
                    RowComparer& row) {
  row.Text("outside_limits", OutsideCell(marked, tests));
  row.Text("close_to_limits", ToCell(tests.near));
  row.Number("relative_to_mean", tests.missing ? std::nullopt : std::optional(tests.side));
  row.Text("rule_trend", FlagCell(stats::Has(marked.signals, Label::kRising) ||
                                  stats::Has(marked.signals, Label::kFalling)));
  row.Text("special_cause_type", LabelText(marked.label));
  row.Text("special_cause_flag", FlagCell(marked.label != Label::kCommonCause));
  row.Text("point_type", PointType(marked.label, better));
}

void ComparePoints(const Subject& subject, std::size_t g, Differences& differences) {
  const SpcGroup& group = subject.judged.groups[g];
  const std::vector<PointTests> tests = TestsOf(subject.judged, group);
  const std::vector<std::string> shifts = ShiftCells(subject.judged, group, tests);
  const std::vector<std::string> twos = TwoInThreeCells(subject.judged, group, tests);
  for (std::size_t i = group.first; i < group.first + group.rows; ++i) {
    const SpcInputRow& input = subject.arranged.rows[i];
    const std::size_t at = i - group.first;
    RowComparer row(subject.folder.points, subject.series.point_rows[i],
                    fmt::format("{} point {} ({})", subject.series.id, i + 1, input.date),
                    differences);
    row.Count("input_row", input.input_row);
    row.Text("date", input.date);
    row.Text("rebase_flag", FlagCell(subject.arranged.rebased[i]));
    row.Count("rebase_group", GroupNumber(subject, g));
    row.Text("short_group_warning", FlagCell(IsShort(subject, group)));
    CompareBaseline(subject, group, i, row);
    CompareLines(group, row);
    CompareSignals(subject.judged.points[i], tests[at], subject.better, row);
    row.Text("rule_shift", shifts[at]);
    row.Text("rule_two_in_three", twos[at]);
    row.Number("target", subject.series.target);
  }
}

// How many points of [first, first + rows) have that type.
std::size_t CountType(const Subject& subject, const SpcGroup& group, const std::string& type) {
  std::size_t count = 0;
  for (std::size_t i = group.first; i < group.first + group.rows; ++i) {
    count += PointType(subject.judged.points[i].label, subject.better) == type ? 1U : 0U;
  }
  return count;
}

void CompareGroup(const Subject& subject, std::size_t g, Differences& differences) {
  const SpcGroup& group = subject.judged.groups[g];
  const bool last = g + 1 == subject.judged.groups.size();
  RowComparer row(subject.folder.groups, subject.series.group_rows[g],
                  fmt::format("{} group {}", subject.series.id, GroupNumber(subject, g)),
                  differences);
  row.Count("rebase_group", GroupNumber(subject, g));
  row.Count("n", group.rows);
  row.Number("mean", group.lines.mean);
  row.Number("lpl", group.lines.lower);
  row.Number("upl", group.lines.upper);
  row.Count("common_cause", CountType(subject, group, "common_cause"));
  row.Count("special_cause_improvement", CountType(subject, group, "special_cause_improvement"));
  row.Count("special_cause_concern", CountType(subject, group, "special_cause_concern"));
  const stats::Marked& end = subject.judged.points[group.first + group.rows - 1];
  row.Text("variation_type", PointType(end.label, subject.better));
  row.Text("assurance_type", last ? AssuranceType(AssuranceOf(subject)) : "");
}

bool HasMissingDate(const SpcSeries& series) {
  return std::any_of(series.inputs.begin(), series.inputs.end(),
                     [](const SpcInputRow& row) { return row.date.empty(); });
}

void CompareSeries(const Subject& subject, Differences& differences) {
  const SpcGroup whole{.first = 0, .rows = subject.judged.points.size()};
  const auto count = [&](const std::string& type) { return CountType(subject, whole, type); };
  // The verdict's label, so that the verdict is compared and not only the points.
  const auto& signal = subject.judged.verdict.signal;
  const Label last = signal.has_value() ? signal->label : Label::kCommonCause;
  RowComparer row(subject.folder.series, subject.series.series_row, subject.series.id, differences);
  row.Count("n_rebase_groups", subject.judged.groups.size());
  row.Count("n_common_cause", count("common_cause"));
  row.Count("n_improvement", count("special_cause_improvement"));
  row.Count("n_concern", count("special_cause_concern"));
  row.Count("n_neutral_high", count("special_cause_neutral_high"));
  row.Count("n_neutral_low", count("special_cause_neutral_low"));
  row.Text("last_special_cause_type", LabelText(last));
  row.Text("last_point_type", PointType(last, subject.better));
  row.Text("variation_icon",
           HasMissingDate(subject.series) ? "" : VariationIcon(last, subject.better));
  row.Text("assurance_type", AssuranceType(AssuranceOf(subject)));
  row.Text("assurance_icon", AssuranceIcon(AssuranceOf(subject)));
  row.Number("last_mean", subject.judged.groups.back().lines.mean);
  row.Number("last_lpl", subject.judged.groups.back().lines.lower);
  row.Number("last_upl", subject.judged.groups.back().lines.upper);
}

// The package's summary() fails for a missing date or target, and the file then has no group rows.
bool SummaryMayFail(const std::vector<SpcSeries>& run) {
  return std::any_of(run.begin(), run.end(), [](const SpcSeries& series) {
    return HasMissingDate(series) || (series.target_set && !series.target.has_value());
  });
}

void CompareAccepted(const Subject& subject, const std::vector<SpcSeries>& run,
                     Differences& differences, SpcCounts& counts) {
  const SpcSeries& series = subject.series;
  CompareSeries(subject, differences);
  if (series.point_rows.size() != subject.judged.points.size()) {
    differences.Add(fmt::format("{}: we return {} points, the file has {}", series.id,
                                subject.judged.points.size(), series.point_rows.size()));
    return;
  }
  counts.points += series.point_rows.size();
  for (std::size_t g = 0; g < subject.judged.groups.size(); ++g) {
    ComparePoints(subject, g, differences);
  }
  if (series.group_rows.empty() && SummaryMayFail(run)) return;
  if (series.group_rows.size() != subject.judged.groups.size()) {
    differences.Add(fmt::format("{}: we have {} groups, the file has {} group rows", series.id,
                                subject.judged.groups.size(), series.group_rows.size()));
    return;
  }
  counts.groups += series.group_rows.size();
  for (std::size_t g = 0; g < subject.judged.groups.size(); ++g) {
    CompareGroup(subject, g, differences);
  }
}

// What we say of a series that the package refuses.
std::string RefusedLine(const Subject& subject, Refusal refusal) {
  static constexpr std::array kReasons = {"no rows", "a date twice", "fix_after_n_points below 12",
                                          "unknown direction",
                                          "a missing value in a possible trend"};
  const std::string reason = kReasons[static_cast<std::size_t>(refusal)];
  const std::string id = subject.series.id;
  if (refusal != Refusal::kMissingValue) return fmt::format("{}: {}", id, reason);
  const auto& signal = subject.judged.verdict.signal;
  const Label label = signal.has_value() ? signal->label : Label::kCommonCause;
  const auto special = std::count_if(
      subject.judged.points.begin(), subject.judged.points.end(),
      [](const stats::Marked& marked) { return marked.label != Label::kCommonCause; });
  const std::string assurance = AssuranceType(AssuranceOf(subject));
  return fmt::format("{}: {}; judged: {} ({}), assurance {}; special cause at {} of {} points", id,
                     reason, LabelText(label), VariationIcon(label, subject.better),
                     assurance.empty() ? "none" : assurance, special, subject.judged.points.size());
}

void CompareRun(const SpcFolder& folder, const std::vector<SpcSeries>& run,
                Differences& differences, SpcCounts& counts) {
  const std::optional<Refusal> refusal = RefusalOf(run);
  std::vector<Subject> subjects;
  bool warned = false;
  for (const SpcSeries& series : run) {
    Arranged arranged = Arrange(series, run);
    SpcJudged judged = Judge(series, arranged);
    subjects.push_back({folder, series, BetterOf(series.direction).value_or(Better::kNeither),
                        std::move(arranged), std::move(judged)});
    const Subject& subject = subjects.back();
    warned = warned || std::any_of(subject.judged.groups.begin(), subject.judged.groups.end(),
                                   [&](const SpcGroup& group) { return IsShort(subject, group); });
  }
  for (const Subject& subject : subjects) {
    ++counts.series;
    RowComparer row(folder.series, subject.series.series_row, subject.series.id, differences);
    row.Text("status", refusal.has_value() ? "error" : "ok");
    row.Text("warning_emitted", refusal.has_value() ? "" : FlagCell(warned));
    const bool accepted_there = folder.series.Text(subject.series.series_row, "status") == "ok";
    if (refusal.has_value()) {
      ++counts.refused;
      counts.refused_lines.push_back(RefusedLine(subject, *refusal));
    } else if (accepted_there) {
      CompareAccepted(subject, run, differences, counts);
    }
  }
}

}  // namespace

SpcCounts CompareSpc(const SpcFolder& folder, Differences& differences) {
  SpcCounts counts;
  for (const auto& [id, run] : folder.runs) CompareRun(folder, run, differences, counts);
  return counts;
}

}  // namespace trustwatch::conformance
