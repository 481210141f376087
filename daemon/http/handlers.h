#ifndef TRUSTWATCH_DAEMON_HTTP_HANDLERS_H_
#define TRUSTWATCH_DAEMON_HTTP_HANDLERS_H_

#include "daemon/http/metrics_page.h"
#include "daemon/http/readiness.h"
#include "daemon/telemetry/telemetry.h"
#include "httplib.h"

namespace trustwatch::http {

// Gives `server` its pages, its refusals, and its log and counts of requests. All must outlive it.
void AddHandlers(const MetricsPage& page, const Readiness& readiness,
                 telemetry::Telemetry& telemetry, httplib::Server& server);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_HANDLERS_H_
