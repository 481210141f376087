#ifndef TRUSTWATCH_DAEMON_STATS_FUNNEL_H_
#define TRUSTWATCH_DAEMON_STATS_FUNNEL_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/stats/funnel_flag.h"
#include "daemon/stats/funnel_options.h"
#include "daemon/stats/quantity.h"

namespace trustwatch::stats {

// Funnel plots: each trust's ratio against limits that narrow as its denominator grows. Sources:
// D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine
// 24 (2005) 1185-1202; Spiegelhalter et al., Statistical methods for healthcare regulation, JRSS A
// 175 (2012) 1-47 (over-dispersion); NHS Digital, SHMI methodology; FunnelPlotR 0.6.0, whose
// results the profile kFunnelplotr gives.
//
// What our own profile does otherwise:
// - RC: the limits stand on the same scale as the z-score, ln((O + .5) / (d + .5)) with the
//   standard error that the target leads one to expect: sqrt(1 / (target d + .5)) for a rate, and
//   1 / (d + .5) more under the root where d is a count that varies too. The package's
//   1 / (2 sqrt(d)) is far too narrow, and its z-score calls a trust without events certain.
// - SR by the CQC's method: adjusted limits are squared back from the square root scale.
// - PR: where the arc-sine folds the lower limit is 0, the upper one the multiplier.
// - A lower limit is 0 where having no event at all is likelier than its tail (2.5 % or 0.1 %), an
//   upper limit of proportions is the multiplier where nothing but events is, and an upper limit of
//   the others is at least one event where having any is likelier: no trust is called low for the
//   want of an event that nobody could expect, or high for the first.
// - SR by the SHMI's method: no events count as half of one in the z-score, whose logarithm has no
//   value, so that a few such trusts do not make every limit infinite.
// - Trusts without a numerator or a positive denominator, and proportions above 1, are left out.

// What was counted at one trust, or one line of it. Absent: not known.
struct FunnelRecord {
  std::optional<std::string> group;  // a trust's code; absent: the record is left out
  std::optional<double> numerator;
  std::optional<double> denominator;
};

// Why a trust has no place in the funnel. Our own profile only.
enum class FunnelExclusion : std::uint8_t {
  kNone,
  kNumeratorMissing,
  kDenominatorMissing,
  kDenominatorNotPositive,
  kProportionAboveOne,
};

// In units of the ratio times the multiplier. Inside means lower <= ratio x multiplier <= upper.
struct FunnelLimits {
  Quantity lower_95;
  Quantity upper_95;
  Quantity lower_998;
  Quantity upper_998;
};

// Where one trust stands.
struct FunnelPoint {
  std::string group;
  FunnelExclusion exclusion = FunnelExclusion::kNone;  // otherwise all below but the sums is empty
  std::optional<double> numerator;
  std::optional<double> denominator;  // rounded for SR by the SHMI's method
  Quantity ratio;                     // before rounding, without the multiplier
  Quantity transformed;               // on the scale of the z-score
  Quantity standard_error;            // of `transformed`
  Quantity z;
  Quantity rank;                // of z, mean of ties; SR by the SHMI's method only
  Quantity bucket;              // which share of the ranks it is in, from 0; likewise
  std::optional<bool> trimmed;  // left out of over-dispersion (SHMI), or on or past a quantile
  Quantity trimmed_z;           // missing: left out
  Quantity limit_error;         // standard error of the limits
  FunnelLimits adjusted;
  FunnelLimits unadjusted;
  std::optional<FunnelFlag> flag;  // absent: cannot be said, or not asked for
};

// The limits at one denominator.
struct FunnelCurvePoint {
  double denominator = 0;
  Quantity limit_error;
  FunnelLimits adjusted;
  FunnelLimits unadjusted;
};

struct Funnel {
  Quantity target;              // the centre line, without the multiplier
  Quantity target_transformed;  // on the scale of the z-score
  Quantity phi;                 // above 1: trusts differ by more than chance
  Quantity tau2;                // variance between trusts, on the scale of the z-score
  bool draw_adjusted = false;   // which limits flags were taken from, after falling back
  bool draw_unadjusted = false;
  std::vector<FunnelPoint> points;      // one a group, in order of the groups' bytes
  std::vector<FunnelCurvePoint> curve;  // rising denominators, the points' among them; if asked for
};

// Sums the records by group and judges each. Pure. kInvalidArgument, reason FUNNEL_INVALID, for
// numbers that are no finite amounts, or options out of range. kFailedPrecondition with a reason
// why there is no funnel:
// - ours: FUNNEL_TOO_FEW_UNITS (kFunnelUnitsMin), FUNNEL_NO_EVENTS (RC: no ratio to compare with);
// - the package's: FUNNEL_COLUMNS_IDENTICAL, FUNNEL_TARGET_MISSING (PR and RC with a numerator
//   missing), FUNNEL_DENOMINATOR_MISSING;
// - either: FUNNEL_NOTHING_KEPT (trimming leaves no trust).
// Cost: n log n; microseconds a trust, for SR also sqrt(denominator) steps a trust.
absl::StatusOr<Funnel> ComputeFunnel(std::span<const FunnelRecord> records,
                                     const FunnelOptions& options);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_FUNNEL_H_
