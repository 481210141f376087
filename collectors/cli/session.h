#ifndef TRUSTWATCH_COLLECTORS_CLI_SESSION_H_
#define TRUSTWATCH_COLLECTORS_CLI_SESSION_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "collectors/cli/console.h"
#include "collectors/cli/exit_code.h"
#include "collectors/push/client.h"

namespace trustwatch::cli {

enum class Format : std::uint8_t { kTable, kJson, kCsv };

// What a command that talks to a daemon works with. Borrows the console and the client.
struct Session {
  const Console& console;
  Format format = Format::kTable;
  push::Client& client;
  std::function<std::string()> new_request_id;
};

// Complains, with the command that helps where there is one, and says what a script is to make of
// it.
ExitCode Fail(const Console& console, const absl::Status& status);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_SESSION_H_
