#include "daemon/ingest/ratio_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/ingest/slip_words.h"
#include "daemon/ingest/text.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

using domain::DraftNumber;
using domain::Level;

constexpr std::string_view kNumerator = "value.number.numerator";
constexpr std::string_view kDenominator = "value.number.denominator";
constexpr std::array<double, 7> kPowersOfTen = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
constexpr double kRoundingErrors = 4 * std::numeric_limits<double>::epsilon();

// One finding about a part, which refuses the row.
void Refuse(std::string_view reason, std::string_view field, std::optional<double> value,
            std::size_t row, Findings& findings, const std::string& message,
            std::string_view cure) {
  findings.Add(row, Level::kRefuse, [&] {
    return Words{.reason = reason,
                 .field = std::string(field),
                 .value = value ? fmt::format("{}", *value) : "",
                 .message = message,
                 .cure = std::string(cure)};
  });
}

void CheckNoParts(const IndicatorRules& rules, const DraftNumber& draft, std::size_t row,
                  Findings& findings) {
  const auto refuse = [&](std::string_view reason, std::string_view field, double value) {
    Refuse(reason, field, value, row, findings,
           fmt::format("{} is not made of a numerator and a denominator, and {} is given",
                       rules.indicator->id.text(), value),
           "send the figure as value alone");
  };
  if (draft.numerator) refuse("NUMERATOR_NOT_EXPECTED", kNumerator, *draft.numerator);
  if (draft.denominator) refuse("DENOMINATOR_NOT_EXPECTED", kDenominator, *draft.denominator);
}

// One is given and the other is not.
void CheckHalf(const IndicatorRules& rules, const DraftNumber& draft, std::size_t row,
               Findings& findings) {
  constexpr std::string_view kCure = "give both, or neither and the value alone";
  if (draft.numerator) {
    Refuse("DENOMINATOR_MISSING", kDenominator, std::nullopt, row, findings,
           fmt::format("numerator {} has no denominator ({})", *draft.numerator,
                       rules.indicator->denominator),
           kCure);
  } else {
    Refuse("NUMERATOR_MISSING", kNumerator, std::nullopt, row, findings,
           fmt::format("denominator {} has no numerator ({})", *draft.denominator,
                       rules.indicator->numerator),
           kCure);
  }
}

// False if they give nothing.
bool CheckSigns(double numerator, double denominator, std::size_t row, Findings& findings) {
  if (numerator < 0) {
    Refuse("NUMERATOR_NEGATIVE", kNumerator, numerator, row, findings,
           fmt::format("numerator {} is below 0", numerator), "give the count, 0 or more");
  }
  if (denominator <= 0) {
    Refuse("DENOMINATOR_NOT_POSITIVE", kDenominator, denominator, row, findings,
           fmt::format("denominator {} is not above 0", denominator),
           "give the count; if there was nothing to count from, send a nil return");
  }
  return numerator >= 0 && denominator > 0;
}

bool Fits(double value, double ratio, double tolerance) {
  return std::abs(value - ratio) <=
         tolerance + kRoundingErrors * std::max(std::abs(value), std::abs(ratio));
}

// Half a unit of the last decimal of a value.
double HalfUnit(int decimals) { return 0.5 / kPowersOfTen[static_cast<std::size_t>(decimals)]; }

// True if `value` is `ratio` but for a factor of 100: a percentage as a fraction.
bool IsHundredth(double value, double ratio) {
  if (value <= 0 || value > 1) return false;
  // A whole 1 shows no decimals, and stands for 100 % only.
  const int decimals = DecimalsOf(value);
  return Fits(100 * value, ratio, decimals == 0 ? 0.5 : 100 * HalfUnit(decimals));
}

// The reverse: a fraction as a percentage.
bool IsHundredfold(double value, double ratio) {
  return value > 1 && value <= 100 && Fits(value / 100, ratio, HalfUnit(DecimalsOf(value)) / 100);
}

}  // namespace

int DecimalsOf(double value) {
  for (std::size_t decimals = 0; decimals < kPowersOfTen.size(); ++decimals) {
    const double shifted = value * kPowersOfTen[decimals];
    if (std::abs(shifted - std::nearbyint(shifted)) <= kRoundingErrors * std::abs(shifted)) {
      return static_cast<int>(decimals);
    }
  }
  return static_cast<int>(kPowersOfTen.size()) - 1;
}

bool MayPassWhole(const domain::Indicator& indicator) {
  return indicator.kind == domain::IndicatorKind::kProportion && indicator.maximum &&
         *indicator.maximum > indicator.scale;
}

std::optional<double> CheckParts(const IndicatorRules& rules, const DraftNumber& draft,
                                 std::size_t row, Findings& findings) {
  if (!draft.numerator && !draft.denominator) return std::nullopt;
  if (!rules.has_ratio) {
    CheckNoParts(rules, draft, row, findings);
    return std::nullopt;
  }
  if (!draft.numerator || !draft.denominator) {
    CheckHalf(rules, draft, row, findings);
    return std::nullopt;
  }
  const double numerator = *draft.numerator;
  const double denominator = *draft.denominator;
  if (!CheckSigns(numerator, denominator, row, findings)) return std::nullopt;
  if (rules.indicator->kind == domain::IndicatorKind::kProportion && numerator > denominator &&
      !MayPassWhole(*rules.indicator)) {
    Refuse("NUMERATOR_ABOVE_DENOMINATOR", kNumerator, numerator, row, findings,
           fmt::format("numerator {} is above denominator {}, and {} is a part of a whole",
                       numerator, denominator, rules.indicator->id.text()),
           "correct the one that is wrong");
  }
  // Where they are equal the scale itself is exact, and rounding must not put it above a maximum.
  if (numerator == denominator) return rules.indicator->scale;
  return rules.indicator->scale * numerator / denominator;
}

RatioFit CheckRatio(const IndicatorRules& rules, double value, double ratio, std::size_t row,
                    Findings& findings) {
  const int decimals = DecimalsOf(value);
  if (Fits(value, ratio, HalfUnit(decimals))) return RatioFit::kFits;
  const bool is_fraction = rules.is_percent && IsHundredth(value, ratio);
  const bool is_percent = rules.is_fraction && IsHundredfold(value, ratio);
  findings.Add(row, Level::kRefuse, [&] {
    if (is_fraction || is_percent) {
      const std::string because =
          fmt::format("its numerator and denominator give {}", Figure(ratio));
      return is_fraction ? FractionForPercent(rules, value, Level::kRefuse, because)
                         : PercentForFraction(rules, value, Level::kRefuse, because);
    }
    return Words{
        .reason = "VALUE_INCONSISTENT",
        .field = "value.number.value",
        .value = fmt::format("{}", value),
        .message = fmt::format("value {} is not {} x numerator / denominator, which gives {:.{}f}",
                               value, rules.indicator->scale, ratio, std::max(decimals, 2)),
        .cure = "correct the one that is wrong, or leave the value out and it is computed"};
  });
  return is_fraction || is_percent ? RatioFit::kSlip : RatioFit::kConflicts;
}

}  // namespace trustwatch::ingest
