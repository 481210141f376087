#ifndef TRUSTWATCH_DAEMON_STATS_XMR_OPTIONS_H_
#define TRUSTWATCH_DAEMON_STATS_XMR_OPTIONS_H_

#include <cstdint>

#include "daemon/stats/assurance.h"
#include "daemon/stats/run_rules.h"

namespace trustwatch::stats {

// What limits are made of when screening or a constant series leaves no spread.
enum class ZeroVariation : std::uint8_t {
  kLimitsEqualMean,  // ours: equal values are common cause, a value that differs is special cause.
                     // Screening that would leave no spread is not applied
  kAsThePackage,     // no limits where no moving range is left; limits on the mean where all that
                     // are left are zero, and then every other value is outside
};

// The choices in which published XmR methods differ. Each field may be set on its own; the two
// constants below are the profiles.
struct XmrOptions {
  // Leaves moving ranges of 3.267 times their mean or more out of the spread, once. Points are
  // never left out.
  bool screen_moving_ranges = false;
  ZeroVariation zero_variation = ZeroVariation::kLimitsEqualMean;
  // Fewer known points than this in the baseline of a group: no limits, at least 1.
  int limit_points_min = 3;
  // Fewer known points than this in the baseline of a group: trial limits.
  int firm_limit_points_min = 12;
  TargetOnLimit target_on_limit = TargetOnLimit::kDecides;
  // A group without limits: hit or miss as the package says (true), or no assurance (false).
  bool assure_without_limits = false;
  RunRules rules;

  friend bool operator==(const XmrOptions&, const XmrOptions&) = default;
};

// NHS England's own tools, and our decisions where they are silent. The default.
inline constexpr XmrOptions kMakingDataCount{};

// NHSRplotthedots 0.2.2, bit for bit, but for the series with missing values that it refuses.
inline constexpr XmrOptions kPlotTheDots{
    .screen_moving_ranges = true,
    .zero_variation = ZeroVariation::kAsThePackage,
    .limit_points_min = 1,
    .target_on_limit = TargetOnLimit::kHitOrMiss,
    .assure_without_limits = true,
    .rules = {.two_in_three = TwoInThree::kNearOnly, .trend_label = TrendLabel::kNextStep}};

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_XMR_OPTIONS_H_
