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

using Labels = std::vector<prometheus::ClientMetric::Label>;

// A family of gauges without samples, and one more sample of one.
prometheus::MetricFamily GaugeFamily(std::string_view name, std::string_view help);
void AddSample(double value, Labels labels, prometheus::MetricFamily& family);
// A family of one sample.
prometheus::MetricFamily OneGauge(std::string_view name, std::string_view help, double value,
                                  Labels labels = {});

// Since 1970, to a microsecond.
double SecondsOf(absl::Time time);

// Each adds to `families` in no order. What is unknown adds no family.
void AddProcess(Families& families);
void AddTime(absl::Time now, Families& families);
void AddStore(const StoreGauges& gauges, Families& families);
void AddUpkeep(const UpkeepGauges& gauges, Families& families);

}  // namespace trustwatch::telemetry

#endif  // TRUSTWATCH_DAEMON_TELEMETRY_SCRAPED_FAMILIES_H_
