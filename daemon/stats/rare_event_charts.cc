#include "daemon/stats/rare_event_charts.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "daemon/base/check.h"
#include "daemon/stats/known.h"
#include "daemon/stats/mean.h"
#include "daemon/stats/saturate.h"
#include "daemon/stats/xmr_limits.h"
#include "daemon/stats/xmr_options.h"

namespace trustwatch::stats {
namespace {

// Nelson's: 1/3.6 of a power makes an exponential time a nearly symmetric Weibull one.
constexpr long double kPower = 3.6L;

// What of a normal distribution lies below its mean minus three and minus two sigma.
constexpr long double kBelowThree = 0.00135L;
constexpr long double kBelowTwo = 0.02275L;

double Back(double y) {
  return Saturate(std::pow(std::max(0.0L, static_cast<long double>(y)), kPower));
}

// The smallest number of opportunities x of which P(X <= x) is at least `chance`, where
// P(X <= x) = 1 - q^(x + 1) and q = g / (g + 1).
double Quantile(long double chance, long double g) {
  if (g <= 0) return 0;
  const long double log_q = -std::log1p(1 / g);
  const long double x = std::ceil(std::log1p(-chance) / log_q - 1);
  return Saturate(std::max(0.0L, x));
}

// The largest x that so little as `chance` lies below: P(X < x) <= chance.
double LowerQuantile(long double chance, long double g) {
  if (g <= 0) return 0;
  const long double log_q = -std::log1p(1 / g);
  return Saturate(std::floor(std::log1p(-chance) / log_q));
}

Lines ProbabilityLines(long double g) {
  Lines lines{.centre = Quantile(0.5L, g),
              .lower = LowerQuantile(kBelowThree, g),
              .upper = Quantile(1 - kBelowThree, g),
              .near_lower = LowerQuantile(kBelowTwo, g),
              .near_upper = Quantile(1 - kBelowTwo, g)};
  return lines;
}

Lines ThreeSigmaLines(long double g, GVariant variant) {
  const long double sigma = std::sqrt(g * (g + 1));
  const bool lower = variant == GVariant::kThreeSigma;
  return Lines{.centre = Saturate(lower ? g : 0.693L * g),
               .lower = lower ? Saturate(std::max(0.0L, g - 3 * sigma)) : 0,
               .upper = Saturate(g + 3 * sigma),
               .near_lower = lower ? Saturate(std::max(0.0L, g - 2 * sigma)) : 0,
               .near_upper = Saturate(g + 2 * sigma)};
}

std::size_t Rows(std::size_t points, int baseline_rows) {
  return std::min(points, static_cast<std::size_t>(std::max(0, baseline_rows)));
}

}  // namespace

RareEventChart ComputeTChart(std::span<const double> times, std::span<const std::uint8_t> known,
                             int baseline_rows, const RareEventOptions& options) {
  TRUSTWATCH_CHECK(Fits(known, times.size()));
  std::vector<double> transformed(times.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (!IsKnown(known, i)) continue;
    transformed[i] = Saturate(std::pow(static_cast<long double>(times[i]), 1 / kPower));
  }
  const XmrOptions xmr{.screen_moving_ranges = options.screen_moving_ranges,
                       .limit_points_min = options.limit_points_min,
                       .firm_limit_points_min = options.firm_limit_points_min};
  const XmrLimits limits = ComputeXmrLimits(transformed, known, baseline_rows, xmr);
  RareEventChart chart{.baseline_points = limits.baseline_points,
                       .trial = limits.trial,
                       .mean = std::nullopt,
                       .lines = Lines{.has_centre = false}};
  if (!limits.mean.has_value()) return chart;
  chart.mean = Back(*limits.mean);
  chart.lines = Lines{.centre = *chart.mean};
  if (!limits.limits.has_value()) return chart;
  chart.lines.lower = Back(limits.limits->lower);
  chart.lines.upper = Back(limits.limits->upper);
  chart.lines.near_lower = Back(limits.limits->near_lower);
  chart.lines.near_upper = Back(limits.limits->near_upper);
  return chart;
}

RareEventChart ComputeGChart(std::span<const double> between, std::span<const std::uint8_t> known,
                             int baseline_rows, GVariant variant, const RareEventOptions& options) {
  TRUSTWATCH_CHECK(Fits(known, between.size()));
  std::vector<double> baseline;
  for (std::size_t i = 0; i < Rows(between.size(), baseline_rows); ++i) {
    if (IsKnown(known, i)) baseline.push_back(between[i]);
  }
  RareEventChart chart{.baseline_points = static_cast<int>(baseline.size()),
                       .trial = static_cast<int>(baseline.size()) < options.firm_limit_points_min,
                       .mean = std::nullopt,
                       .lines = Lines{.has_centre = false}};
  if (baseline.empty()) return chart;
  const double g = Mean(baseline);
  chart.mean = g;
  const Lines lines =
      variant == GVariant::kProbability ? ProbabilityLines(g) : ThreeSigmaLines(g, variant);
  chart.lines =
      chart.baseline_points < options.limit_points_min ? Lines{.centre = lines.centre} : lines;
  return chart;
}

}  // namespace trustwatch::stats
