#ifndef TRUSTWATCH_DAEMON_SAMPLES_METRIC_H_
#define TRUSTWATCH_DAEMON_SAMPLES_METRIC_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace trustwatch::samples {

// What history is served under, in order of name. Other names than those of /metrics: a name that
// is both scraped and read gives every series twice.
enum class Metric : std::uint8_t {
  kHistoryUp,
  kEvent,
  kLowerLimit,
  kMean,
  kPoint,
  kTarget,
  kUpperLimit,
  kValue,
  kOrganisation,
};

struct MetricInfo {
  Metric metric;
  std::string_view name;
  std::string_view help;
};

// All of them, by name.
std::span<const MetricInfo> Metrics();

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_METRIC_H_
