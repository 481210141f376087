#ifndef TRUSTWATCH_DAEMON_HTTP_EXPORT_ROUTES_H_
#define TRUSTWATCH_DAEMON_HTTP_EXPORT_ROUTES_H_

#include <vector>

#include "daemon/http/by_sight.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/route.h"
#include "daemon/samples/archive.h"

namespace trustwatch::http {

// /export/openmetrics, /export/csv and /export/json: history as files, whole or in part, as of now
// or any day. history.md describes them. They leave in pieces, as they are made; where something
// fails on the way the connection is broken off, so that nobody takes the half for the whole. The
// archives and the gate must outlive the routes.
std::vector<Route> ExportRoutes(const BySight<samples::Archive>& archives, QueryGate& gate);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_EXPORT_ROUTES_H_
