// Compares our funnels with a folder of results of FunnelPlotR 0.6.0, cell by cell.

#include <string>

#include "absl/status/statusor.h"
#include "fmt/format.h"
#include "tests/conformance/differences.h"
#include "tests/conformance/funnel_compare.h"
#include "tests/conformance/funnel_folder.h"
#include "tests/conformance/program.h"

namespace {

namespace conformance = trustwatch::conformance;

constexpr const char* kDescription =
    R"(Draws every funnel of DIR as the profile funnelplotr does, and compares every status, figure,
point, flag and limit with the results there. DIR holds funnel_inputs.csv, funnel_runs.csv,
funnel_points.csv and funnel_limits.csv. Statuses and flags must be the same; numbers may differ
by 1e-9 of their size. Prints counts and the first ten differences.)";

absl::StatusOr<bool> Compare(const std::string& folder) {
  const absl::StatusOr<conformance::FunnelFolder> read = conformance::ReadFunnelFolder(folder);
  if (!read.ok()) return read.status();
  conformance::Differences differences(conformance::kFunnelTolerance);
  const conformance::FunnelCounts counts = conformance::CompareFunnels(*read, differences);
  fmt::print("runs: {}, of which the package refuses {}\npoints: {}\nlimit rows: {}\n", counts.runs,
             counts.refused, counts.points, counts.limit_rows);
  fmt::print("{}", differences.Summary());
  return differences.count() == 0;
}

}  // namespace

int main(int argc, char** argv) {
  return conformance::Run(
      {.name = "funnel_conformance", .description = kDescription, .compare = Compare}, argc, argv);
}
