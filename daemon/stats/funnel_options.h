#ifndef TRUSTWATCH_DAEMON_STATS_FUNNEL_OPTIONS_H_
#define TRUSTWATCH_DAEMON_STATS_FUNNEL_OPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <optional>

namespace trustwatch::stats {

// What the figures are, and so which variance they are expected to have.
enum class FunnelData : std::uint8_t {
  kStandardisedRatio,  // SR: a count against the count that was expected of this trust; centre 1
  kProportion,         // PR: events out of trials; centre: all events out of all trials
  kRatioOfCounts,      // RC: a count over a count or an exposure; centre: the overall ratio
};

// How the spread between trusts is estimated for kStandardisedRatio. Ignored otherwise.
enum class RatioMethod : std::uint8_t {
  kShmi,  // log scale; trusts on the extremes are left out. NHS Digital's SHMI
  kCqc,   // square root scale; trusts on the extremes are pulled in. Spiegelhalter (2012)
};

// What the denominator of kRatioOfCounts is. Only our own profile knows the difference; where
// events are rare there is none.
enum class RatioDenominator : std::uint8_t {
  kExposure,  // known and fixed, as bed days: a rate, of which only the numerator varies
  kCount,     // a random count too, as admissions per referral: both vary
};

enum class FunnelProfile : std::uint8_t {
  kTrustwatch,   // FunnelPlotR's methods with its faults mended; see funnel.h
  kFunnelplotr,  // FunnelPlotR 0.6.0 with its faults, for those who must agree with it
};

// Which pair of limits a flag is taken from.
enum class FunnelLevel : std::uint8_t {
  k95,     // 1.959964 standard errors: about 1 trust in 20 by chance alone
  k998,    // 3.090232 standard errors: about 1 in 500
  kNoFlag  // no flags
};

// The defaults are FunnelPlotR's, but for the profile.
struct FunnelOptions {
  FunnelData data = FunnelData::kStandardisedRatio;
  RatioMethod ratio_method = RatioMethod::kShmi;
  RatioDenominator ratio_denominator = RatioDenominator::kExposure;
  FunnelProfile profile = FunnelProfile::kTrustwatch;
  FunnelLevel flag_at = FunnelLevel::k998;
  // Limits that allow for over-dispersion: trusts differ by more than chance for reasons that are
  // not theirs. They fall back to unadjusted limits where phi <= 1, unless those are drawn as well.
  bool draw_adjusted = true;
  bool draw_unadjusted = false;  // both false: nothing is flagged
  double trim_by = 0.1;          // share at each end that over-dispersion is not estimated from
  double multiplier = 1;         // of ratios and limits: 100 for percentages
  bool round_expected = true;    // kShmi: expected counts to 2 decimals, as NHS Digital does
  // Where the curve ends; absent: at the largest denominator, rounded up.
  std::optional<double> curve_end;
  bool with_curve = false;  // the limits at 1000 denominators, for drawing: milliseconds
};

inline constexpr std::size_t kFunnelUnitsMin = 5;  // our own profile draws no funnel for fewer
inline constexpr std::size_t kFunnelCurvePoints = 1000;
inline constexpr double kFunnelAmountMax = 1e12;  // of a numerator, denominator or multiplier

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_FUNNEL_OPTIONS_H_
