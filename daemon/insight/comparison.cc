#include "daemon/insight/comparison.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/check.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/insight/counted.h"
#include "daemon/insight/places.h"
#include "daemon/stats/funnel.h"
#include "daemon/stats/funnel_options.h"
#include "daemon/stats/rank.h"
#include "fmt/format.h"

namespace trustwatch::insight {
namespace {

using stats::UnitKind;

constexpr std::string_view kNoFunnel = "there is no funnel for the period";

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

absl::StatusOr<stats::Funnel> Draw(const std::vector<ComparedOrganisation*>& counted, UnitKind kind,
                                   double scale, bool with_curve) {
  std::vector<stats::FunnelRecord> records;
  records.reserve(counted.size());
  for (const ComparedOrganisation* one : counted) {
    const auto& number = std::get<domain::Number>(*one->figure.value);
    records.push_back({.group = one->figure.organisation.ToString(),
                       .numerator = number.numerator,
                       .denominator = number.denominator});
  }
  const bool is_proportion = kind == UnitKind::kProportion;
  return stats::ComputeFunnel(records, {.data = is_proportion ? stats::FunnelData::kProportion
                                                              : stats::FunnelData::kRatioOfCounts,
                                        .ratio_denominator = stats::RatioDenominator::kExposure,
                                        .multiplier = scale,
                                        .with_curve = with_curve});
}

// The organisations that can enter; says of the others why not.
std::vector<ComparedOrganisation*> Admit(UnitKind kind, Comparison& comparison) {
  std::vector<ComparedOrganisation*> counted;
  for (ComparedOrganisation& one : comparison.organisations) {
    one.excluded_because = std::string(WhyNotCounted(one.figure.value, kind));
    if (one.excluded_because.empty()) counted.push_back(&one);
  }
  return counted;
}

void SetNoFunnel(std::string because, Comparison& comparison) {
  comparison.no_funnel_because = std::move(because);
  for (ComparedOrganisation& one : comparison.organisations) {
    if (one.excluded_because.empty()) one.excluded_because = std::string(kNoFunnel);
  }
}

void SetFunnel(const domain::Indicator* indicator, bool with_curve, Comparison& comparison) {
  const std::optional<UnitKind> kind = CountedAs(indicator);
  if (!kind.has_value()) return SetNoFunnel(WhyNotCounted(indicator), comparison);
  const std::vector<ComparedOrganisation*> counted = Admit(*kind, comparison);
  if (counted.size() < stats::kFunnelUnitsMin) {
    return SetNoFunnel(
        fmt::format("a funnel needs {} organisations with numerator and denominator, and there "
                    "are {}",
                    stats::kFunnelUnitsMin, counted.size()),
        comparison);
  }
  const auto funnel = Draw(counted, *kind, indicator->scale, with_curve);
  if (!funnel.ok()) return SetNoFunnel(std::string(funnel.status().message()), comparison);
  comparison.funnel = ToCompared(*funnel, indicator->scale);
  // Both are in the order of codes, and a code has one record.
  TRUSTWATCH_CHECK(funnel->points.size() == counted.size());
  for (std::size_t i = 0; i < counted.size(); ++i) {
    TRUSTWATCH_CHECK(funnel->points[i].group == counted[i]->figure.organisation.text());
    counted[i]->limits = LimitsAt(funnel->points[i], *funnel);
    counted[i]->flag = funnel->points[i].flag;
  }
}

}  // namespace

Comparison CompareFigures(ComparisonInput input) {
  std::sort(input.figures.begin(), input.figures.end(),
            [](const auto& a, const auto& b) { return a.organisation < b.organisation; });
  Comparison comparison{.slice = std::move(input.slice), .period = input.period};
  comparison.organisations.reserve(input.figures.size());
  for (PeerFigure& figure : input.figures) {
    comparison.organisations.push_back({.figure = std::move(figure)});
  }
  SetFunnel(input.indicator, input.include_curve, comparison);
  SetPlaces(input.indicator, comparison.organisations);
  comparison.quartiles = SetQuarters(input.indicator, comparison.organisations);
  return comparison;
}

}  // namespace trustwatch::insight
