#ifndef TRUSTWATCH_DAEMON_TELEMETRY_GAUGES_H_
#define TRUSTWATCH_DAEMON_TELEMETRY_GAUGES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"

// What is asked of others at every scrape.
namespace trustwatch::telemetry {

// Of the store.
struct StoreGauges {
  std::size_t waiting_submissions = 0;
  std::size_t waiting_observations = 0;
  std::int64_t file_bytes = 0;
  std::int64_t log_bytes = 0;
  // Of the file system that holds the file; free to the daemon. Absent if it does not say.
  std::optional<std::uintmax_t> filesystem_size_bytes;
  std::optional<std::uintmax_t> filesystem_free_bytes;
};

// Of the copies of the store.
struct BackupGauges {
  absl::Duration interval;
  std::optional<absl::Time> last_success;  // absent until one succeeded
  std::optional<std::uintmax_t> last_size_bytes;
};

// Of one file that the operator named.
struct CertificateGauge {
  std::string file;
  std::optional<absl::Time> expires;  // absent if it cannot be read
};

// Of what an operator has the daemon look after.
struct UpkeepGauges {
  std::optional<BackupGauges> backups;         // absent if none are made
  std::vector<CertificateGauge> certificates;  // no file twice
};

}  // namespace trustwatch::telemetry

#endif  // TRUSTWATCH_DAEMON_TELEMETRY_GAUGES_H_
