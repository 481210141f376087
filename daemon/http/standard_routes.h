#ifndef TRUSTWATCH_DAEMON_HTTP_STANDARD_ROUTES_H_
#define TRUSTWATCH_DAEMON_HTTP_STANDARD_ROUTES_H_

#include <vector>

#include "daemon/http/metrics_page.h"
#include "daemon/http/readiness.h"
#include "daemon/http/route.h"

namespace trustwatch::http {

// /metrics, /livez and /readyz. Both arguments must outlive the routes.
std::vector<Route> StandardRoutes(const MetricsPage& page, const Readiness& readiness);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_STANDARD_ROUTES_H_
