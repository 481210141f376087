#include "daemon/samples/metric.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace trustwatch::samples {
namespace {

constexpr std::array<MetricInfo, 13> kMetrics = {{
    {Metric::kHistoryUp, "trustwatch_history_up",
     "Always 1. Absent means that history cannot be read: alert on that."},
    {Metric::kIndicatorInfo, "trustwatch_indicator",
     "1 in each month: an indicator's title, unit and direction as they are now, to be joined to "
     "history."},
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
    {Metric::kReturnInTime, "trustwatch_return_month_in_time",
     "How many figures of a return that an organisation owed for a month came by the deadline."},
    {Metric::kReturnOwed, "trustwatch_return_month_owed",
     "How many figures of a return an organisation owed for periods that ended in a month."},
    {Metric::kReturnReceived, "trustwatch_return_month_received",
     "How many figures of a return that an organisation owed for a month have come."},
}};

}  // namespace

std::span<const MetricInfo> Metrics() { return kMetrics; }

std::string_view NameOf(Metric metric) {
  const auto found = std::find_if(kMetrics.begin(), kMetrics.end(),
                                  [metric](const auto& info) { return info.metric == metric; });
  return found->name;
}

bool IsOfSeries(Metric metric) {
  return metric != Metric::kHistoryUp && metric != Metric::kIndicatorInfo &&
         metric != Metric::kEvent && metric != Metric::kOrganisation && !IsOfReturns(metric);
}

bool IsOfReturns(Metric metric) {
  return metric == Metric::kReturnInTime || metric == Metric::kReturnOwed ||
         metric == Metric::kReturnReceived;
}

}  // namespace trustwatch::samples
