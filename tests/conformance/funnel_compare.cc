#include "tests/conformance/funnel_compare.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/stats/funnel.h"
#include "fmt/format.h"

namespace trustwatch::conformance {
namespace {

using stats::Funnel;
using stats::FunnelCurvePoint;
using stats::FunnelFlag;
using stats::FunnelLimits;
using stats::FunnelPoint;
using stats::Quantity;

// A quantity as the package has it: its reasons are NA, NaN, Inf and -Inf.
std::optional<double> AsThePackage(const Quantity& quantity) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  switch (quantity.kind()) {
    case Quantity::Kind::kNumber:
      return quantity.number();
    case Quantity::Kind::kMissing:
      return std::nullopt;
    case Quantity::Kind::kUndefined:
      return std::numeric_limits<double>::quiet_NaN();
    case Quantity::Kind::kUnboundedBelow:
      return -kInfinity;
    case Quantity::Kind::kUnboundedAbove:
      return kInfinity;
  }
  return std::nullopt;
}

std::string Cell(std::optional<bool> value) {
  if (!value.has_value()) return "";
  return *value ? "1" : "0";
}

std::optional<bool> IsOutlier(const FunnelPoint& point) {
  if (!point.flag.has_value()) return std::nullopt;
  return *point.flag != FunnelFlag::kInside;
}

// Compares the cells of one row.
class RowComparer {
 public:
  RowComparer(const Csv& table, std::size_t row, std::string where, Differences& differences)
      : table_(table), row_(row), where_(std::move(where)), differences_(differences) {}

  void Number(const std::string& column, const std::optional<double>& ours) {
    differences_.CompareNumber(where_, column, ours, table_.Text(row_, column));
  }
  void Number(const std::string& column, const Quantity& ours) {
    Number(column, AsThePackage(ours));
  }
  void Text(const std::string& column, const std::string& ours) {
    differences_.CompareText(where_, column, ours, table_.Text(row_, column));
  }
  void Limits(const FunnelLimits& adjusted, const FunnelLimits& unadjusted) {
    Number("od_ll95", adjusted.lower_95);
    Number("od_ul95", adjusted.upper_95);
    Number("od_ll998", adjusted.lower_998);
    Number("od_ul998", adjusted.upper_998);
    Number("ll95", unadjusted.lower_95);
    Number("ul95", unadjusted.upper_95);
    Number("ll998", unadjusted.lower_998);
    Number("ul998", unadjusted.upper_998);
  }

 private:
  const Csv& table_;
  std::size_t row_;
  std::string where_;
  Differences& differences_;
};

void CompareFigures(const Funnel& funnel, RowComparer& row) {
  const auto outliers = std::count_if(funnel.points.begin(), funnel.points.end(),
                                      [](const FunnelPoint& p) { return IsOutlier(p) == true; });
  row.Number("target", funnel.target);
  row.Number("phi", funnel.phi);
  row.Number("tau2", funnel.tau2);
  row.Text("out_draw_adjusted", Cell(funnel.draw_adjusted));
  row.Text("out_draw_unadjusted", Cell(funnel.draw_unadjusted));
  row.Text("n_groups", fmt::format("{}", funnel.points.size()));
  row.Text("n_outliers", fmt::format("{}", outliers));
}

void ComparePoint(const Funnel& funnel, const FunnelPoint& point, RowComparer& row) {
  row.Number("numerator", point.numerator);
  row.Number("denominator", point.denominator);
  row.Number("rr", point.ratio);
  row.Number("target_transformed", funnel.target_transformed);
  row.Number("y_transformed", point.transformed);
  row.Number("s_z", point.standard_error);
  row.Number("z", point.z);
  row.Number("rank", point.rank);
  row.Number("trim_bucket", point.bucket);
  row.Text("trimmed", Cell(point.trimmed));
  row.Number("z_trimmed", point.trimmed_z);
  row.Number("s_limit", point.limit_error);
  row.Limits(point.adjusted, point.unadjusted);
  row.Text("outlier", Cell(IsOutlier(point)));
}

void ComparePoints(const FunnelFolder& folder, const FunnelRun& run, const Funnel& funnel,
                   Differences& differences) {
  std::map<std::string, const FunnelPoint*> ours;
  for (const FunnelPoint& point : funnel.points) ours.emplace(point.group, &point);
  for (const std::size_t row : run.point_rows) {
    const std::string& group = folder.points.Text(row, "group");
    const std::string where = fmt::format("run {} group {}", run.id, group);
    const auto found = ours.find(group);
    if (found == ours.end()) {
      differences.Add(fmt::format("{}: we have no such point, or the file has it twice", where));
      continue;
    }
    RowComparer comparer(folder.points, row, where, differences);
    ComparePoint(funnel, *found->second, comparer);
    ours.erase(found);
  }
  for (const auto& [group, point] : ours) {
    differences.Add(fmt::format("run {} group {}: the file has no such point", run.id, group));
  }
}

void CompareLookup(const FunnelFolder& folder, const FunnelRun& run, const Funnel& funnel,
                   Differences& differences) {
  for (const std::size_t row : run.limit_rows) {
    const std::string& index = folder.limits.Text(row, "index");
    const std::string where = fmt::format("run {} limit {}", run.id, index);
    const absl::StatusOr<std::optional<double>> position = ParseNumber(index);
    const double number = position.ok() ? position->value_or(0) : 0;
    if (!(number >= 1 && number <= static_cast<double>(funnel.curve.size()))) {
      differences.Add(fmt::format("{}: our lookup has {} rows", where, funnel.curve.size()));
      continue;
    }
    const FunnelCurvePoint& point = funnel.curve[static_cast<std::size_t>(number) - 1];
    RowComparer comparer(folder.limits, row, where, differences);
    comparer.Number("x", point.denominator);
    comparer.Number("s", point.limit_error);
    comparer.Limits(point.adjusted, point.unadjusted);
  }
}

absl::StatusOr<Funnel> Compute(const FunnelFolder& folder, const FunnelRun& run) {
  if (!run.options.has_value()) return absl::InvalidArgumentError("no such data type or method");
  stats::FunnelOptions options = *run.options;
  options.with_curve = !run.limit_rows.empty();
  return stats::ComputeFunnel(folder.datasets.at(run.dataset), options);
}

void CompareRun(const FunnelFolder& folder, const FunnelRun& run, Differences& differences) {
  const absl::StatusOr<Funnel> funnel = Compute(folder, run);
  const std::string where = fmt::format("run {}", run.id);
  RowComparer row(folder.runs, run.row, where, differences);
  row.Text("status", funnel.ok() ? "ok" : "error");
  if (funnel.ok() != (folder.runs.Text(run.row, "status") == "ok")) return;
  if (!funnel.ok()) {
    if (!run.point_rows.empty() || !run.limit_rows.empty()) {
      differences.Add(fmt::format("{}: a refused run has results", where));
    }
    return;
  }
  CompareFigures(*funnel, row);
  ComparePoints(folder, run, *funnel, differences);
  CompareLookup(folder, run, *funnel, differences);
}

}  // namespace

FunnelCounts CompareFunnels(const FunnelFolder& folder, Differences& differences) {
  FunnelCounts counts{.runs = folder.calls.size(),
                      .refused = 0,
                      .points = folder.points.rows(),
                      .limit_rows = folder.limits.rows()};
  for (const FunnelRun& run : folder.calls) {
    if (folder.runs.Text(run.row, "status") != "ok") ++counts.refused;
    CompareRun(folder, run, differences);
  }
  return counts;
}

}  // namespace trustwatch::conformance
