#ifndef TRUSTWATCH_DAEMON_TELEMETRY_TELEMETRY_H_
#define TRUSTWATCH_DAEMON_TELEMETRY_TELEMETRY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace prometheus {
struct MetricFamily;
class Registry;
}  // namespace prometheus

namespace trustwatch::telemetry {

// What the daemon says of itself: counters and histograms in prometheus-cpp's registry. Every label
// value comes from a bounded set. Safe from any thread; each call costs well under a microsecond.
class Telemetry {
 public:
  explicit Telemetry(std::string_view version);
  ~Telemetry();

  // A gRPC call ended. `code` is the gRPC status name: OK, INVALID_ARGUMENT.
  void RpcFinished(std::string_view service, std::string_view method, std::string_view code,
                   absl::Duration took);
  void RpcStarted(std::string_view service, std::string_view method);

  // A draft was judged. outcome: accepted, partly_accepted, refused.
  void SubmissionJudged(std::string_view outcome, bool dry_run, std::size_t observations);
  // Findings of one kind in one draft. level: warn, explain, refuse.
  void FindingsMade(std::string_view level, std::string_view reason, std::size_t count);

  // A transaction ended.
  void CommitFinished(std::size_t submissions, std::size_t observations, absl::Duration took,
                      bool ok);

  void CatalogueReloaded(bool ok, std::string_view version_in_force);
  void HttpFinished(std::string_view path, int status, absl::Duration took);

  // Read at every scrape. Set once, before the first scrape.
  void SetStoreGauges(std::size_t waiting_submissions, std::size_t waiting_observations,
                      std::int64_t file_bytes, std::int64_t log_bytes);

  // All families as they stand now.
  std::vector<prometheus::MetricFamily> Collect() const;

 private:
  struct Metrics;
  std::unique_ptr<Metrics> metrics_;
};

}  // namespace trustwatch::telemetry

#endif  // TRUSTWATCH_DAEMON_TELEMETRY_TELEMETRY_H_
