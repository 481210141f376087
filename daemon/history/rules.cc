#include "daemon/history/rules.h"

#include <chrono>
#include <optional>
#include <string>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/stats/assurance.h"

namespace trustwatch::history {
namespace {

stats::Better BetterOf(domain::Direction direction) {
  switch (direction) {
    case domain::Direction::kLower:
      return stats::Better::kLower;
    case domain::Direction::kHigher:
      return stats::Better::kHigher;
    case domain::Direction::kNeither:
      return stats::Better::kNeither;
  }
  return stats::Better::kNeither;
}

// True of numbers that add up over parts and months, so that a level for the whole is none for
// them.
bool IsAmount(domain::IndicatorKind kind) {
  return kind == domain::IndicatorKind::kCount || kind == domain::IndicatorKind::kMoney;
}

bool IsInForce(const domain::Standard& standard, domain::Day day) {
  return (!standard.first_day || *standard.first_day <= day) &&
         (!standard.last_day || day <= *standard.last_day);
}

}  // namespace

std::optional<double> Rules::TargetOn(domain::Day last_day) const {
  if (!has_standards) return std::nullopt;
  std::optional<double> target;
  for (const domain::Standard& standard : indicator->standards) {
    if (standard.target && IsInForce(standard, last_day)) target = standard.target;
  }
  return target;
}

TargetInForce Rules::TargetInForceOn(domain::Day last_day) const {
  TargetInForce found{.target = TargetOn(last_day), .since = {}};
  if (!has_standards) return found;
  const auto begins = [&](domain::Day day) {
    if (day <= last_day && (!found.since || day > *found.since)) found.since = day;
  };
  for (const domain::Standard& standard : indicator->standards) {
    if (!standard.target) continue;
    if (standard.first_day) begins(*standard.first_day);
    if (standard.last_day) begins(*standard.last_day + std::chrono::days(1));
  }
  return found;
}

Rules RulesOf(const domain::Catalogue& catalogue, const domain::Slice& slice) {
  const domain::Indicator* const indicator = catalogue.Find(slice.indicator.text());
  if (indicator == nullptr) return {.span = slice.span};
  const bool is_usual = slice.breakdown.empty() && slice.span == indicator->spans.front();
  return {
      .indicator = indicator,
      .span = slice.span,
      .chart = indicator->chart,
      .better = BetterOf(indicator->direction),
      .nil_is_zero = indicator->nil_is_zero,
      .scale = indicator->scale,
      .has_standards = !indicator->standards.empty() && (is_usual || !IsAmount(indicator->kind))};
}

std::string UnitWords(const domain::Indicator* indicator) {
  if (indicator == nullptr) return "";
  return indicator->unit == "percent" ? "%" : " " + indicator->unit;
}

std::optional<double> LowestOf(const domain::Indicator* indicator) {
  if (indicator == nullptr) return std::nullopt;
  if (!indicator->minimum && indicator->kind == domain::IndicatorKind::kCount) return 0;
  return indicator->minimum;
}

std::optional<double> HighestOf(const domain::Indicator* indicator) {
  return indicator == nullptr ? std::nullopt : indicator->maximum;
}

int DecimalsOf(const domain::Indicator* indicator) {
  constexpr int kDecimals = 1;
  constexpr int kDecimalsOfMoney = 0;
  const bool is_money = indicator != nullptr && indicator->kind == domain::IndicatorKind::kMoney;
  return is_money ? kDecimalsOfMoney : kDecimals;
}

}  // namespace trustwatch::history
