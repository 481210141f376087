#ifndef TRUSTWATCH_DAEMON_APP_OPTIONS_H_
#define TRUSTWATCH_DAEMON_APP_OPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/app/address.h"
#include "daemon/base/log.h"
#include "daemon/security/caller.h"

namespace trustwatch::app {

inline constexpr std::size_t kCertificatesMax = 16;

// What the operator asked for, checked. The defaults here are those that --help tells.
struct Options {
  Address listen{.host = "127.0.0.1", .port = 9190};
  Address http_listen{.host = "127.0.0.1", .port = 9191};
  std::filesystem::path database = "trustwatch.db";
  std::filesystem::path catalogue;
  std::int64_t store_pages_max = 0;  // of 4,096 bytes; 0: as many as the disk holds
  bool reflection = true;
  base::Severity log_level = base::Severity::kInfo;
  bool http_access_log = false;
  absl::Duration drain = absl::Seconds(20);
  bool check = false;
  security::Entitlements entitlements;
  std::filesystem::path backup_directory;  // empty: no copies are made
  absl::Duration backup_every = absl::Hours(24);
  std::size_t backup_keep = 14;
  std::vector<std::string> watched_certificates;  // files, none twice, kCertificatesMax at most
};

// Text that was asked for instead of a daemon: --help or --version.
struct Information {
  std::string text;
};

using Parsed = std::variant<Options, Information>;

// Reads the command line and the file that --config names; the command line wins. `arguments` are
// the words after the program's name. kInvalidArgument: OPTION_MALFORMED, or an error of
// ParseListenAddress. Reads that one file; prints nothing.
absl::StatusOr<Parsed> ParseOptions(std::vector<std::string> arguments);

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_OPTIONS_H_
