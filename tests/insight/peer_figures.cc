#include "tests/insight/peer_figures.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/insight/comparison.h"
#include "fmt/format.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {

using insight::Comparison;
using insight::PeerFigure;

domain::Indicator RateIndicator() {
  domain::Indicator rate = PercentIndicator("restraint");
  rate.kind = domain::IndicatorKind::kRate;
  rate.scale = 1000;
  return rate;
}

domain::Value Ratio(double scale, double numerator, double denominator) {
  return domain::Number{
      .value = scale * numerator / denominator, .numerator = numerator, .denominator = denominator};
}

domain::Value Percent(double numerator, double denominator) {
  return Ratio(100, numerator, denominator);
}

PeerFigure FigureOf(std::size_t at, std::optional<domain::Value> value) {
  return {.organisation = Ods(fmt::format("X{:02}", at)),
          .name = fmt::format("Trust {}", at),
          .kind = "mental_health_trust",
          .region = "Invented North",
          .value = std::move(value)};
}

std::vector<PeerFigure> Figures(const std::vector<std::optional<domain::Value>>& values) {
  std::vector<PeerFigure> figures;
  for (std::size_t i = 0; i < values.size(); ++i) figures.push_back(FigureOf(i, values[i]));
  return figures;
}

std::vector<PeerFigure> TenAlikeAndTwoApart() {
  std::vector<std::optional<domain::Value>> values(10, Percent(50, 100));
  values.emplace_back(Percent(10, 100));
  values.emplace_back(Percent(90, 100));
  return Figures(values);
}

Comparison Compare(const domain::Indicator& indicator, std::vector<PeerFigure> figures,
                   bool include_curve) {
  return insight::CompareFigures({.slice = SliceOf(indicator.id.text()),
                                  .period = PeriodOf("2026-04"),
                                  .indicator = &indicator,
                                  .figures = std::move(figures),
                                  .include_curve = include_curve});
}

std::vector<std::string> Places(const Comparison& comparison) {
  std::vector<std::string> places;
  for (const insight::ComparedOrganisation& one : comparison.organisations) {
    places.push_back(fmt::format("{} [{}, {}]", one.place, one.place_lowest, one.place_highest));
  }
  return places;
}

}  // namespace trustwatch::testing
