#ifndef TRUSTWATCH_DAEMON_APP_CERTIFICATE_FILES_H_
#define TRUSTWATCH_DAEMON_APP_CERTIFICATE_FILES_H_

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/base/mutex.h"
#include "daemon/telemetry/gauges.h"

namespace trustwatch::app {

// When the first certificate of a PEM file ends: in a server's file that is its own, and the chain
// follows. kFailedPrecondition (CERTIFICATE_UNREADABLE) if it is no regular file, cannot be read,
// has more than kCertificateBytesMax, or holds no certificate. About 50 us.
inline constexpr std::uintmax_t kCertificateBytesMax = 1 << 20;
absl::StatusOr<absl::Time> ReadCertificateExpiry(const std::string& file);

// The certificates that an operator wants watched. Safe from any thread.
class CertificateFiles {
 public:
  // `clock` must outlive it. Reads nothing yet.
  CertificateFiles(const std::vector<std::string>& files, const base::Clock& clock);

  // Each file in the order given, with its expiry if it can be read. A file is looked at every
  // time, and read again when it was written, replaced or given other rights since, or an hour
  // after it was read last. One that can no longer be read is one warning of the log.
  std::vector<telemetry::CertificateGauge> Read() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // What changes when a file's content or rights may have: device, inode, size, and the times of
  // the last writing and change, in nanoseconds since 1970.
  using Mark = std::tuple<dev_t, ino_t, off_t, std::int64_t, std::int64_t>;

  struct Watched {
    std::string file;
    std::optional<Mark> mark = std::nullopt;  // absent: it could not be looked at, or not yet
    absl::Time read_at = absl::InfinitePast();
    std::optional<absl::Time> expires = std::nullopt;
    bool is_told = false;  // the log knows that it cannot be read
  };

  static std::optional<Mark> MarkOf(const std::string& file);
  static void ReadAgain(Watched& watched);

  const base::Clock& clock_;
  base::Mutex mutex_;
  std::vector<Watched> watched_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_CERTIFICATE_FILES_H_
