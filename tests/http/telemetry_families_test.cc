#include "daemon/http/telemetry_families.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "daemon/http/exposition.h"
#include "gtest/gtest.h"
#include "prometheus/metric_family.h"
#include "prometheus/metric_type.h"

namespace trustwatch::http {
namespace {

::prometheus::MetricFamily Family(const char* name, ::prometheus::MetricType type) {
  ::prometheus::MetricFamily family;
  family.name = name;
  family.help = "Help.";
  family.type = type;
  family.metric.resize(1);
  return family;
}

std::string Written(const std::vector<::prometheus::MetricFamily>& collected) {
  Exposition page;
  for (const PageFamily& family : TelemetryFamilies(collected)) {
    page.BeginFamily(family.name, family.type, family.help);
    family.write_samples(page);
  }
  return std::move(page).Finish();
}

TEST(TelemetryFamiliesTest, CountersAndGaugesAreTheirValues) {
  auto counter = Family("a_total", ::prometheus::MetricType::Counter);
  counter.metric[0].counter.value = 7;
  counter.metric[0].label = {{.name = "code", .value = "O\"K"}};
  auto gauge = Family("b", ::prometheus::MetricType::Gauge);
  gauge.metric[0].gauge.value = -0.5;
  EXPECT_EQ(Written({counter, gauge}),
            "# HELP a_total Help.\n# TYPE a_total counter\na_total{code=\"O\\\"K\"} 7\n"
            "# HELP b Help.\n# TYPE b gauge\nb -0.5\n");
}

TEST(TelemetryFamiliesTest, AHistogramIsBucketsSumAndCount) {
  auto family = Family("h_seconds", ::prometheus::MetricType::Histogram);
  auto& histogram = family.metric[0].histogram;
  histogram.sample_count = 3;
  histogram.sample_sum = 1.5;
  histogram.bucket = {
      {.cumulative_count = 1, .upper_bound = 0.0005},
      {.cumulative_count = 3, .upper_bound = std::numeric_limits<double>::infinity()}};
  family.metric[0].label = {{.name = "method", .value = "Submit"}};
  EXPECT_EQ(Written({family}),
            "# HELP h_seconds Help.\n# TYPE h_seconds histogram\n"
            "h_seconds_bucket{method=\"Submit\",le=\"0.0005\"} 1\n"
            "h_seconds_bucket{method=\"Submit\",le=\"+Inf\"} 3\n"
            "h_seconds_sum{method=\"Submit\"} 1.5\n"
            "h_seconds_count{method=\"Submit\"} 3\n");
}

TEST(TelemetryFamiliesTest, AFamilyOfNothingIsStillExplained) {
  auto family = Family("a_total", ::prometheus::MetricType::Counter);
  family.metric.clear();
  EXPECT_EQ(Written({family}), "# HELP a_total Help.\n# TYPE a_total counter\n");
}

TEST(TelemetryFamiliesDeathTest, WhatWeNeverMakeIsNotGuessed) {
  EXPECT_DEATH(Written({Family("s", ::prometheus::MetricType::Summary)}), "we believed");
  EXPECT_DEATH(Written({Family("h", ::prometheus::MetricType::Histogram)}), "has_last");
}

}  // namespace
}  // namespace trustwatch::http
