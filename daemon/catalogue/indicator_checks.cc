#include "daemon/catalogue/indicator_checks.h"

#include <optional>
#include <string_view>

#include "daemon/catalogue/toml_file.h"
#include "daemon/domain/catalogue.h"
#include "fmt/format.h"

namespace trustwatch::catalogue {
namespace {

using domain::Indicator;
using domain::IndicatorKind;

void CheckScale(const TomlTable& table, const Indicator& indicator) {
  const bool is_proportion = indicator.kind == IndicatorKind::kProportion;
  const bool is_divided = is_proportion || indicator.kind == IndicatorKind::kRate;
  if (is_divided && indicator.numerator.empty() && !table.Has("numerator")) {
    table.Complain("kind", fmt::format("{} has no numerator", table.name()),
                   "say in numerator what is counted, or choose another kind");
  }
  if (is_divided && indicator.denominator.empty() && !table.Has("denominator")) {
    table.Complain("kind", fmt::format("{} has no denominator", table.name()),
                   "say in denominator out of what, or choose another kind");
  }
  if (is_proportion && indicator.scale != 100) {
    table.Complain("scale",
                   fmt::format("{} is a proportion with scale {}", table.name(), indicator.scale),
                   "write scale = 100: proportions are in percent");
  }
  if (is_proportion && !indicator.unit.empty() && indicator.unit != "percent") {
    table.Complain("unit",
                   fmt::format("{} is a proportion in \"{}\"", table.name(), indicator.unit),
                   "write unit = \"percent\", or choose another kind");
  }
  if (!is_proportion && !indicator.denominator.empty() && indicator.scale <= 0) {
    table.Complain("scale",
                   fmt::format("{} has a denominator but scale {}", table.name(), indicator.scale),
                   "write a scale above 0: value = scale x numerator / denominator");
  }
  if (indicator.denominator.empty() && !table.Has("denominator") && !is_divided &&
      indicator.scale != 0) {
    table.Complain("scale", fmt::format("{} has a scale but no denominator", table.name()),
                   "remove scale, or say the denominator");
  }
}

void CheckCount(const TomlTable& table, const Indicator& indicator) {
  if (indicator.kind != IndicatorKind::kCount) return;
  if (!indicator.integer) {
    table.Complain("integer", fmt::format("{} is a count and not integer", table.name()),
                   "remove integer = false, or choose another kind: counts are whole numbers");
  }
  if (!indicator.denominator.empty()) {
    table.Complain("denominator", fmt::format("{} is a count with a denominator", table.name()),
                   "choose kind = \"proportion\" or \"rate\", or remove the denominator");
  }
  if (indicator.minimum.value_or(0) < 0) {
    table.Complain("minimum",
                   fmt::format("{} is a count with minimum {}", table.name(), *indicator.minimum),
                   "write minimum = 0");
  }
}

void CheckLimits(const TomlTable& table, const Indicator& indicator) {
  if (indicator.minimum && indicator.maximum && *indicator.maximum <= *indicator.minimum) {
    table.Complain("maximum",
                   fmt::format("maximum {} of {} is not above its minimum {}", *indicator.maximum,
                               table.name(), *indicator.minimum),
                   "correct minimum or maximum");
  }
  const auto outside = [&indicator](double value) {
    return (indicator.minimum && value < *indicator.minimum) ||
           (indicator.maximum && value > *indicator.maximum);
  };
  if (indicator.plausible) {
    const domain::PlausibleRange& range = *indicator.plausible;
    if (range.high <= range.low) {
      table.Complain(
          "plausible",
          fmt::format("plausible of {} runs from {} to {}", table.name(), range.low, range.high),
          "write a low that is below high");
    } else if (outside(range.low) || outside(range.high)) {
      table.Complain("plausible",
                     fmt::format("plausible of {}, {} to {}, reaches beyond its minimum or maximum",
                                 table.name(), range.low, range.high),
                     "keep low and high within minimum and maximum, or widen those");
    }
  }
  for (const domain::Standard& standard : indicator.standards) {
    if (!standard.target || !outside(*standard.target)) continue;
    table.Complain("standards",
                   fmt::format("target {} of {} is beyond its minimum or maximum", *standard.target,
                               table.name()),
                   "give the target in the indicator's unit");
  }
}

// The kind of indicator that a chart is made for; absent: any.
struct ChartNeed {
  std::optional<IndicatorKind> kind;
  std::string_view words;
};

ChartNeed NeedOf(domain::ChartKind chart) {
  switch (chart) {
    case domain::ChartKind::kXmr:
      return {};
    case domain::ChartKind::kPPrime:
      return {IndicatorKind::kProportion, "p_prime is for proportions"};
    case domain::ChartKind::kUPrime:
      return {IndicatorKind::kRate, "u_prime is for rates"};
    case domain::ChartKind::kT:
      return {IndicatorKind::kDuration, "t is for times between events, which are durations"};
    case domain::ChartKind::kG:
      return {IndicatorKind::kCount, "g is for counts of opportunities between events"};
  }
  return {};
}

void CheckChart(const TomlTable& table, const Indicator& indicator) {
  const ChartNeed need = NeedOf(indicator.chart);
  if (!need.kind) return;
  if (indicator.kind != *need.kind) {
    table.Complain("chart", fmt::format("the chart of {} does not suit its kind", table.name()),
                   fmt::format("{}; choose another kind, or leave chart out for xmr", need.words));
    return;
  }
  const bool between_events =
      indicator.chart == domain::ChartKind::kT || indicator.chart == domain::ChartKind::kG;
  if (between_events && (!indicator.minimum || *indicator.minimum < 0)) {
    table.Complain("chart", fmt::format("the chart of {} takes no number below 0", table.name()),
                   "write minimum = 0");
  }
}

}  // namespace

void CheckIndicator(const TomlTable& table, const Indicator& indicator) {
  CheckScale(table, indicator);
  CheckCount(table, indicator);
  CheckLimits(table, indicator);
  CheckChart(table, indicator);
}

}  // namespace trustwatch::catalogue
