#include "daemon/stats/robust_outlier.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "daemon/base/check.h"
#include "daemon/stats/known.h"
#include "daemon/stats/saturate.h"

namespace trustwatch::stats {
namespace {

// The 75th centile of the normal distribution, as the source rounds it: MAD / 0.6745 estimates the
// standard deviation.
constexpr long double kMadPerSigma = 0.6745L;
// The square root of half pi: the standard deviation of normal data by its mean deviation.
constexpr long double kSigmaPerMeanDeviation = 1.253314L;

long double Median(std::vector<long double>& values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

std::optional<RobustScale> MeasureScale(std::span<const double> values,
                                        std::span<const std::uint8_t> known) {
  TRUSTWATCH_CHECK(Fits(known, values.size()));
  std::vector<long double> sorted;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (IsKnown(known, i)) sorted.push_back(values[i]);
  }
  if (sorted.empty()) return std::nullopt;
  const long double median = Median(sorted);
  RobustScale scale{.median = Saturate(median),
                    .points = sorted.size(),
                    .lowest = Saturate(sorted.front()),
                    .highest = Saturate(sorted.back())};
  long double sum = 0;
  for (long double& value : sorted) {
    value = std::fabs(value - median);
    sum += value;
  }
  const long double mad = Median(sorted);
  if (mad > 0) {
    scale.sigma = Saturate(mad / kMadPerSigma);
    scale.basis = ScaleBasis::kMedianDeviation;
  } else if (sum > 0) {
    scale.sigma = Saturate(kSigmaPerMeanDeviation * sum / static_cast<long double>(sorted.size()));
    scale.basis = ScaleBasis::kMeanDeviation;
  }
  // A spread below the smallest double is none.
  if (scale.sigma == 0) scale.basis = ScaleBasis::kNone;
  return scale;
}

std::optional<OutlierVerdict> TestOutlier(const RobustScale& scale, double value,
                                          const OutlierOptions& options) {
  if (scale.points < options.points_min) return std::nullopt;
  if (scale.basis == ScaleBasis::kNone) {
    const bool differs = value < scale.lowest || value > scale.highest;
    return OutlierVerdict{
        .outlier = differs, .score = 0, .lower = scale.lowest, .upper = scale.highest};
  }
  const long double reach = static_cast<long double>(options.score_max) * scale.sigma;
  OutlierVerdict verdict{
      .outlier = false,
      .score = Saturate((static_cast<long double>(value) - scale.median) / scale.sigma),
      .lower = Saturate(scale.median - reach),
      .upper = Saturate(scale.median + reach)};
  if (scale.basis == ScaleBasis::kMeanDeviation) {
    verdict.lower = std::min(verdict.lower, scale.lowest);
    verdict.upper = std::max(verdict.upper, scale.highest);
  }
  verdict.outlier = value < verdict.lower || value > verdict.upper;
  return verdict;
}

}  // namespace trustwatch::stats
