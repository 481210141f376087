// Compares our funnels with a folder of results of FunnelPlotR 0.6.0, cell by cell.

#include <cstdio>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "fmt/format.h"
#include "tests/conformance/differences.h"
#include "tests/conformance/funnel_compare.h"
#include "tests/conformance/funnel_folder.h"

namespace {

namespace conformance = trustwatch::conformance;

constexpr int kAgree = 0;
constexpr int kDiffer = 1;
constexpr int kUnusable = 2;

constexpr const char* kDescription =
    R"(Draws every funnel of DIR as the profile funnelplotr does, and compares every status, figure,
point, flag and limit with the results there. DIR holds funnel_inputs.csv, funnel_runs.csv,
funnel_points.csv and funnel_limits.csv. Statuses and flags must be the same; numbers may differ
by 1e-9 of their size. Prints counts and the first ten differences.)";
constexpr const char* kFooter = "Exit code: 0 no difference, 1 differences, 2 DIR cannot be read.";

int Compare(const std::string& folder) {
  const absl::StatusOr<conformance::FunnelFolder> read = conformance::ReadFunnelFolder(folder);
  if (!read.ok()) {
    fmt::print(stderr, "{}\n", std::string(read.status().message()));
    return kUnusable;
  }
  conformance::Differences differences(conformance::kFunnelTolerance);
  const conformance::FunnelCounts counts = conformance::CompareFunnels(*read, differences);
  fmt::print("runs: {}, of which the package refuses {}\npoints: {}\nlimit rows: {}\n", counts.runs,
             counts.refused, counts.points, counts.limit_rows);
  fmt::print("{}", differences.Summary());
  return differences.count() == 0 ? kAgree : kDiffer;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(kDescription, "funnel_conformance");
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
