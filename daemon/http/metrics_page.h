#ifndef TRUSTWATCH_DAEMON_HTTP_METRICS_PAGE_H_
#define TRUSTWATCH_DAEMON_HTTP_METRICS_PAGE_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "daemon/base/clock.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/verdicts.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::http {

// The verdicts of now. Safe from any thread.
using VerdictSource = std::function<absl::StatusOr<insight::VerdictSnapshot>()>;

// The page that Prometheus scrapes: what the daemon says of itself, and the latest value of every
// series with its companions and its verdict. metrics.md lists it. Safe from any thread. Borrows
// all it is given, which must outlive it.
class MetricsPage {
 public:
  MetricsPage(const telemetry::Telemetry& telemetry, const insight::Latest& latest,
              VerdictSource verdicts, const base::Published<domain::Definitions>& definitions,
              const base::Clock& clock);

  // The whole page as it stands now, families by name; without verdicts, and with a line in the
  // log, while they cannot be made. No lock is held while it is written. About
  // 70 ns and 130 bytes a sample; 200 ns where the page is of tens of megabytes, because the kernel
  // must find that much memory.
  std::string Render() const;

 private:
  const telemetry::Telemetry& telemetry_;
  const insight::Latest& latest_;
  const VerdictSource verdicts_;
  const base::Published<domain::Definitions>& definitions_;
  const base::Clock& clock_;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_METRICS_PAGE_H_
