#include "daemon/rpc/comparison.h"

#include <optional>

#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/insight/comparison.h"
#include "daemon/insight/comparison_reader.h"
#include "daemon/rpc/values.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::rpc {
namespace {

v1::FunnelFlag ProtoOf(insight::FunnelFlag flag) {
  switch (flag) {
    case insight::FunnelFlag::kInside:
      return v1::FUNNEL_FLAG_INSIDE;
    case insight::FunnelFlag::kLow:
      return v1::FUNNEL_FLAG_LOW;
    case insight::FunnelFlag::kHigh:
      return v1::FUNNEL_FLAG_HIGH;
  }
  return v1::FUNNEL_FLAG_UNSPECIFIED;
}

v1::PeerQuarter ProtoOf(std::optional<insight::PeerQuarter> quarter) {
  if (!quarter.has_value()) return v1::PEER_QUARTER_UNSPECIFIED;
  switch (*quarter) {
    case insight::PeerQuarter::kLowest:
      return v1::PEER_QUARTER_LOWEST;
    case insight::PeerQuarter::kMiddleHalf:
      return v1::PEER_QUARTER_MIDDLE_HALF;
    case insight::PeerQuarter::kHighest:
      return v1::PEER_QUARTER_HIGHEST;
  }
  return v1::PEER_QUARTER_UNSPECIFIED;
}

void Fill(const insight::ComparedLimits& limits, v1::FunnelLimits& out) {
  if (limits.lower_95.has_value()) out.set_lower_95(*limits.lower_95);
  if (limits.upper_95.has_value()) out.set_upper_95(*limits.upper_95);
  if (limits.lower_998.has_value()) out.set_lower_998(*limits.lower_998);
  if (limits.upper_998.has_value()) out.set_upper_998(*limits.upper_998);
}

void Fill(const insight::ComparedOrganisation& one, v1::OrganisationComparison& out) {
  out.set_organisation(one.figure.organisation.ToString());
  out.set_name(one.figure.name);
  out.set_kind(one.figure.kind);
  out.set_region(one.figure.region);
  if (one.figure.value.has_value()) ToProto(*one.figure.value, *out.mutable_value());
  if (one.limits.has_value()) Fill(*one.limits, *out.mutable_limits());
  if (one.flag.has_value()) out.set_flag(ProtoOf(*one.flag));
  out.set_place(one.place);
  out.set_place_lowest(one.place_lowest);
  out.set_place_highest(one.place_highest);
  out.set_among_kind(ProtoOf(one.among_kind));
  out.set_among_region(ProtoOf(one.among_region));
  out.set_excluded_because(one.excluded_because);
}

void Fill(const insight::ComparedFunnel& funnel, v1::Funnel& out) {
  if (funnel.centre.has_value()) out.set_centre(*funnel.centre);
  if (funnel.dispersion.has_value()) out.set_dispersion(*funnel.dispersion);
  out.set_overdispersion_allowed_for(funnel.is_dispersion_allowed_for);
  for (const insight::ComparedCurvePoint& at : funnel.curve) {
    v1::FunnelCurvePoint& point = *out.add_curve();
    point.set_denominator(at.denominator);
    Fill(at.limits, *point.mutable_limits());
  }
}

void Fill(const insight::QuartilesOfPeers& quartiles, v1::PeerQuartiles& out) {
  out.set_kind(quartiles.kind);
  out.set_region(quartiles.region);
  out.set_lower(quartiles.lower);
  out.set_median(quartiles.median);
  out.set_upper(quartiles.upper);
  out.set_peer_count(quartiles.peers);
}

}  // namespace

absl::StatusOr<insight::ComparisonQuery> ToDomain(const v1::CompareOrganisationsRequest& request) {
  insight::ComparisonQuery query{.indicator = request.indicator(),
                                 .breakdown = request.breakdown(),
                                 .span = request.span(),
                                 .last_day = {},
                                 .kinds = {request.kinds().begin(), request.kinds().end()},
                                 .regions = {request.regions().begin(), request.regions().end()},
                                 .as_of = {},
                                 .include_curve = request.include_curve()};
  if (request.has_last_day()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(query.last_day, ToDay(request.last_day(), "last_day"));
  }
  if (request.has_as_of()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(query.as_of, ToTime(request.as_of(), "as_of"));
  }
  return query;
}

void ToProto(const insight::Comparison& comparison, const domain::Definitions& definitions,
             v1::CompareOrganisationsResponse& out) {
  out.set_indicator(comparison.slice.indicator.text());
  out.set_breakdown(comparison.slice.breakdown);
  out.set_span(comparison.slice.span.ToString());
  if (comparison.period.has_value()) ToProto(*comparison.period, *out.mutable_period());
  const domain::Indicator* const indicator =
      definitions.catalogue.Find(comparison.slice.indicator.text());
  if (indicator != nullptr) out.set_unit(indicator->unit);
  for (const insight::ComparedOrganisation& one : comparison.organisations) {
    Fill(one, *out.add_organisations());
  }
  if (comparison.funnel.has_value()) Fill(*comparison.funnel, *out.mutable_funnel());
  out.set_no_funnel_because(comparison.no_funnel_because);
  for (const insight::QuartilesOfPeers& quartiles : comparison.quartiles) {
    Fill(quartiles, *out.add_quartiles());
  }
}

}  // namespace trustwatch::rpc
