#ifndef TRUSTWATCH_DAEMON_HTTP_LABEL_ROUTES_H_
#define TRUSTWATCH_DAEMON_HTTP_LABEL_ROUTES_H_

#include <vector>

#include "daemon/http/by_sight.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/route.h"
#include "daemon/samples/archive.h"

namespace trustwatch::http {

// /api/v1/series, /api/v1/labels and /api/v1/label/{name}/values of Prometheus' HTTP API, over
// history: GET, and POST with a form. Prometheus does not ask a remote store for label names and
// values; a proxy that sends these paths here gives Grafana its menus. Without match[], labels and
// values are those of all series; series needs one. There is no PromQL here: Prometheus evaluates
// it over what it reads from us. The archives and the gate must outlive the routes.
std::vector<Route> LabelRoutes(const BySight<samples::Archive>& archives, QueryGate& gate);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_LABEL_ROUTES_H_
