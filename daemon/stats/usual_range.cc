#include "daemon/stats/usual_range.h"

#include <algorithm>
#include <cmath>

#include "daemon/stats/robust_outlier.h"
#include "daemon/stats/saturate.h"

namespace trustwatch::stats {
namespace {

// Fewer changes than this have no spread of their own; the values' spread stands for theirs.
constexpr std::size_t kChangesForScaleMin = 5;

// What chance alone does to a figure of this level: one standard deviation.
long double Chance(long double level, const SlipUnit& unit, std::optional<double> denominator) {
  const bool has_denominator = denominator.has_value() && *denominator > 0;
  switch (unit.kind) {
    case DataKind::kCount:
      return std::sqrt(std::max(1.0L, std::fabs(level)));
    case DataKind::kRate: {
      if (!has_denominator) return 0;
      const long double events = std::fabs(level) * *denominator / unit.scale;
      return std::sqrt(std::max(1.0L, events)) * unit.scale / *denominator;
    }
    case DataKind::kProportion: {
      // Without a denominator: one percentage point.
      if (!has_denominator) return 0.01L * unit.scale;
      // Never as if the next of them could not be different.
      const long double margin = std::min(0.5L, 1 / static_cast<long double>(*denominator));
      const long double share = std::clamp(level / unit.scale, margin, 1 - margin);
      return std::sqrt(share * (1 - share) / *denominator) * unit.scale;
    }
    case DataKind::kMeasurement:
    case DataKind::kTimeBetween:
    case DataKind::kOpportunitiesBetween:
      return 0;
  }
  return 0;
}

// The least spread that we take a series of this level to have.
long double LeastSpread(long double level, const SlipUnit& unit, std::optional<double> denominator,
                        const SlipOptions& options) {
  long double room = std::fabs(level);
  if (unit.kind == DataKind::kProportion) {
    room = std::max(0.0L, std::min(level, unit.scale - level));
  }
  return std::max(options.spread_share_min * room, Chance(level, unit, denominator));
}

double JumpMax(const std::vector<double>& values, long double level_sigma, long double least_spread,
               const SlipOptions& options) {
  std::vector<double> changes;
  for (std::size_t i = 1; i < values.size(); ++i) {
    changes.push_back(Saturate(static_cast<long double>(values[i]) - values[i - 1]));
  }
  long double sigma = level_sigma;
  if (changes.size() >= kChangesForScaleMin) sigma = MeasureScale(changes, {})->sigma;
  return Saturate(options.jump_score_max * std::max(sigma, least_spread));
}

// A count is no less than 0, a proportion no more than its scale.
void KeepPossible(UsualRange& range, double lowest, const SlipUnit& unit) {
  if (lowest >= 0) range.lower = std::max(0.0, range.lower);
  if (unit.kind == DataKind::kProportion) range.upper = std::min(unit.scale, range.upper);
}

// The logarithms of the sizes; empty where a size has none. A count of nobody stands for half of
// one.
std::vector<double> LogSizes(const std::vector<double>& values, const SlipUnit& unit) {
  std::vector<double> logs;
  for (const double value : values) {
    long double size = std::fabs(static_cast<long double>(value));
    if (unit.kind == DataKind::kCount) size = std::max(0.5L, size);
    if (size == 0) return {};
    logs.push_back(static_cast<double>(std::log(size)));
  }
  return logs;
}

void FindSmallSizes(UsualRange& range, const std::vector<double>& values, const SlipUnit& unit,
                    std::optional<double> denominator, const SlipOptions& options) {
  if (!range.one_sign || range.median == 0) return;
  const std::vector<double> logs = LogSizes(values, unit);
  if (logs.empty()) return;
  const RobustScale level = *MeasureScale(logs, {});
  const long double median = std::fabs(static_cast<long double>(range.median));
  const long double chance = Chance(median, unit, denominator);
  const long double least =
      std::max(static_cast<long double>(options.ratio_spread_min), chance / median);
  const long double reach = options.level_score_max * std::max<long double>(level.sigma, least);
  // A logarithm makes much of a few people less: nobody among three is what chance does.
  const long double beyond_chance = std::max(0.0L, median - options.level_score_max * chance);
  range.small_level = Saturate(std::min(std::exp(level.median - reach), beyond_chance));
  const double jump = JumpMax(logs, level.sigma, least, options);
  range.small_jump = Saturate(std::exp(static_cast<long double>(logs.back()) - jump));
}

bool IsSmall(const UsualRange& range, double value) {
  const double size = std::fabs(value);
  if (value != 0 && (value > 0) != (range.median > 0)) return false;
  return size < range.small_level && size < range.small_jump;
}

// Whether `value` is so many times `other`, or one part in so many, and not by chance.
bool IsFarBy(double value, double other, const SlipUnit& unit, std::optional<double> denominator,
             const SlipOptions& options) {
  const long double a = std::fabs(static_cast<long double>(value));
  const long double b = std::fabs(static_cast<long double>(other));
  // Nothing is a multiple of zero; a count's zero is judged by chance alone.
  if (b == 0 && unit.kind != DataKind::kCount) return false;
  if (a <= options.early_factor * b && a * options.early_factor >= b) return false;
  const long double chance = Chance(std::max(a, b), unit, denominator);
  return std::fabs(static_cast<long double>(value) - other) > options.early_score_max * chance;
}

}  // namespace

std::optional<UsualRange> FindUsualRange(const std::vector<double>& values, const SlipUnit& unit,
                                         std::optional<double> denominator,
                                         const SlipOptions& options) {
  const std::optional<RobustScale> measured = MeasureScale(values, {});
  if (!measured.has_value()) return std::nullopt;
  RobustScale scale = *measured;
  UsualRange range{.lowest = scale.lowest,
                   .highest = scale.highest,
                   .median = scale.median,
                   .latest = values.back(),
                   .points = scale.points,
                   .one_sign = scale.lowest >= 0 || scale.highest <= 0};
  const long double sigma = scale.sigma;
  range.jump_max =
      JumpMax(values, sigma, LeastSpread(range.latest, unit, denominator, options), options);
  if (scale.points < options.points_min) {
    range.early = true;
    const long double near = static_cast<long double>(scale.median) / options.early_factor;
    const long double far = static_cast<long double>(scale.median) * options.early_factor;
    range.lower = Saturate(std::min(near, far));
    range.upper = Saturate(std::max(near, far));
    KeepPossible(range, scale.lowest, unit);
    return range;
  }
  const long double least = LeastSpread(scale.median, unit, denominator, options);
  if (least > sigma) {
    scale.sigma = Saturate(least);
    if (scale.basis == ScaleBasis::kNone) scale.basis = ScaleBasis::kMeanDeviation;
  }
  const std::optional<OutlierVerdict> bounds =
      TestOutlier(scale, scale.median,
                  {.score_max = options.level_score_max, .points_min = options.points_min});
  range.lower = bounds->lower;
  range.upper = bounds->upper;
  KeepPossible(range, scale.lowest, unit);
  FindSmallSizes(range, values, unit, denominator, options);
  return range;
}

bool IsUnusual(const UsualRange& range, double value, const SlipUnit& unit,
               std::optional<double> denominator, const SlipOptions& options) {
  if (range.early) {
    return IsFarBy(value, range.median, unit, denominator, options) &&
           IsFarBy(value, range.latest, unit, denominator, options);
  }
  const bool outside = value < range.lower || value > range.upper;
  const bool jumps = std::fabs(static_cast<long double>(value) - range.latest) > range.jump_max;
  return (outside && jumps) || IsSmall(range, value);
}

}  // namespace trustwatch::stats
