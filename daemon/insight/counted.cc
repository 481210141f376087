#include "daemon/insight/counted.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/stats/funnel_options.h"
#include "daemon/stats/rank.h"
#include "fmt/format.h"

namespace trustwatch::insight {
namespace {

using domain::IndicatorKind;
using stats::UnitKind;

std::string_view Words(IndicatorKind kind) {
  switch (kind) {
    case IndicatorKind::kCount:
      return "a count";
    case IndicatorKind::kProportion:
      return "a proportion";
    case IndicatorKind::kRate:
      return "a rate";
    case IndicatorKind::kMoney:
      return "an amount of money";
    case IndicatorKind::kDuration:
      return "a duration";
    case IndicatorKind::kScore:
      return "a score";
  }
  return "a figure";
}

// One overload for each of the five things that a cell can say.
struct WhyNot {
  UnitKind kind;

  std::string_view operator()(const domain::Number& number) const {
    if (!number.numerator.has_value()) return "its numerator is not known";
    if (!number.denominator.has_value()) return "its denominator is not known";
    if (*number.denominator == 0) return "its denominator is 0";
    if (*number.numerator < 0 || *number.denominator < 0) {
      return "its numerator or denominator is below 0, so it is no amount";
    }
    if (*number.numerator > stats::kFunnelAmountMax ||
        *number.denominator > stats::kFunnelAmountMax) {
      return "its numerator or denominator is too large to be compared";
    }
    if (kind == UnitKind::kProportion && *number.numerator > *number.denominator) {
      return "its numerator is above its denominator, which no proportion can be";
    }
    return "";
  }
  std::string_view operator()(const domain::NilReturn& /*unused*/) const {
    return "a nil return has no numerator and denominator";
  }
  std::string_view operator()(const domain::NotApplicable& /*unused*/) const {
    return "the indicator does not apply to it";
  }
  std::string_view operator()(const domain::Suppressed& /*unused*/) const {
    return "its figure is withheld";
  }
  std::string_view operator()(const domain::Missing& /*unused*/) const {
    return "its figure is missing";
  }
};

}  // namespace

std::optional<UnitKind> CountedAs(const domain::Indicator* indicator) {
  if (indicator == nullptr || indicator->scale <= 0) return std::nullopt;
  if (indicator->kind == IndicatorKind::kProportion) return UnitKind::kProportion;
  if (indicator->kind == IndicatorKind::kRate) return UnitKind::kRate;
  return std::nullopt;
}

std::string WhyNotCounted(const domain::Indicator* indicator) {
  if (indicator == nullptr) {
    return "the indicator has left the catalogue, so it is not known what its figures count";
  }
  if (indicator->scale <= 0) {
    return fmt::format("{} has no denominator, so chance cannot be told from difference",
                       indicator->name);
  }
  return fmt::format(
      "{} is {}, and how much that varies by chance its numerator and denominator do not tell",
      indicator->name, Words(indicator->kind));
}

std::optional<domain::Number> ComparedNumber(const std::optional<domain::Value>& value,
                                             const domain::Indicator* indicator) {
  if (!value.has_value()) return std::nullopt;
  if (const auto* number = std::get_if<domain::Number>(&*value)) return *number;
  const bool is_zero = std::holds_alternative<domain::NilReturn>(*value) && indicator != nullptr &&
                       indicator->nil_is_zero;
  return is_zero ? std::optional(domain::Number{.value = 0}) : std::nullopt;
}

std::string_view WhyNotCounted(const std::optional<domain::Value>& value, UnitKind kind) {
  if (!value.has_value()) return "it has reported nothing for the period";
  return std::visit(WhyNot{kind}, *value);
}

}  // namespace trustwatch::insight
