#ifndef TRUSTWATCH_DAEMON_HTTP_METRICS_PAGE_H_
#define TRUSTWATCH_DAEMON_HTTP_METRICS_PAGE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "daemon/base/clock.h"
#include "daemon/base/published.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/http/exposition.h"
#include "daemon/http/kept_facts.h"
#include "daemon/http/kept_page.h"
#include "daemon/http/page_body.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/verdicts.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::http {

// The verdicts of now. Safe from any thread.
using VerdictSource = std::function<absl::StatusOr<insight::VerdictSnapshot>()>;

// An answer with the page, or without it because the client has it.
struct PageAnswer {
  std::string etag;  // W/"..."
  std::optional<PageBody> body;
};

// The page that Prometheus scrapes: the latest value of every series with its companions and its
// verdict, in the view that `sight` names, of which `verdicts` must be; and what the daemon says of
// itself. metrics.md lists it. Safe from any thread. Borrows all it is given, which must outlive
// it.
class MetricsPage {
 public:
  MetricsPage(const telemetry::Telemetry& telemetry, const insight::Latest& latest,
              VerdictSource verdicts, const base::Published<domain::Definitions>& definitions,
              const base::Clock& clock, domain::Sight sight);

  // The whole page as it stands now: figures and definitions, then the daemon itself, each by name;
  // without verdicts, and with a line in the log, while they cannot be made. No body if the header
  // If-None-Match names the page as it stands: its ETag changes with any figure, verdict,
  // definition or count of what is owed, when a deadline passes or a month ends, and with the
  // process, but not with what the daemon counts of itself. Holds no lock that a writer needs.
  //
  // Costs about 0.2 ms and 30 ns for each series, and what KeptPage says after a change.
  PageAnswer Answer(PageForm form, std::string_view if_none_match) const;

  // The text of it.
  std::string Render(Dialect dialect = Dialect::kText) const;

 private:
  const telemetry::Telemetry& telemetry_;
  const insight::Latest& latest_;
  const VerdictSource verdicts_;
  const base::Published<domain::Definitions>& definitions_;
  const base::Clock& clock_;
  const std::string process_;  // tells the ETags of two processes apart
  const std::unique_ptr<KeptFacts> facts_;
  const std::unique_ptr<KeptPage> kept_;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_METRICS_PAGE_H_
