#include "tests/conformance/program.h"

#include <cstdio>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "fmt/format.h"

namespace trustwatch::conformance {
namespace {

constexpr int kAgree = 0;
constexpr int kDiffer = 1;
constexpr int kUnusable = 2;

}  // namespace

int Run(const Program& program, int argc, const char* const* argv) {
  CLI::App app(program.description, program.name);
  app.footer("Exit code: 0 no difference, 1 differences, 2 DIR cannot be read.");
  std::string folder;
  app.add_option("DIR", folder, "folder of reference results")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kAgree : kUnusable;
  }
  const absl::StatusOr<bool> agrees = program.compare(folder);
  if (!agrees.ok()) {
    fmt::print(stderr, "{}\n", std::string(agrees.status().message()));
    return kUnusable;
  }
  return *agrees ? kAgree : kDiffer;
}

}  // namespace trustwatch::conformance
