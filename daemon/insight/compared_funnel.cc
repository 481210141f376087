#include "daemon/insight/compared_funnel.h"

#include <cstddef>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/base/check.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/stats/funnel.h"
#include "daemon/stats/funnel_options.h"

namespace trustwatch::insight {
namespace {

ComparedLimits ToCompared(const stats::FunnelLimits& limits) {
  return {.lower_95 = limits.lower_95.number(),
          .upper_95 = limits.upper_95.number(),
          .lower_998 = limits.lower_998.number(),
          .upper_998 = limits.upper_998.number()};
}

// Those that flags are taken from, of a point or of the curve.
template <typename Place>
ComparedLimits LimitsAt(const Place& place, const stats::Funnel& funnel) {
  return ToCompared(funnel.draw_adjusted ? place.adjusted : place.unadjusted);
}

ComparedFunnel ToCompared(const stats::Funnel& funnel, double scale) {
  ComparedFunnel to{.centre = funnel.target.number(),
                    .dispersion = funnel.phi.number(),
                    .is_dispersion_allowed_for = funnel.draw_adjusted,
                    .curve = {}};
  if (to.centre.has_value()) *to.centre *= scale;
  to.curve.reserve(funnel.curve.size());
  for (const stats::FunnelCurvePoint& at : funnel.curve) {
    to.curve.push_back({.denominator = at.denominator, .limits = LimitsAt(at, funnel)});
  }
  return to;
}

}  // namespace

absl::StatusOr<DrawnFunnel> DrawFunnel(const domain::Indicator& indicator,
                                       std::span<const CountedPeer> peers, bool with_curve) {
  std::vector<stats::FunnelRecord> records;
  records.reserve(peers.size());
  for (const CountedPeer& peer : peers) {
    records.push_back({.group = peer.organisation.ToString(),
                       .numerator = peer.numerator,
                       .denominator = peer.denominator});
  }
  const bool is_proportion = indicator.kind == domain::IndicatorKind::kProportion;
  TRUSTWATCH_ASSIGN_OR_RETURN(
      const stats::Funnel funnel,
      stats::ComputeFunnel(records, {.data = is_proportion ? stats::FunnelData::kProportion
                                                           : stats::FunnelData::kRatioOfCounts,
                                     .ratio_denominator = stats::RatioDenominator::kExposure,
                                     .multiplier = indicator.scale,
                                     .with_curve = with_curve}));
  DrawnFunnel drawn{.funnel = ToCompared(funnel, indicator.scale), .peers = {}};
  drawn.peers.reserve(peers.size());
  // Both are in the order of codes, and a code has one record.
  TRUSTWATCH_CHECK(funnel.points.size() == peers.size());
  for (std::size_t i = 0; i < peers.size(); ++i) {
    TRUSTWATCH_CHECK(funnel.points[i].group == peers[i].organisation.text());
    drawn.peers.push_back(
        {.limits = LimitsAt(funnel.points[i], funnel), .flag = funnel.points[i].flag});
  }
  return drawn;
}

}  // namespace trustwatch::insight
