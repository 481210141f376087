#include "daemon/insight/comparison.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/insight/compared_funnel.h"
#include "daemon/insight/counted.h"
#include "daemon/insight/places.h"
#include "daemon/stats/funnel_options.h"
#include "daemon/stats/rank.h"
#include "fmt/format.h"

namespace trustwatch::insight {
namespace {

using stats::UnitKind;

constexpr std::string_view kNoFunnel = "there is no funnel for the period";

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
  std::vector<CountedPeer> peers;
  peers.reserve(counted.size());
  for (const ComparedOrganisation* one : counted) {
    const auto& number = std::get<domain::Number>(*one->figure.value);
    peers.push_back({.organisation = one->figure.organisation,
                     .numerator = *number.numerator,
                     .denominator = *number.denominator});
  }
  auto drawn = DrawFunnel(*indicator, peers, with_curve);
  if (!drawn.ok()) return SetNoFunnel(std::string(drawn.status().message()), comparison);
  comparison.funnel = std::move(drawn->funnel);
  for (std::size_t i = 0; i < counted.size(); ++i) {
    counted[i]->limits = drawn->peers[i].limits;
    counted[i]->flag = drawn->peers[i].flag;
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
