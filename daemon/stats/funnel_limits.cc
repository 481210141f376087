#include "daemon/stats/funnel_limits.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

#include "daemon/base/check.h"
#include "daemon/stats/chi_square.h"
#include "daemon/stats/funnel_scores.h"
#include "daemon/stats/square.h"

namespace trustwatch::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// How far out a pair of limits is: in standard errors, and as the share beyond each limit.
struct Level {
  double z = 0;
  double tail = 0;
};

constexpr Level k95{.z = 1.959964, .tail = 0.025};
constexpr Level k998{.z = 3.090232, .tail = 0.001};

// Half a chi-square quantile, extended to where the distribution has no or a negative width.
double HalfChiSquare(double probability, double degrees_of_freedom) {
  if (std::isnan(degrees_of_freedom) || degrees_of_freedom < 0) return kNaN;
  if (degrees_of_freedom == 0) return 0;
  return ChiSquareUpperQuantile(probability, degrees_of_freedom) / 2;
}

// The exact limits of a Poisson count that was expected to be x, as a ratio.
LimitPair PoissonLimits(double x, const Level& level) {
  return LimitPair{.lower = HalfChiSquare(1 - level.tail, 2 * x) / x,
                   .upper = HalfChiSquare(level.tail, 2 * (x + 1)) / x};
}

LimitPair SquareRootLimits(double error, const Level& level, FunnelProfile profile) {
  const double reach = level.z * error;
  if (profile == FunnelProfile::kFunnelplotr) return {.lower = 1 - reach, .upper = 1 + reach};
  return {.lower = Square(std::max(0.0, 1 - reach)), .upper = Square(1 + reach)};
}

LimitPair LogRatioLimits(double x, double error, const LimitBasis& basis, const Level& level,
                         FunnelProfile profile) {
  const double centre = std::log(basis.target);
  LimitPair pair{.lower = std::exp(centre - level.z * error),
                 .upper = std::exp(centre + level.z * error)};
  if (profile == FunnelProfile::kFunnelplotr) return pair;
  // Back from ln((O + .5) / (d + .5)) to O / d.
  pair.lower = std::max(0.0, ((x + 0.5) * pair.lower - 0.5) / x);
  pair.upper = std::max(0.0, ((x + 0.5) * pair.upper - 0.5) / x);
  return pair;
}

LimitPair ProportionLimits(double error, const LimitBasis& basis, const Level& level,
                           FunnelProfile profile) {
  const double centre = std::asin(std::sqrt(basis.target));
  double low = centre - level.z * error;
  double high = centre + level.z * error;
  if (profile == FunnelProfile::kTrustwatch) {
    low = std::max(low, 0.0);
    high = std::min(high, std::numbers::pi / 2);
  }
  return {.lower = Square(std::sin(low)), .upper = Square(std::sin(high))};
}

// Our own profile: nobody is outside for having none of what hardly anybody would have any of, nor
// for the first event where one is likely enough.
void ClampWhereChanceIsEnough(double x, const LimitBasis& basis, const Level& level,
                              FunnelData data, LimitPair& pair) {
  const double log_tail = std::log(level.tail);
  if (data == FunnelData::kProportion) {
    if (x * std::log1p(-basis.target) > log_tail) pair.lower = 0;
    if (x * std::log(basis.target) > log_tail) pair.upper = 1;
    return;
  }
  const double expected = x * basis.target;
  if (-expected > log_tail) pair.lower = 0;
  if (-std::expm1(-expected) > level.tail) pair.upper = std::max(pair.upper, 1 / x);
}

double LimitError(double x, const LimitBasis& basis, const FunnelOptions& options) {
  if (options.data == FunnelData::kStandardisedRatio &&
      options.ratio_method == RatioMethod::kShmi) {
    return std::sqrt(1 / x);
  }
  if (options.data == FunnelData::kRatioOfCounts && options.profile == FunnelProfile::kTrustwatch) {
    return ExpectedLogRatioError(basis.target, x, options.ratio_denominator);
  }
  return 1 / (2 * std::sqrt(x));
}

LimitPair PairAt(double x, double error, const LimitBasis& basis, const Level& level,
                 const FunnelOptions& options, bool adjusted) {
  const double total_error = std::sqrt(Square(error) + (adjusted ? basis.tau2 : 0));
  LimitPair pair;
  if (options.data == FunnelData::kProportion) {
    pair = ProportionLimits(total_error, basis, level, options.profile);
  } else if (options.data == FunnelData::kRatioOfCounts) {
    pair = LogRatioLimits(x, total_error, basis, level, options.profile);
  } else if (!adjusted) {
    pair = PoissonLimits(x, level);
  } else if (options.ratio_method == RatioMethod::kShmi) {
    pair = {.lower = std::exp(-level.z * total_error), .upper = std::exp(level.z * total_error)};
  } else {
    pair = SquareRootLimits(total_error, level, options.profile);
  }
  if (options.profile == FunnelProfile::kTrustwatch) {
    ClampWhereChanceIsEnough(x, basis, level, options.data, pair);
  }
  return {.lower = options.multiplier * pair.lower, .upper = options.multiplier * pair.upper};
}

// R's ifelse(): what cannot be compared has no value.
double IfOrNaN(bool comparable, bool condition, double yes, double no) {
  if (!comparable) return kNaN;
  return condition ? yes : no;
}

LimitPair RepairPair(const LimitPair& here, const LimitPair& next, double multiplier) {
  const bool lower_known = !std::isnan(here.lower) && !std::isnan(next.lower);
  const bool upper_known = !std::isnan(here.upper) && !std::isnan(next.upper);
  return {.lower = IfOrNaN(lower_known, here.lower > next.lower, 0, here.lower),
          .upper = IfOrNaN(upper_known, here.upper < next.upper, multiplier, here.upper)};
}

LevelLimits RepairLevels(const LevelLimits& here, const LevelLimits& next, double multiplier) {
  return {.at_95 = RepairPair(here.at_95, next.at_95, multiplier),
          .at_998 = RepairPair(here.at_998, next.at_998, multiplier)};
}

// As R's seq() spaces them: the start plus so many steps, and the end itself.
void AppendGrid(double start, double end, std::vector<double>& points) {
  const double step = (end - start) / static_cast<double>(kFunnelCurvePoints - 1);
  for (std::size_t i = 0; i + 1 < kFunnelCurvePoints; ++i) {
    points.push_back(start + static_cast<double>(i) * step);
  }
  points.push_back(end);
}

}  // namespace

LimitRow LimitsAt(double denominator, const LimitBasis& basis, const FunnelOptions& options) {
  const double error = LimitError(denominator, basis, options);
  const auto levels = [&](bool adjusted) {
    return LevelLimits{.at_95 = PairAt(denominator, error, basis, k95, options, adjusted),
                       .at_998 = PairAt(denominator, error, basis, k998, options, adjusted)};
  };
  return LimitRow{.denominator = denominator,
                  .error = error,
                  .adjusted = levels(true),
                  .unadjusted = levels(false)};
}

void RepairProportionLimits(std::span<LimitRow> rows, double multiplier) {
  for (LimitRow& row : rows) {
    for (LevelLimits* levels : {&row.adjusted, &row.unadjusted}) {
      for (LimitPair* pair : {&levels->at_95, &levels->at_998}) {
        if (pair->upper > multiplier) pair->upper = multiplier;
      }
    }
  }
  // Each row is compared with its neighbour as that was: it is changed after it was compared with.
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    rows[i].adjusted = RepairLevels(rows[i].adjusted, rows[i + 1].adjusted, multiplier);
    rows[i].unadjusted = RepairLevels(rows[i].unadjusted, rows[i + 1].unadjusted, multiplier);
  }
}

std::vector<LimitRow> LookUpLimits(std::span<const double> denominators, const LimitBasis& basis,
                                   const FunnelOptions& options) {
  TRUSTWATCH_CHECK(!denominators.empty());
  std::vector<double> points(denominators.begin(), denominators.end());
  const bool repaired =
      options.data == FunnelData::kProportion && options.profile == FunnelProfile::kFunnelplotr;
  if (options.with_curve || repaired) {
    const double largest = *std::max_element(denominators.begin(), denominators.end());
    const double start = options.data == FunnelData::kStandardisedRatio ? 1.1 : 3;
    AppendGrid(start, options.curve_end.value_or(std::ceil(largest)), points);
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  std::vector<LimitRow> rows;
  rows.reserve(points.size());
  for (const double point : points) rows.push_back(LimitsAt(point, basis, options));
  if (repaired) RepairProportionLimits(rows, options.multiplier);
  return rows;
}

}  // namespace trustwatch::stats
