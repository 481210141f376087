#ifndef TRUSTWATCH_DAEMON_HTTP_PAST_PAGE_ROUTE_H_
#define TRUSTWATCH_DAEMON_HTTP_PAST_PAGE_ROUTE_H_

#include "daemon/base/clock.h"
#include "daemon/http/by_sight.h"
#include "daemon/http/past_page.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/route.h"

namespace trustwatch::http {

// GET /export/metrics: the figures' part of /metrics as of a day. history.md describes it. All
// arguments must outlive the route.
Route PastPageRoute(const BySight<PastPage>& pages, QueryGate& gate, const base::Clock& clock);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_PAST_PAGE_ROUTE_H_
