#include "daemon/app/options.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "daemon/app/address.h"
#include "daemon/app/version.h"
#include "daemon/base/error.h"
#include "daemon/base/log.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/caller.h"
#include "fmt/format.h"

namespace trustwatch::app {
namespace {

constexpr std::int64_t kStorePagesMax = 1'073'741'823;  // what SQLite can count to
constexpr int kDrainSecondsMax = 300;
constexpr std::size_t kBackupKeepMax = 1'000;
constexpr absl::Duration kBackupEveryMin = absl::Minutes(1);
constexpr absl::Duration kBackupEveryMax = absl::Hours(366 * 24);

constexpr const char* kFooter =
    "\nAn option may also stand in the file of --config, one a line, without its dashes:\n"
    "  listen = \"127.0.0.1:9190\"\n"
    "  no-reflection = true\n"
    "The command line wins over the file.\n\n"
    "SIGTERM and SIGINT drain and stop; a second one ends at once. SIGHUP reads the catalogue "
    "again.\n"
    "Exit codes: 0 stopped as asked, 1 could not start or serve, 2 an option is wrong.";

// The options as CLI11 fills them, before they are checked.
struct Words {
  std::string listen = Options().listen.ToString();
  std::string http_listen = Options().http_listen.ToString();
  std::string log_level = "info";
  std::string small_numbers = "hidden";
  bool no_reflection = false;
  std::string backup_directory;
  std::string backup_every = "24h";
  int drain_seconds = static_cast<int>(absl::ToInt64Seconds(Options().drain));
  Options options;
};

const std::map<std::string, base::Severity>& LogLevels() {
  static const auto& levels =
      *new std::map<std::string, base::Severity>{{"debug", base::Severity::kDebug},
                                                 {"info", base::Severity::kInfo},
                                                 {"warning", base::Severity::kWarning},
                                                 {"error", base::Severity::kError}};
  return levels;
}

void DeclareUpkeep(CLI::App& app, Words& words) {
  CLI::Option* const directory =
      app.add_option(
             "--backup-directory", words.backup_directory,
             "Folder for copies of the store, of this store alone; best on another disk. Each is "
             "checked and complete in itself. To restore one: stop the daemon, move the store's "
             "file and those beside it (-wal, -shm) away, copy it to --database, start (default: "
             "no copies are made)")
          ->type_name("DIR");
  app.add_option("--backup-every", words.backup_every,
                 "How often the store is copied, 1m to 8784h, as in 90m or 24h")
      ->type_name("DURATION")
      ->needs(directory)
      ->capture_default_str();
  app.add_option("--backup-keep", words.options.backup_keep,
                 fmt::format("How many copies are kept, 1 to {}; the oldest goes when a new one "
                             "is good",
                             kBackupKeepMax))
      ->type_name("NUMBER")
      ->check(CLI::Range(std::size_t{1}, kBackupKeepMax).description(""))
      ->needs(directory)
      ->capture_default_str();
  app.add_option("--watch-certificate", words.options.watched_certificates,
                 fmt::format("A certificate in PEM, the first in the file, whose expiry /metrics "
                             "tells: that of the TLS proxy in front, since the daemon has no TLS "
                             "itself; may be given {} times",
                             kCertificatesMax))
      ->type_name("FILE")
      ->expected(1, static_cast<int>(kCertificatesMax));
}

void Declare(CLI::App& app, Words& words) {
  app.add_option("--listen", words.listen,
                 "Loopback address and port for gRPC; port 0 to 65535, 0: the system chooses")
      ->type_name("ADDRESS")
      ->capture_default_str();
  app.add_option("--http-listen", words.http_listen,
                 "Loopback address and port for /metrics and probes; port as for --listen")
      ->type_name("ADDRESS")
      ->capture_default_str();
  app.add_option("--database", words.options.database,
                 "The store, one file, made if it is not there; its folder must exist")
      ->type_name("FILE")
      ->capture_default_str();
  app.add_option("--catalogue", words.options.catalogue,
                 "Folder of definition files: catalogue.toml and all that it lists (required)")
      ->type_name("DIR")
      ->required();
  app.add_option("--store-pages-max", words.options.store_pages_max,
                 fmt::format("The store's size at most, in pages of 4096 bytes, 0 to {}; 0: as "
                             "much as the disk holds",
                             kStorePagesMax))
      ->type_name("PAGES")
      ->check(CLI::Range(std::int64_t{0}, kStorePagesMax).description(""))
      ->capture_default_str();
  app.add_flag("--no-reflection", words.no_reflection,
               "Do not tell clients the contract by gRPC reflection (default: tell)");
  app.add_option("--small-numbers", words.small_numbers,
                 "Whether callers over HTTP see figures about few people: hidden (by the "
                 "catalogue's rule, as the NHS publishes them), shown (exact; only where whoever "
                 "reads the page may see them)")
      ->type_name("VIEW")
      ->check(CLI::IsMember({"hidden", "shown"}).description(""))
      ->capture_default_str();
  app.add_option("--log-level", words.log_level,
                 "Lines below this are not written to standard error: debug, info, warning, error")
      ->type_name("LEVEL")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}).description(""))
      ->capture_default_str();
  app.add_flag("--http-access-log", words.options.http_access_log,
               "Write a line at level info for each HTTP request (default: at level debug)");
  app.add_option("--drain-seconds", words.drain_seconds,
                 fmt::format("How long calls in hand may still take after SIGTERM, in seconds, 0 "
                             "to {}",
                             kDrainSecondsMax))
      ->type_name("SECONDS")
      ->check(CLI::Range(0, kDrainSecondsMax).description(""))
      ->capture_default_str();
  app.add_flag("--check", words.options.check,
               "Check options, catalogue and store, say what would be done, and exit; changes "
               "nothing")
      ->configurable(false);
}

absl::Status MalformedError(const std::string& what) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "OPTION_MALFORMED",
      .message = fmt::format("{}; trustwatchd --help tells every option and its range", what),
      .field = {}}
      .ToStatus();
}

absl::Status CheckBackups(const CLI::App& app, const Words& words, Options& options) {
  if (app.count("--backup-directory") > 0 && words.backup_directory.empty()) {
    return MalformedError("--backup-directory is empty");
  }
  options.backup_directory = words.backup_directory;
  if (absl::ParseDuration(words.backup_every, &options.backup_every) &&
      options.backup_every >= kBackupEveryMin && options.backup_every <= kBackupEveryMax) {
    return absl::OkStatus();
  }
  return MalformedError(
      fmt::format("--backup-every: \"{}\" is not a time of 1m to 8784h, such as 90m or 24h",
                  words.backup_every));
}

absl::Status CheckCertificates(const std::vector<std::string>& files) {
  std::set<std::string> seen;
  for (const std::string& file : files) {
    if (file.empty()) return MalformedError("--watch-certificate is empty");
    if (!seen.insert(file).second) {
      return MalformedError(fmt::format("--watch-certificate names {} twice", file));
    }
  }
  if (files.size() <= kCertificatesMax) return absl::OkStatus();
  return MalformedError(fmt::format("--watch-certificate is given {} times, and {} is the most",
                                    files.size(), kCertificatesMax));
}

absl::StatusOr<Parsed> Check(const CLI::App& app, Words words) {
  Options options = std::move(words.options);
  TRUSTWATCH_ASSIGN_OR_RETURN(options.listen, ParseListenAddress(words.listen, "--listen"));
  TRUSTWATCH_ASSIGN_OR_RETURN(options.http_listen,
                              ParseListenAddress(words.http_listen, "--http-listen"));
  options.reflection = !words.no_reflection;
  options.log_level = LogLevels().at(words.log_level);
  if (words.small_numbers == "shown") options.entitlements.over_http = domain::Sight::kExact;
  options.drain = absl::Seconds(words.drain_seconds);
  TRUSTWATCH_RETURN_IF_ERROR(CheckBackups(app, words, options));
  TRUSTWATCH_RETURN_IF_ERROR(CheckCertificates(options.watched_certificates));
  return options;
}

}  // namespace

absl::StatusOr<Parsed> ParseOptions(std::vector<std::string> arguments) {
  CLI::App app("Keeps what trusts report, and shows it.", "trustwatchd");
  Words words;
  Declare(app, words);
  DeclareUpkeep(app, words);
  app.set_version_flag("--version", fmt::format("trustwatchd {}", Version()));
  app.set_config("--config", "", "A file of options, in TOML")->type_name("FILE");
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.footer(kFooter);
  // CLI11 takes the words from the back.
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return Information{.text = app.help()};
  } catch (const CLI::CallForVersion&) {
    return Information{.text = app.version() + "\n"};
  } catch (const CLI::ConfigError& error) {
    return MalformedError(fmt::format(
        "the file of --config: {}",
        absl::StrReplaceAll(error.what(), {{"INI was not able to parse", "there is no option"}})));
  } catch (const CLI::ParseError& error) {
    return MalformedError(error.what());
  }
  return Check(app, std::move(words));
}

}  // namespace trustwatch::app
