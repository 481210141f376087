#ifndef TRUSTWATCH_DAEMON_TELEMETRY_SCRAPED_FAMILIES_H_
#define TRUSTWATCH_DAEMON_TELEMETRY_SCRAPED_FAMILIES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "daemon/telemetry/gauges.h"
#include "prometheus/client_metric.h"
#include "prometheus/metric_family.h"

// What is not counted while the daemon works, but asked at every scrape, as families.
namespace trustwatch::telemetry {

using Families = std::vector<prometheus::MetricFamily>;

// A family of one sample.
prometheus::MetricFamily OneGauge(std::string_view name, std::string_view help, double value,
                                  std::vector<prometheus::ClientMetric::Label> labels = {});

// Each adds to `families` in no order. What is unknown adds no family.
void AddProcess(Families& families);
void AddTime(absl::Time now, Families& families);
void AddStore(const StoreGauges& gauges, Families& families);

}  // namespace trustwatch::telemetry

#endif  // TRUSTWATCH_DAEMON_TELEMETRY_SCRAPED_FAMILIES_H_
