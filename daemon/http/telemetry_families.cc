#include "daemon/http/telemetry_families.h"

#include <cmath>
#include <string>
#include <vector>

#include "daemon/base/check.h"
#include "daemon/http/exposition.h"
#include "prometheus/client_metric.h"
#include "prometheus/metric_type.h"

namespace trustwatch::http {
namespace {

using ::prometheus::ClientMetric;

MetricType TypeOf(const ::prometheus::MetricFamily& family) {
  switch (family.type) {
    case ::prometheus::MetricType::Counter:
      return MetricType::kCounter;
    case ::prometheus::MetricType::Gauge:
      return family.name.ends_with("_info") ? MetricType::kInfo : MetricType::kGauge;
    case ::prometheus::MetricType::Histogram:
      return MetricType::kHistogram;
    case ::prometheus::MetricType::Summary:
    case ::prometheus::MetricType::Untyped:
      break;
  }
  TRUSTWATCH_CHECK(false);
}

std::string LabelsOf(const ClientMetric& metric) {
  std::string labels;
  for (const ClientMetric::Label& label : metric.label) {
    AppendLabel(label.name, label.value, labels);
  }
  return labels;
}

void WriteHistogram(const ClientMetric& metric, const std::string& labels, Exposition& page) {
  const ClientMetric::Histogram& histogram = metric.histogram;
  bool has_last = false;
  std::string bound;
  std::string number;
  for (const ClientMetric::Bucket& bucket : histogram.bucket) {
    has_last = has_last || std::isinf(bucket.upper_bound);
    number.clear();
    AppendBound(bucket.upper_bound, number);
    bound.clear();
    AppendLabel("le", number, bound);
    page.Sample("_bucket", labels, bound, static_cast<double>(bucket.cumulative_count));
  }
  TRUSTWATCH_CHECK(has_last);  // the bucket of everything, which the format requires
  page.Sample("_sum", labels, "", histogram.sample_sum);
  page.Sample("_count", labels, "", static_cast<double>(histogram.sample_count));
}

void WriteSamples(const ::prometheus::MetricFamily& family, Exposition& page) {
  const MetricType type = TypeOf(family);
  for (const ClientMetric& metric : family.metric) {
    const std::string labels = LabelsOf(metric);
    if (type == MetricType::kHistogram) {
      WriteHistogram(metric, labels, page);
    } else {
      page.Sample(labels, type == MetricType::kCounter ? metric.counter.value : metric.gauge.value);
    }
  }
}

}  // namespace

std::vector<PageFamily> TelemetryFamilies(
    const std::vector<::prometheus::MetricFamily>& collected) {
  std::vector<PageFamily> families;
  for (const ::prometheus::MetricFamily& family : collected) {
    families.push_back(
        {.name = family.name,
         .type = TypeOf(family),
         .help = family.help,
         .write_samples = [&family](Exposition& page) { WriteSamples(family, page); }});
  }
  return families;
}

}  // namespace trustwatch::http
