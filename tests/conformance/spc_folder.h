#ifndef TRUSTWATCH_TESTS_CONFORMANCE_SPC_FOLDER_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_SPC_FOLDER_H_

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/conformance/csv.h"

namespace trustwatch::conformance {

// One row that was handed to the package.
struct SpcInputRow {
  std::size_t input_row = 0;  // from 1, within the facet
  std::string date;           // 2024-03-01; empty: missing
  double value = 0;           // not a number where missing; may be infinite
};

// One series (a facet of one call of the package) as it was handed over.
struct SpcSeries {
  std::string id;
  std::string run;                  // the call it belongs to
  std::string facet;                // empty: the call had no facets
  std::size_t rows = 0;             // that were handed over, by the series file
  std::vector<SpcInputRow> inputs;  // by input_row, each once
  std::string direction;
  bool screen = true;
  std::optional<double> fix_after;
  bool target_set = false;
  std::optional<double> target;
  std::vector<std::string> rebase_dates;  // as passed: any order, may repeat
  double warning_threshold = 0;
  // Where its results are.
  std::size_t series_row = 0;
  std::vector<std::size_t> point_rows;
  std::vector<std::size_t> group_rows;
};

// A folder of reference results: spc_series.csv, spc_points.csv and spc_groups.csv.
struct SpcFolder {
  Csv series;
  Csv points;
  Csv groups;
  std::map<std::string, std::vector<SpcSeries>> runs;
};

// kNotFound if a file or column is missing, kInvalidArgument if an input cannot be read or a row
// belongs to no series.
absl::StatusOr<SpcFolder> ReadSpcFolder(const std::filesystem::path& folder);

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_SPC_FOLDER_H_
