#include "tests/conformance/spc_folder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "fmt/format.h"

namespace trustwatch::conformance {
namespace {

constexpr auto kSeriesColumns =
    std::to_array<const char*>({"series_id",       "run_id",
                                "facet",           "n",
                                "status",          "warning_emitted",
                                "n_rebase_groups", "n_common_cause",
                                "n_improvement",   "n_concern",
                                "n_neutral_high",  "n_neutral_low",
                                "target",          "improvement_direction",
                                "screen_outliers", "fix_after_n_points",
                                "target_set",      "last_special_cause_type",
                                "rebase_dates",    "warning_threshold",
                                "variation_icon",  "last_point_type",
                                "assurance_type",  "assurance_icon",
                                "last_mean",       "last_lpl",
                                "last_upl"});
constexpr auto kPointColumns = std::to_array<const char*>({"series_id",
                                                           "input_row",
                                                           "date",
                                                           "value",
                                                           "rebase_flag",
                                                           "rebase_group",
                                                           "fix_value",
                                                           "mr_raw",
                                                           "mr_used",
                                                           "mean",
                                                           "amr",
                                                           "lpl",
                                                           "upl",
                                                           "nlpl",
                                                           "nupl",
                                                           "target",
                                                           "outside_limits",
                                                           "close_to_limits",
                                                           "rule_trend",
                                                           "relative_to_mean",
                                                           "rule_two_in_three",
                                                           "rule_shift",
                                                           "special_cause_type",
                                                           "special_cause_flag",
                                                           "point_type",
                                                           "short_group_warning"});
constexpr auto kGroupColumns = std::to_array<const char*>(
    {"series_id", "rebase_group", "n", "mean", "lpl", "upl", "common_cause",
     "special_cause_improvement", "special_cause_concern", "variation_type", "assurance_type"});

absl::Status Unreadable(const std::string& where, const std::string& what) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "GOLDEN_INPUT_UNREADABLE",
                     .message = fmt::format("{}; {}; write the folder again", what, where)}
      .ToStatus();
}

// Reads the cells of one row and remembers the first that cannot be read.
class RowReader {
 public:
  RowReader(const Csv& table, std::size_t row, std::string where)
      : table_(table), row_(row), where_(std::move(where)) {}

  const std::string& Text(const std::string& column) const { return table_.Text(row_, column); }

  std::optional<double> Number(const std::string& column) {
    const absl::StatusOr<std::optional<double>> number = ParseNumber(Text(column));
    if (number.ok()) return *number;
    status_.Update(base::Annotate(number.status(), fmt::format("{}: {}: ", where_, column)));
    return std::nullopt;
  }

  std::size_t Count(const std::string& column) {
    const std::optional<double> number = Number(column);
    if (number.has_value() && *number >= 0 && *number < 1e9 && *number == std::floor(*number)) {
      return static_cast<std::size_t>(*number);
    }
    status_.Update(
        Unreadable(where_, fmt::format("\"{}\" in {} is not a count", Text(column), column)));
    return 0;
  }

  bool Flag(const std::string& column) {
    if (Text(column) == "1") return true;
    if (Text(column) != "0") {
      status_.Update(
          Unreadable(where_, fmt::format("\"{}\" in {} is not 0 or 1", Text(column), column)));
    }
    return false;
  }

  const absl::Status& status() const { return status_; }

 private:
  const Csv& table_;
  std::size_t row_;
  std::string where_;
  absl::Status status_;
};

std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ';');) parts.push_back(part);
  return parts;
}

absl::StatusOr<SpcSeries> ReadSeries(const Csv& table, std::size_t row) {
  RowReader reader(table, row, fmt::format("series {}", table.Text(row, "series_id")));
  SpcSeries series{.id = reader.Text("series_id"),
                   .run = reader.Text("run_id"),
                   .facet = reader.Text("facet"),
                   .rows = reader.Count("n"),
                   .direction = reader.Text("improvement_direction"),
                   .screen = reader.Flag("screen_outliers"),
                   .fix_after = reader.Number("fix_after_n_points"),
                   .target_set = reader.Flag("target_set"),
                   .target = reader.Number("target"),
                   .rebase_dates = Split(reader.Text("rebase_dates")),
                   .warning_threshold = reader.Number("warning_threshold").value_or(13),
                   .series_row = row};
  if (!reader.status().ok()) return reader.status();
  return series;
}

absl::Status ReadPoint(const Csv& table, std::size_t row, SpcSeries& series) {
  RowReader reader(table, row,
                   fmt::format("point {} of {}", table.Text(row, "input_row"), series.id));
  const SpcInputRow input{
      .input_row = reader.Count("input_row"),
      .date = reader.Text("date"),
      .value = reader.Number("value").value_or(std::numeric_limits<double>::quiet_NaN())};
  series.point_rows.push_back(row);
  // The package may return one row twice (its named rebase joins).
  const bool seen =
      std::any_of(series.inputs.begin(), series.inputs.end(),
                  [&input](const auto& other) { return other.input_row == input.input_row; });
  if (!seen) series.inputs.push_back(input);
  return reader.status();
}

// Where each series lies in the folder's runs.
using Places = std::map<std::string, std::pair<std::string, std::size_t>>;

absl::StatusOr<SpcSeries*> Find(SpcFolder& folder, const Places& places, const std::string& id) {
  const auto place = places.find(id);
  if (place == places.end()) {
    return Unreadable("spc_series.csv", fmt::format("series {} is not listed", id));
  }
  return &folder.runs.at(place->second.first)[place->second.second];
}

absl::Status Connect(SpcFolder& folder) {
  Places places;
  for (std::size_t row = 0; row < folder.series.rows(); ++row) {
    absl::StatusOr<SpcSeries> series = ReadSeries(folder.series, row);
    if (!series.ok()) return series.status();
    std::vector<SpcSeries>& run = folder.runs[series->run];
    if (!places.emplace(series->id, std::pair(series->run, run.size())).second) {
      return Unreadable("spc_series.csv", fmt::format("series {} is listed twice", series->id));
    }
    run.push_back(*std::move(series));
  }
  for (std::size_t row = 0; row < folder.points.rows(); ++row) {
    const absl::StatusOr<SpcSeries*> series =
        Find(folder, places, folder.points.Text(row, "series_id"));
    if (!series.ok()) return series.status();
    if (absl::Status status = ReadPoint(folder.points, row, **series); !status.ok()) return status;
  }
  for (std::size_t row = 0; row < folder.groups.rows(); ++row) {
    const absl::StatusOr<SpcSeries*> series =
        Find(folder, places, folder.groups.Text(row, "series_id"));
    if (!series.ok()) return series.status();
    (*series)->group_rows.push_back(row);
  }
  return absl::OkStatus();
}

void SortInputs(SpcFolder& folder) {
  for (auto& [id, run] : folder.runs) {
    for (SpcSeries& series : run) {
      std::sort(series.inputs.begin(), series.inputs.end(),
                [](const auto& a, const auto& b) { return a.input_row < b.input_row; });
    }
  }
}

}  // namespace

absl::StatusOr<SpcFolder> ReadSpcFolder(const std::filesystem::path& folder) {
  absl::StatusOr<Csv> series = Csv::Read(folder / "spc_series.csv");
  if (!series.ok()) return series.status();
  absl::StatusOr<Csv> points = Csv::Read(folder / "spc_points.csv");
  if (!points.ok()) return points.status();
  absl::StatusOr<Csv> groups = Csv::Read(folder / "spc_groups.csv");
  if (!groups.ok()) return groups.status();
  SpcFolder result{.series = *std::move(series),
                   .points = *std::move(points),
                   .groups = *std::move(groups),
                   .runs = {}};
  absl::Status status =
      result.series.RequireColumns({kSeriesColumns.begin(), kSeriesColumns.end()});
  status.Update(result.points.RequireColumns({kPointColumns.begin(), kPointColumns.end()}));
  status.Update(result.groups.RequireColumns({kGroupColumns.begin(), kGroupColumns.end()}));
  if (status.ok()) status = Connect(result);
  if (!status.ok()) return status;
  SortInputs(result);
  return result;
}

}  // namespace trustwatch::conformance
