// Compares our control charts with a folder of results of NHSRplotthedots 0.2.2, cell by cell.

#include <string>

#include "absl/status/statusor.h"
#include "fmt/format.h"
#include "tests/conformance/differences.h"
#include "tests/conformance/program.h"
#include "tests/conformance/spc_compare.h"
#include "tests/conformance/spc_folder.h"

namespace {

namespace conformance = trustwatch::conformance;

constexpr double kTolerance = 1e-12;

constexpr const char* kDescription =
    R"(Judges every series of DIR as the profile plot_the_dots does, and compares every point, label,
icon, limit, group and status with the results there. DIR holds spc_series.csv, spc_points.csv
and spc_groups.csv, one row for each series, point and group. Flags, labels, icons and statuses
must be the same; numbers may differ by 1e-12 of their size, and the program says whether they do.
Prints counts, the first ten differences, and our verdict on each series that the package refuses.)";

absl::StatusOr<bool> Compare(const std::string& folder) {
  const absl::StatusOr<conformance::SpcFolder> read = conformance::ReadSpcFolder(folder);
  if (!read.ok()) return read.status();
  conformance::Differences differences(kTolerance);
  const conformance::SpcCounts counts = conformance::CompareSpc(*read, differences);
  fmt::print("series: {}, of which the package refuses {}\npoints: {}\ngroups: {}\n", counts.series,
             counts.refused, counts.points, counts.groups);
  fmt::print("{}", differences.Summary());
  if (!counts.refused_lines.empty()) fmt::print("refused by the package:\n");
  for (const std::string& line : counts.refused_lines) fmt::print("  {}\n", line);
  return differences.count() == 0;
}

}  // namespace

int main(int argc, char** argv) {
  return conformance::Run(
      {.name = "spc_conformance", .description = kDescription, .compare = Compare}, argc, argv);
}
