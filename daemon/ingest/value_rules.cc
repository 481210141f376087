#include "daemon/ingest/value_rules.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/value.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/ratio_rules.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/ingest/slip_words.h"
#include "daemon/ingest/text.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

using domain::DraftNumber;
using domain::Level;
using domain::PlausibleRange;

// Beyond 2^53 a double cannot tell neighbouring whole numbers apart.
constexpr double kWholeNumberMax = 9007199254740992.0;

// -0 would differ from 0 in the store, and means the same.
std::optional<double> WithoutNegativeZero(std::optional<double> number) {
  return number ? std::optional(*number + 0.0) : std::nullopt;
}

// A finding about the value itself.
Words OfValue(std::string_view reason, double value, std::string message, std::string cure) {
  return {.reason = reason,
          .field = "value.number.value",
          .value = fmt::format("{}", value),
          .message = std::move(message),
          .cure = std::move(cure)};
}

void CheckWhole(const domain::Indicator& indicator, double value, std::size_t row,
                Findings& findings) {
  if (!indicator.integer) return;
  if (value != std::trunc(value)) {
    findings.Add(row, Level::kRefuse, [&] {
      return OfValue("VALUE_NOT_WHOLE", value,
                     fmt::format("value {} is not a whole number of {}", value, indicator.unit),
                     "give the count itself, not rounded and not an average");
    });
  } else if (std::abs(value) > kWholeNumberMax) {
    findings.Add(row, Level::kRefuse, [&] {
      return OfValue("VALUE_TOO_LARGE", value,
                     fmt::format("value {} is above {:.0f}, where counts are no longer exact",
                                 value, kWholeNumberMax),
                     "correct it and send it again");
    });
  }
}

bool Contains(const PlausibleRange& range, double value) {
  return range.low <= value && value <= range.high;
}

std::string PlausibleText(const PlausibleRange& range) {
  return fmt::format("figures usually lie between {} and {} ({})", Figure(range.low),
                     Figure(range.high), range.basis);
}

// True if the value is out of its limits; the plausible range then adds nothing.
bool CheckLimits(const IndicatorRules& rules, double value, std::size_t row, Findings& findings) {
  const domain::Indicator& indicator = *rules.indicator;
  if (indicator.minimum && value < *indicator.minimum) {
    findings.Add(row, Level::kRefuse, [&] {
      return OfValue("VALUE_BELOW_MINIMUM", value,
                     fmt::format("value {} is below {}, the least that {} can be", value,
                                 Figure(*indicator.minimum), indicator.id.text()),
                     "correct it; if there is no figure, say missing and why");
    });
    return true;
  }
  if (!indicator.maximum || value <= *indicator.maximum) return false;
  const bool is_slip = rules.is_fraction && value <= 100 && value / 100 <= *indicator.maximum;
  findings.Add(row, Level::kRefuse, [&] {
    if (is_slip) {
      return PercentForFraction(rules, value, Level::kRefuse,
                                fmt::format("it is at most {}", Figure(*indicator.maximum)));
    }
    return OfValue("VALUE_ABOVE_MAXIMUM", value,
                   fmt::format("value {} is above {}, the most that {} can be", value,
                               Figure(*indicator.maximum), indicator.id.text()),
                   fmt::format("correct it; the unit is {}", indicator.unit));
  });
  return true;
}

// Of a plausible value: one above the whole is accepted where that may be, and is said.
void WarnAboveWhole(const domain::Indicator& indicator, double value, std::size_t row,
                    Findings& findings) {
  if (!MayPassWhole(indicator) || value <= indicator.scale) return;
  findings.Add(row, Level::kWarn, [&] {
    return OfValue("VALUE_ABOVE_WHOLE", value,
                   fmt::format("value {} is above {}, the whole of {}", value,
                               Figure(indicator.scale), indicator.id.text()),
                   std::string(CureOf(Level::kWarn)));
  });
}

// `may_slip`: no numerator and denominator have shown the value to be right as it stands.
void CheckPlausible(const IndicatorRules& rules, double value, bool may_slip, std::size_t row,
                    Findings& findings) {
  const auto& range = rules.indicator->plausible;
  if (!range || Contains(*range, value)) {
    WarnAboveWhole(*rules.indicator, value, row, findings);
    return;
  }
  const Level slip_level = std::max(range->outside, Level::kExplain);
  if (may_slip && rules.is_percent && value > 0 && value <= 1 && Contains(*range, 100 * value)) {
    findings.Add(row, slip_level, [&] {
      return FractionForPercent(rules, value, slip_level, PlausibleText(*range));
    });
    return;
  }
  if (may_slip && rules.is_fraction && value > 1 && value <= 100 && Contains(*range, value / 100)) {
    findings.Add(row, slip_level, [&] {
      return PercentForFraction(rules, value, slip_level, PlausibleText(*range));
    });
    return;
  }
  findings.Add(row, range->outside, [&] {
    return OfValue("VALUE_IMPLAUSIBLE", value,
                   fmt::format("value {} is unusual for {}: {}", value, rules.indicator->id.text(),
                               PlausibleText(*range)),
                   std::string(CureOf(range->outside)));
  });
}

std::string_view SignText(domain::UnitSign sign) {
  switch (sign) {
    case domain::UnitSign::kPercent:
      return "a % sign";
    case domain::UnitSign::kPounds:
      return "a pound sign";
    default:
      return "a sign that this daemon does not know";
  }
}

// A number that was written with the sign of another unit is in that unit.
void CheckUnitSign(const IndicatorRules& rules, const DraftNumber& draft, std::size_t row,
                   Findings& findings) {
  const domain::UnitSign sign = draft.unit_sign;
  if (sign == domain::UnitSign::kNone || !draft.value ||
      (sign == domain::UnitSign::kPercent && rules.is_percent) ||
      (sign == domain::UnitSign::kPounds && rules.is_pounds)) {
    return;
  }
  findings.Add(row, Level::kRefuse, [&] {
    return OfValue("UNIT_MISMATCH", *draft.value,
                   fmt::format("value {} was written with {}, and {} is in {}", *draft.value,
                               SignText(sign), rules.indicator->id.text(), rules.indicator->unit),
                   fmt::format("check the column; give the figure in {}", rules.indicator->unit));
  });
}

void ReportEmpty(const IndicatorRules& rules, std::size_t row, Findings& findings) {
  findings.Add(row, Level::kRefuse, [&] {
    return Words{.reason = "NUMBER_EMPTY",
                 .field = "value.number",
                 .value = "",
                 .message = "the number says nothing",
                 .cure = rules.has_ratio ? "give the value, or numerator and denominator, or both"
                                         : "give the value; 0 is a value"};
  });
}

}  // namespace

bool CheckFinite(const DraftNumber& draft, std::size_t row, Findings& findings) {
  bool is_finite = true;
  const auto check = [&](std::optional<double> part, std::string_view name) {
    if (!part || std::isfinite(*part)) return;
    is_finite = false;
    findings.Add(row, Level::kRefuse, [&] {
      return Words{.reason = "NOT_FINITE",
                   .field = fmt::format("value.number.{}", name),
                   .value = fmt::format("{}", *part),
                   .message = fmt::format("{} {} is not a finite number", name, *part),
                   .cure = "give the figure; if there is none, say missing and why"};
    });
  };
  check(draft.value, "value");
  check(draft.numerator, "numerator");
  check(draft.denominator, "denominator");
  return is_finite;
}

std::optional<domain::Number> CheckNumber(const IndicatorRules& rules, const DraftNumber& draft,
                                          std::size_t row, Findings& findings) {
  if (!CheckFinite(draft, row, findings)) return std::nullopt;
  CheckUnitSign(rules, draft, row, findings);
  const std::int64_t count_before = findings.count();
  const std::optional<double> ratio = CheckParts(rules, draft, row, findings);
  const bool parts_are_good = findings.count() == count_before;
  if (!draft.value && !ratio) {
    if (parts_are_good) ReportEmpty(rules, row, findings);
    return std::nullopt;
  }
  const domain::Number number{.value = *WithoutNegativeZero(draft.value ? draft.value : ratio),
                              .numerator = WithoutNegativeZero(draft.numerator),
                              .denominator = WithoutNegativeZero(draft.denominator)};
  if (!draft.value && !parts_are_good) return number;  // what bad parts give is not worth judging
  const RatioFit fit = draft.value && ratio ? CheckRatio(rules, number.value, *ratio, row, findings)
                                            : RatioFit::kFits;
  if (fit == RatioFit::kSlip) return number;  // its limits would only say the same again
  CheckWhole(*rules.indicator, number.value, row, findings);
  if (!CheckLimits(rules, number.value, row, findings) && fit == RatioFit::kFits) {
    CheckPlausible(rules, number.value, !ratio.has_value(), row, findings);
  }
  return number;
}

}  // namespace trustwatch::ingest
