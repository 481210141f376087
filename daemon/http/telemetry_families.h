#ifndef TRUSTWATCH_DAEMON_HTTP_TELEMETRY_FAMILIES_H_
#define TRUSTWATCH_DAEMON_HTTP_TELEMETRY_FAMILIES_H_

#include <vector>

#include "daemon/http/page_family.h"
#include "prometheus/metric_family.h"

namespace trustwatch::http {

// What the daemon says of itself, as families of a page. `collected` must outlive them. Counters,
// gauges and histograms: telemetry makes nothing else, and anything else ends the process.
std::vector<PageFamily> TelemetryFamilies(const std::vector<::prometheus::MetricFamily>& collected);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_TELEMETRY_FAMILIES_H_
