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
  kIndicatorInfo,
  kEvent,
  kLowerLimit,
  kMean,
  kPoint,
  kTarget,
  kUpperLimit,
  kValue,
  kOrganisation,
  kReturnInTime,
  kReturnOwed,
  kReturnReceived,
};

struct MetricInfo {
  Metric metric;
  std::string_view name;
  std::string_view help;
};

// All of them, by name.
std::span<const MetricInfo> Metrics();

// As it is asked for.
std::string_view NameOf(Metric metric);

// Whether each series of figures has one of its own.
bool IsOfSeries(Metric metric);
// Whether each return of an organisation has one.
bool IsOfReturns(Metric metric);

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_METRIC_H_
