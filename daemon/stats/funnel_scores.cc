#include "daemon/stats/funnel_scores.h"

#include <cmath>

#include "daemon/stats/square.h"

namespace trustwatch::stats {
namespace {

// The variance of a square root or an arc-sine is known without the ratio.
double SquareRootError(double denominator) { return 1 / (2 * std::sqrt(denominator)); }

// The standard error of the log-ratio as the package takes it from the counts themselves.
double ObservedLogRatioError(double numerator, double denominator) {
  return std::sqrt(numerator / Square(numerator + 0.5) + denominator / Square(denominator + 0.5));
}

FunnelScore ShmiScore(const FunnelGroup& group, FunnelProfile profile) {
  const bool no_events = group.numerator == 0 && profile == FunnelProfile::kTrustwatch;
  const double events = no_events ? 0.5 : group.numerator;
  const double transformed = std::log(events / group.denominator);
  return FunnelScore{.transformed = transformed,
                     .standard_error = 1 / std::sqrt(group.denominator),
                     .z = std::sqrt(group.denominator) * transformed};
}

}  // namespace

double TargetOf(std::span<const FunnelGroup> groups, FunnelData data) {
  if (data == FunnelData::kStandardisedRatio) return 1;
  long double numerator = 0;
  long double denominator = 0;
  for (const FunnelGroup& group : groups) {
    numerator += group.numerator;
    denominator += group.denominator;
  }
  return static_cast<double>(numerator) / static_cast<double>(denominator);
}

double TransformTarget(double target, const FunnelOptions& options) {
  switch (options.data) {
    case FunnelData::kProportion:
      return std::asin(std::sqrt(target));
    case FunnelData::kRatioOfCounts:
      return std::log(target);
    case FunnelData::kStandardisedRatio:
      break;
  }
  return options.ratio_method == RatioMethod::kShmi ? 0 : 1;
}

double ExpectedLogRatioError(double target, double denominator, RatioDenominator kind) {
  const double of_numerator = 1 / (target * denominator + 0.5);
  const double of_denominator = kind == RatioDenominator::kCount ? 1 / (denominator + 0.5) : 0;
  return std::sqrt(of_numerator + of_denominator);
}

FunnelScore ScoreOf(const FunnelGroup& group, double target, const FunnelOptions& options) {
  if (options.data == FunnelData::kStandardisedRatio &&
      options.ratio_method == RatioMethod::kShmi) {
    return ShmiScore(group, options.profile);
  }
  FunnelScore score;
  score.standard_error = SquareRootError(group.denominator);
  if (options.data == FunnelData::kStandardisedRatio) {
    score.transformed = std::sqrt(group.numerator / group.denominator);
  } else if (options.data == FunnelData::kProportion) {
    score.transformed = std::asin(std::sqrt(group.numerator / group.denominator));
  } else {
    score.transformed = std::log((group.numerator + 0.5) / (group.denominator + 0.5));
    score.standard_error =
        options.profile == FunnelProfile::kFunnelplotr
            ? ObservedLogRatioError(group.numerator, group.denominator)
            : ExpectedLogRatioError(target, group.denominator, options.ratio_denominator);
  }
  score.z = (score.transformed - TransformTarget(target, options)) / score.standard_error;
  return score;
}

}  // namespace trustwatch::stats
