#ifndef TRUSTWATCH_DAEMON_HTTP_READ_ROUTE_H_
#define TRUSTWATCH_DAEMON_HTTP_READ_ROUTE_H_

#include "daemon/http/by_sight.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/route.h"
#include "daemon/samples/archive.h"

namespace trustwatch::http {

// POST /api/v1/read: history for Prometheus, as its remote read asks for it. An answer is made
// whole before its first byte leaves, so that a failure is never taken for a short answer; what one
// may take is in samples::QueryLimits. The archives and the gate must outlive the route.
Route ReadRoute(const BySight<samples::Archive>& archives, QueryGate& gate);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_READ_ROUTE_H_
