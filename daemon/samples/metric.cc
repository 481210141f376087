#include "daemon/samples/metric.h"

#include <array>
#include <span>

namespace trustwatch::samples {
namespace {

constexpr std::array<MetricInfo, 9> kMetrics = {{
    {Metric::kHistoryUp, "trustwatch_history_up",
     "Always 1. Absent means that history cannot be read: alert on that."},
    {Metric::kEvent, "trustwatch_indicator_event",
     "1 on the day of something that changes a series: a step change, or an event of the "
     "register."},
    {Metric::kLowerLimit, "trustwatch_indicator_lower_limit",
     "The lower process limit at each period, in the indicator's unit."},
    {Metric::kMean, "trustwatch_indicator_mean",
     "The mean of the process that each period belongs to, in the indicator's unit."},
    {Metric::kPoint, "trustwatch_indicator_point",
     "The figure again, in a series for each verdict on it, so that charts can colour points."},
    {Metric::kTarget, "trustwatch_indicator_target",
     "The level that the standard in force asked for in each period, in the indicator's unit."},
    {Metric::kUpperLimit, "trustwatch_indicator_upper_limit",
     "The upper process limit at each period, in the indicator's unit."},
    {Metric::kValue, "trustwatch_indicator_value",
     "The figure of each period, in the indicator's unit. Never sum across indicators."},
    {Metric::kOrganisation, "trustwatch_organisation",
     "1 in each month in which an organisation is open: its name, region, ICB and kind as they are "
     "now, to be joined to history."},
}};

}  // namespace

std::span<const MetricInfo> Metrics() { return kMetrics; }

}  // namespace trustwatch::samples
