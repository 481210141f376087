#ifndef TRUSTWATCH_DAEMON_HTTP_PAST_PAGE_H_
#define TRUSTWATCH_DAEMON_HTTP_PAST_PAGE_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/http/page_body.h"
#include "daemon/insight/past_snapshots.h"

namespace trustwatch::http {

// The figures' part of the page that Prometheus scraped at some instant, or would have scraped:
// what MetricsPage says but of the daemon itself, byte for byte where nothing happened since.
// Definitions are those of now. Safe from any thread. Borrows `past`, which must outlive it.
class PastPage {
 public:
  explicit PastPage(const insight::PastSnapshotsReader& past) : past_(past) {}

  // What was known at `moment`, with what was owed and overdue at `now`. Reads the store, about 0.5
  // us a recorded row, and makes the text whole before any of it leaves. Errors are those of
  // store::Store.
  absl::StatusOr<PageBody> Answer(const insight::PastMoment& moment, absl::Time now,
                                  PageForm form) const;

 private:
  const insight::PastSnapshotsReader& past_;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_PAST_PAGE_H_
