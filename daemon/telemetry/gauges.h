#ifndef TRUSTWATCH_DAEMON_TELEMETRY_GAUGES_H_
#define TRUSTWATCH_DAEMON_TELEMETRY_GAUGES_H_

#include <cstddef>
#include <cstdint>
#include <optional>

namespace trustwatch::telemetry {

// What is asked of the store at every scrape.
struct StoreGauges {
  std::size_t waiting_submissions = 0;
  std::size_t waiting_observations = 0;
  std::int64_t file_bytes = 0;
  std::int64_t log_bytes = 0;
  // Of the file system that holds the file; free to the daemon. Absent if it does not say.
  std::optional<std::uintmax_t> filesystem_size_bytes;
  std::optional<std::uintmax_t> filesystem_free_bytes;
};

}  // namespace trustwatch::telemetry

#endif  // TRUSTWATCH_DAEMON_TELEMETRY_GAUGES_H_
