#ifndef TRUSTWATCH_DAEMON_TELEMETRY_TELEMETRY_H_
#define TRUSTWATCH_DAEMON_TELEMETRY_TELEMETRY_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/telemetry/gauges.h"

namespace prometheus {
struct MetricFamily;
}  // namespace prometheus

namespace trustwatch::telemetry {

// What the daemon says of itself: counters and histograms in prometheus-cpp's registry. Safe from
// any thread; each call costs well under a microsecond, Collect about 0.1 ms.
//
// Label values must come from bounded sets: names of our own, never what a caller wrote. Beyond
// kSeriesPerFamilyMax series a family counts under "other".
class Telemetry {
 public:
  // `clock` must outlive it.
  Telemetry(std::string_view version, const base::Clock& clock);
  ~Telemetry();
  Telemetry(const Telemetry&) = delete;
  Telemetry& operator=(const Telemetry&) = delete;

  // A gRPC call began, and ended: once each for a call. `code` is the gRPC status name: OK,
  // INVALID_ARGUMENT.
  void RpcStarted(std::string_view service, std::string_view method);
  void RpcFinished(std::string_view service, std::string_view method, std::string_view code,
                   absl::Duration took);

  // The codes of the organisations that the register in force knows. Submissions of others count,
  // and no instant is kept of them.
  void OrganisationsAre(const std::vector<std::string>& codes);
  // A draft was judged just now. outcome: accepted, partly_accepted, refused. `observations` are
  // the rows that were recorded: they are counted unless it was a dry run or refused. The instant
  // is kept for the organisation unless it was a dry run.
  struct Judged {
    std::string_view organisation;
    std::string_view outcome;
    bool dry_run = false;
    std::size_t observations = 0;
  };
  void SubmissionJudged(const Judged& judged);
  // Findings of one kind in one draft. level: warn, explain, refuse.
  void FindingsMade(std::string_view level, std::string_view reason, std::size_t count);

  // A transaction ended. One that failed counts in trustwatch_commits_total alone.
  void CommitFinished(std::size_t submissions, std::size_t observations, absl::Duration took,
                      bool ok);

  // The definitions were read, at start or again. `version_in_force` is the old one if not `ok`;
  // empty: none yet.
  void CatalogueReloaded(bool ok, std::string_view version_in_force);
  // An HTTP request began, is about to be answered, and ended, answered or not. `path` is the
  // pattern of a route, or "other".
  void HttpStarted();
  void HttpAnswered(std::string_view path, int status);
  void HttpFinished(std::string_view path, absl::Duration took);
  // The store was copied, or could not be.
  void BackupFinished(bool ok);

  // `read` is called by every Collect, on its thread; nullptr: no longer. What it captures must
  // live until it is replaced and no Collect is under way.
  void SetStoreGauges(std::function<StoreGauges()> read);
  void SetUpkeepGauges(std::function<UpkeepGauges()> read);

  // All families as they stand now, by name; the series of each by their labels.
  std::vector<prometheus::MetricFamily> Collect() const;

 private:
  struct Metrics;
  const base::Clock& clock_;
  std::unique_ptr<Metrics> metrics_;
};

}  // namespace trustwatch::telemetry

#endif  // TRUSTWATCH_DAEMON_TELEMETRY_TELEMETRY_H_
