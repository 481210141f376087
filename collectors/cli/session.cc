#include "collectors/cli/session.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "collectors/cli/console.h"
#include "collectors/cli/exit_code.h"
#include "daemon/base/error.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

// The daemon speaks to programs and names its calls; a person types a command instead.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kHints = {{
    {"INDICATOR_UNKNOWN", "trustwatch indicators"},
    {"ORGANISATION_UNKNOWN", "trustwatch organisations"},
    {"REGION_UNKNOWN", "trustwatch organisations --format csv"},
    {"STEP_CHANGE_UNKNOWN", "trustwatch step-changes --withdrawn"},
    {"SUBMISSION_UNKNOWN", "trustwatch status"},
}};

}  // namespace

ExitCode Fail(const Console& console, const absl::Status& status) {
  const std::string reason = base::ErrorOf(status).reason;
  for (const auto& [known, command] : kHints) {
    if (reason != known) continue;
    console.Complain(
        fmt::format("{}\n  {} lists what there is", std::string(status.message()), command));
    return ExitCodeOf(status);
  }
  console.Complain(status);
  return ExitCodeOf(status);
}

}  // namespace trustwatch::cli
