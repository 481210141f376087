#ifndef TRUSTWATCH_DAEMON_INSIGHT_COMPARED_FUNNEL_H_
#define TRUSTWATCH_DAEMON_INSIGHT_COMPARED_FUNNEL_H_

#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/identifiers.h"
#include "daemon/stats/funnel_flag.h"

// The funnel of some organisations, in the indicator's unit: the one way in which figures of
// organisations are held against chance. Pure.
namespace trustwatch::insight {

// So that who shows a comparison needs nothing of stats.
using FunnelFlag = stats::FunnelFlag;

// Limits of a funnel at one denominator, in the indicator's unit; absent where the formula has no
// value. They allow for over-dispersion if the funnel does, and lie where a figure can: those of a
// proportion from 0 to its scale, those of a rate at 0 or above.
struct ComparedLimits {
  std::optional<double> lower_95;
  std::optional<double> upper_95;
  std::optional<double> lower_998;
  std::optional<double> upper_998;

  friend bool operator==(const ComparedLimits&, const ComparedLimits&) = default;
};

struct ComparedCurvePoint {
  double denominator = 0;
  ComparedLimits limits;

  friend bool operator==(const ComparedCurvePoint&, const ComparedCurvePoint&) = default;
};

struct ComparedFunnel {
  std::optional<double> centre;  // all numerators over all denominators, in the indicator's unit
  std::optional<double> dispersion;        // phi; above 1: they differ by more than chance
  bool is_dispersion_allowed_for = false;  // by every limit here
  std::vector<ComparedCurvePoint> curve;   // rising denominators; if asked for

  friend bool operator==(const ComparedFunnel&, const ComparedFunnel&) = default;
};

// What was counted at one organisation: amounts of which WhyNotCounted (counted.h) has nothing to
// say.
struct CountedPeer {
  domain::OdsCode organisation;
  double numerator = 0;
  double denominator = 0;

  friend bool operator==(const CountedPeer&, const CountedPeer&) = default;
};

// Where it stands.
struct PeerInFunnel {
  ComparedLimits limits;
  std::optional<FunnelFlag> flag;
};

struct DrawnFunnel {
  ComparedFunnel funnel;
  std::vector<PeerInFunnel> peers;  // one for each that was given, in their order
};

// Draws the funnel of a proportion or rate by our own profile of stats::ComputeFunnel. `peers` are
// by code, each once. The errors of stats::ComputeFunnel, whose message says why there is none: for
// fewer than stats::kFunnelUnitsMin, and for rates without any event. About 2 us a peer, and
// milliseconds for the curve.
absl::StatusOr<DrawnFunnel> DrawFunnel(const domain::Indicator& indicator,
                                       std::span<const CountedPeer> peers, bool with_curve);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_COMPARED_FUNNEL_H_
