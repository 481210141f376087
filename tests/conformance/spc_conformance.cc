// Compares our control charts with a folder of results of NHSRplotthedots 0.2.2, cell by cell.

#include <cstdio>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "fmt/format.h"
#include "tests/conformance/differences.h"
#include "tests/conformance/spc_compare.h"
#include "tests/conformance/spc_folder.h"

namespace {

namespace conformance = trustwatch::conformance;

constexpr double kTolerance = 1e-12;
constexpr int kAgree = 0;
constexpr int kDiffer = 1;
constexpr int kUnusable = 2;

constexpr const char* kDescription =
    "Judges every series of DIR as the profile plot_the_dots does, and compares every point, "
    "label,\n"
    "icon, limit, group and status with the results there. DIR holds spc_series.csv, "
    "spc_points.csv\n"
    "and spc_groups.csv, one row for each series, point and group. Flags, labels, icons and\n"
    "statuses must be the same; numbers may differ by 1e-12 of their size, and the program says\n"
    "whether they do. Prints counts, the first ten differences, and our verdict on each series "
    "that\n"
    "the package refuses.";
constexpr const char* kFooter = "Exit code: 0 no difference, 1 differences, 2 DIR cannot be read.";

int Compare(const std::string& folder) {
  const absl::StatusOr<conformance::SpcFolder> read = conformance::ReadSpcFolder(folder);
  if (!read.ok()) {
    fmt::print(stderr, "{}\n", std::string(read.status().message()));
    return kUnusable;
  }
  conformance::Differences differences(kTolerance);
  const conformance::SpcCounts counts = conformance::CompareSpc(*read, differences);
  fmt::print("series: {}, of which the package refuses {}\npoints: {}\ngroups: {}\n", counts.series,
             counts.refused, counts.points, counts.groups);
  fmt::print("{}", differences.Summary());
  if (!counts.refused_lines.empty()) fmt::print("refused by the package:\n");
  for (const std::string& line : counts.refused_lines) fmt::print("  {}\n", line);
  return differences.count() == 0 ? kAgree : kDiffer;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(kDescription, "spc_conformance");
  app.footer(kFooter);
  std::string folder;
  app.add_option("DIR", folder, "folder of reference results")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kAgree : kUnusable;
  }
  return Compare(folder);
}
