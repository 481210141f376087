// The command trustwatch: what people and scripts do with a daemon.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "collectors/cli/command_line.h"
#include "collectors/cli/console.h"
#include "collectors/push/connect.h"
#include "collectors/push/retry.h"
#include "daemon/base/error.h"
#include "daemon/base/random_id.h"
#include "fmt/format.h"

int main(int argc, char** argv) {
  using namespace trustwatch;
  const cli::Console console = cli::ProcessConsole();
  push::Pacing pacing = push::RealPacing();
  pacing.on_wait = [&console](const absl::Status& why, absl::Duration delay) {
    console.Complain(fmt::format("the daemon did not take it ({}); trying again in {:.1f} s",
                                 base::ErrorOf(why).reason, absl::ToDoubleSeconds(delay)));
  };
  const cli::Toolbox toolbox{.console = console,
                             .connect =
                                 [&pacing](std::string_view server) {
                                   return push::Connect(server, push::RetryPolicy(), pacing);
                                 },
                             .new_request_id = base::RandomId};
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return static_cast<int>(cli::RunCommandLine(arguments, toolbox));
}
