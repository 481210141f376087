#include "daemon/stats/chart_choice.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "daemon/base/check.h"
#include "daemon/stats/known.h"

namespace trustwatch::stats {
namespace {

constexpr double kZeroShareMax = 0.25;
constexpr double kMedianCountMin = 2;
constexpr long double kDenominatorSpreadMin = 0.25L;

std::vector<double> KnownOf(std::span<const double> values, std::span<const std::uint8_t> known) {
  std::vector<double> result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (IsKnown(known, i)) result.push_back(values[i]);
  }
  return result;
}

bool AreRare(std::vector<double> events) {
  if (events.empty()) return false;
  const auto zeros = std::count(events.begin(), events.end(), 0.0);
  if (static_cast<double>(zeros) > kZeroShareMax * static_cast<double>(events.size())) return true;
  // The lower median of an even number: rare when half of the months are.
  const auto middle = events.begin() + static_cast<std::ptrdiff_t>((events.size() - 1) / 2);
  std::nth_element(events.begin(), middle, events.end());
  return *middle < kMedianCountMin;
}

bool AllAbove0(const std::vector<double>& denominators) {
  return std::all_of(denominators.begin(), denominators.end(), [](double d) { return d > 0; });
}

// Whether some denominator is a quarter of their mean or more away from it.
bool Vary(const std::vector<double>& denominators) {
  long double sum = 0;
  for (const double denominator : denominators) sum += denominator;
  const long double mean = sum / static_cast<long double>(denominators.size());
  return std::any_of(denominators.begin(), denominators.end(), [mean](double denominator) {
    return std::fabs(denominator - mean) >= kDenominatorSpreadMin * mean;
  });
}

ChartAdvice AdviseForRatio(DataKind kind, const std::vector<double>& denominators) {
  if (denominators.empty() || !AllAbove0(denominators)) {
    return {.chart = Chart::kXmr,
            .reason =
                "XmR, because the denominator is not known for every period, and a p' or u' "
                "chart needs it for each."};
  }
  if (!Vary(denominators)) {
    return {.chart = Chart::kXmr,
            .reason =
                "XmR, because every denominator is within a quarter of their mean: limits of "
                "their own for each period would be nearly equal."};
  }
  if (kind == DataKind::kProportion) {
    return {.chart = Chart::kPPrime,
            .reason =
                "p' (Laney), because the figure is a proportion whose denominators vary by a "
                "quarter of their mean or more: each period needs limits of its own."};
  }
  return {.chart = Chart::kUPrime,
          .reason =
              "u' (Laney), because the figure is a rate whose exposure varies by a quarter of "
              "its mean or more: each period needs limits of its own."};
}

}  // namespace

ChartAdvice AdviseChart(DataKind kind, std::span<const double> events,
                        std::span<const std::uint8_t> known, std::span<const double> denominators) {
  TRUSTWATCH_CHECK(Fits(known, events.size()));
  TRUSTWATCH_CHECK(denominators.empty() || denominators.size() == events.size());
  switch (kind) {
    case DataKind::kTimeBetween:
      return {.chart = Chart::kT,
              .reason = "t, because each figure is the time from one event to the next."};
    case DataKind::kOpportunitiesBetween:
      return {.chart = Chart::kG,
              .reason =
                  "g, because each figure counts the opportunities from one event to the "
                  "next."};
    case DataKind::kMeasurement:
      return {.chart = Chart::kXmr,
              .reason = "XmR, because the figure is a measurement, not a count."};
    case DataKind::kCount:
    case DataKind::kProportion:
    case DataKind::kRate:
      break;
  }
  const bool rare = AreRare(KnownOf(events, known));
  ChartAdvice advice =
      kind == DataKind::kCount
          ? ChartAdvice{.chart = Chart::kXmr,
                        .reason = "XmR, because the figure is a count without a denominator."}
          : AdviseForRatio(kind, KnownOf(denominators, known));
  if (rare) {
    advice.too_rare = true;
    advice.reason =
        "The events are too rare for a chart by period: more than a quarter of the periods have "
        "none, or half of them have fewer than two. Record the date of each event, or the "
        "opportunities between events, and use a t or g chart.";
  }
  return advice;
}

}  // namespace trustwatch::stats
