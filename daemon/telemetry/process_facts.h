#ifndef TRUSTWATCH_DAEMON_TELEMETRY_PROCESS_FACTS_H_
#define TRUSTWATCH_DAEMON_TELEMETRY_PROCESS_FACTS_H_

#include <filesystem>
#include <optional>

namespace trustwatch::telemetry {

// What the kernel says of a process. What could not be read is absent.
struct ProcessFacts {
  std::optional<double> cpu_seconds;  // user and system, since the start
  std::optional<double> resident_bytes;
  std::optional<double> virtual_bytes;
  std::optional<double> start_time_seconds;  // since 1970-01-01, to a hundredth
  std::optional<double> open_fds;
  std::optional<double> max_fds;  // the soft limit; absent if there is none
};

// Reads a folder laid out as /proc: self/stat, self/limits, self/fd and stat. Safe from any thread;
// about 20 us and 1 us for each open file.
ProcessFacts ReadProcessFacts(const std::filesystem::path& proc);

}  // namespace trustwatch::telemetry

#endif  // TRUSTWATCH_DAEMON_TELEMETRY_PROCESS_FACTS_H_
