#ifndef TRUSTWATCH_TESTS_CONFORMANCE_FUNNEL_FOLDER_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_FUNNEL_FOLDER_H_

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/stats/funnel.h"
#include "tests/conformance/csv.h"

namespace trustwatch::conformance {

// One call of the package, and where its results are.
struct FunnelRun {
  std::string id;
  std::string dataset;
  // Absent: a kind of data or a method that the package does not know, so that it refuses.
  std::optional<stats::FunnelOptions> options;
  std::size_t row = 0;
  std::vector<std::size_t> point_rows;
  std::vector<std::size_t> limit_rows;
};

// A folder of reference results: funnel_inputs.csv, funnel_runs.csv, funnel_points.csv and
// funnel_limits.csv.
struct FunnelFolder {
  Csv runs;
  Csv points;
  Csv limits;
  std::map<std::string, std::vector<stats::FunnelRecord>> datasets;  // records in the file's order
  std::vector<FunnelRun> calls;                                      // in the file's order
};

// kNotFound if a file or column is missing, kInvalidArgument if an option or an input cannot be
// read, or a row belongs to no run or no dataset.
absl::StatusOr<FunnelFolder> ReadFunnelFolder(const std::filesystem::path& folder);

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_FUNNEL_FOLDER_H_
