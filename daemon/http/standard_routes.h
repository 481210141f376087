#ifndef TRUSTWATCH_DAEMON_HTTP_STANDARD_ROUTES_H_
#define TRUSTWATCH_DAEMON_HTTP_STANDARD_ROUTES_H_

#include <vector>

#include "daemon/http/by_sight.h"
#include "daemon/http/metrics_page.h"
#include "daemon/http/readiness.h"
#include "daemon/http/route.h"

namespace trustwatch::http {

// /metrics, /livez and /readyz. The pages and `readiness` must outlive the
// routes.
std::vector<Route> StandardRoutes(const BySight<MetricsPage>& pages, const Readiness& readiness);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_STANDARD_ROUTES_H_
