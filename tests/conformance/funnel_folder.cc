#include "tests/conformance/funnel_folder.h"

#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::conformance {
namespace {

using stats::FunnelData;
using stats::FunnelLevel;
using stats::FunnelOptions;
using stats::FunnelProfile;
using stats::FunnelRecord;
using stats::RatioMethod;

absl::Status Unreadable(const std::string& where, const std::string& what) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "GOLDEN_INPUT_UNREADABLE",
                     .message = fmt::format("{}; {}; write the folder again", what, where)}
      .ToStatus();
}

// A number that an option must have.
absl::StatusOr<double> Needed(const Csv& table, std::size_t row, const std::string& column) {
  const absl::StatusOr<std::optional<double>> number = ParseNumber(table.Text(row, column));
  if (number.ok() && number->has_value() && std::isfinite(**number)) return **number;
  return Unreadable(fmt::format("run {}", table.Text(row, "run_id")),
                    fmt::format("\"{}\" in {} is no number", table.Text(row, column), column));
}

// A figure of the inputs; absent where the cell is empty.
absl::StatusOr<std::optional<double>> Figure(const Csv& table, std::size_t row,
                                             const std::string& column) {
  const absl::StatusOr<std::optional<double>> number = ParseNumber(table.Text(row, column));
  if (number.ok() && (!number->has_value() || std::isfinite(**number))) return number;
  return Unreadable(
      fmt::format("dataset {} row {}", table.Text(row, "dataset_id"), table.Text(row, "row")),
      fmt::format("\"{}\" in {} is no figure", table.Text(row, column), column));
}

template <typename Meaning>
std::optional<Meaning> Find(const std::map<std::string, Meaning>& meanings,
                            const std::string& text) {
  const auto found = meanings.find(text);
  if (found == meanings.end()) return std::nullopt;
  return found->second;
}

std::optional<FunnelData> DataOf(const std::string& text) {
  return Find<FunnelData>({{"SR", FunnelData::kStandardisedRatio},
                           {"PR", FunnelData::kProportion},
                           {"RC", FunnelData::kRatioOfCounts}},
                          text);
}

std::optional<RatioMethod> MethodOf(const std::string& text) {
  return Find<RatioMethod>({{"SHMI", RatioMethod::kShmi}, {"CQC", RatioMethod::kCqc}}, text);
}

FunnelLevel LevelOf(double limit) {
  if (limit == 95) return FunnelLevel::k95;
  return limit == 99 ? FunnelLevel::k998 : FunnelLevel::kNoFlag;
}

absl::StatusOr<FunnelOptions> ReadNumbers(const Csv& runs, std::size_t row) {
  FunnelOptions options{.profile = FunnelProfile::kFunnelplotr};
  TRUSTWATCH_ASSIGN_OR_RETURN(const double limit, Needed(runs, row, "limit"));
  TRUSTWATCH_ASSIGN_OR_RETURN(const double adjusted, Needed(runs, row, "draw_adjusted"));
  TRUSTWATCH_ASSIGN_OR_RETURN(const double unadjusted, Needed(runs, row, "draw_unadjusted"));
  TRUSTWATCH_ASSIGN_OR_RETURN(const double rounding, Needed(runs, row, "shmi_rounding"));
  TRUSTWATCH_ASSIGN_OR_RETURN(options.trim_by, Needed(runs, row, "trim_by"));
  TRUSTWATCH_ASSIGN_OR_RETURN(options.multiplier, Needed(runs, row, "multiplier"));
  if (!runs.Text(row, "x_max").empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(options.curve_end, Needed(runs, row, "x_max"));
  }
  options.flag_at = LevelOf(limit);
  options.draw_adjusted = adjusted != 0;
  options.draw_unadjusted = unadjusted != 0;
  options.round_expected = rounding != 0;
  return options;
}

absl::StatusOr<FunnelRun> ReadRun(const Csv& runs, std::size_t row) {
  FunnelRun run{.id = runs.Text(row, "run_id"),
                .dataset = runs.Text(row, "dataset_id"),
                .options = std::nullopt,
                .row = row};
  TRUSTWATCH_ASSIGN_OR_RETURN(FunnelOptions options, ReadNumbers(runs, row));
  const std::optional<FunnelData> data = DataOf(runs.Text(row, "data_type"));
  const std::optional<RatioMethod> method = MethodOf(runs.Text(row, "sr_method"));
  const bool needs_method = data == FunnelData::kStandardisedRatio;
  if (data.has_value() && (method.has_value() || !needs_method)) {
    options.data = *data;
    options.ratio_method = method.value_or(RatioMethod::kShmi);
    run.options = options;
  }
  return run;
}

absl::Status ReadInputs(const std::filesystem::path& file, FunnelFolder& folder) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const Csv inputs, Csv::Read(file));
  TRUSTWATCH_RETURN_IF_ERROR(
      inputs.RequireColumns({"dataset_id", "row", "group", "numerator", "denominator"}));
  for (std::size_t row = 0; row < inputs.rows(); ++row) {
    FunnelRecord record;
    if (const std::string& group = inputs.Text(row, "group"); !group.empty()) record.group = group;
    TRUSTWATCH_ASSIGN_OR_RETURN(record.numerator, Figure(inputs, row, "numerator"));
    TRUSTWATCH_ASSIGN_OR_RETURN(record.denominator, Figure(inputs, row, "denominator"));
    folder.datasets[inputs.Text(row, "dataset_id")].push_back(std::move(record));
  }
  return absl::OkStatus();
}

// Gives each row of a results' table to its run.
absl::Status Assign(const Csv& table, const std::map<std::string, std::size_t>& by_id,
                    std::vector<std::size_t> FunnelRun::*rows, std::vector<FunnelRun>& calls) {
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::optional<std::size_t> run = Find(by_id, table.Text(row, "run_id"));
    if (!run.has_value()) {
      return Unreadable("funnel_runs.csv",
                        fmt::format("there is no run {}", table.Text(row, "run_id")));
    }
    (calls[*run].*rows).push_back(row);
  }
  return absl::OkStatus();
}

absl::Status ReadRuns(FunnelFolder& folder) {
  std::map<std::string, std::size_t> by_id;
  for (std::size_t row = 0; row < folder.runs.rows(); ++row) {
    TRUSTWATCH_ASSIGN_OR_RETURN(FunnelRun run, ReadRun(folder.runs, row));
    if (!folder.datasets.contains(run.dataset)) {
      return Unreadable("funnel_inputs.csv", fmt::format("there is no dataset {}", run.dataset));
    }
    if (!by_id.emplace(run.id, row).second) {
      return Unreadable("funnel_runs.csv", fmt::format("run {} is there twice", run.id));
    }
    folder.calls.push_back(std::move(run));
  }
  TRUSTWATCH_RETURN_IF_ERROR(Assign(folder.points, by_id, &FunnelRun::point_rows, folder.calls));
  return Assign(folder.limits, by_id, &FunnelRun::limit_rows, folder.calls);
}

absl::Status RequireColumns(const FunnelFolder& folder) {
  TRUSTWATCH_RETURN_IF_ERROR(folder.runs.RequireColumns(
      {"run_id", "dataset_id", "data_type", "sr_method", "limit", "draw_adjusted",
       "draw_unadjusted", "trim_by", "multiplier", "shmi_rounding", "x_max", "status", "target",
       "phi", "tau2", "out_draw_adjusted", "out_draw_unadjusted", "n_groups", "n_outliers"}));
  TRUSTWATCH_RETURN_IF_ERROR(folder.points.RequireColumns(
      {"run_id",        "group",   "numerator", "denominator", "rr",          "target_transformed",
       "y_transformed", "s_z",     "z",         "rank",        "trim_bucket", "trimmed",
       "z_trimmed",     "s_limit", "od_ll95",   "od_ul95",     "od_ll998",    "od_ul998",
       "ll95",          "ul95",    "ll998",     "ul998",       "outlier"}));
  return folder.limits.RequireColumns({"run_id", "index", "x", "s", "od_ll95", "od_ul95",
                                       "od_ll998", "od_ul998", "ll95", "ul95", "ll998", "ul998"});
}

}  // namespace

absl::StatusOr<FunnelFolder> ReadFunnelFolder(const std::filesystem::path& folder) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Csv runs, Csv::Read(folder / "funnel_runs.csv"));
  TRUSTWATCH_ASSIGN_OR_RETURN(Csv points, Csv::Read(folder / "funnel_points.csv"));
  TRUSTWATCH_ASSIGN_OR_RETURN(Csv limits, Csv::Read(folder / "funnel_limits.csv"));
  FunnelFolder result{.runs = std::move(runs),
                      .points = std::move(points),
                      .limits = std::move(limits),
                      .datasets = {},
                      .calls = {}};
  TRUSTWATCH_RETURN_IF_ERROR(RequireColumns(result));
  TRUSTWATCH_RETURN_IF_ERROR(ReadInputs(folder / "funnel_inputs.csv", result));
  TRUSTWATCH_RETURN_IF_ERROR(ReadRuns(result));
  return result;
}

}  // namespace trustwatch::conformance
