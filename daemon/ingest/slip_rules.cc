#include "daemon/ingest/slip_rules.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "daemon/history/grid.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/ingest/text.h"
#include "daemon/stats/chart_choice.h"
#include "daemon/stats/slip_words.h"
#include "daemon/stats/slips.h"

namespace trustwatch::ingest {
namespace {

constexpr stats::SlipOptions kOptions{};

std::string_view ReasonOf(stats::SlipKind kind) {
  switch (kind) {
    case stats::SlipKind::kMultiple:
      return "MULTIPLE_OF_USUAL";
    case stats::SlipKind::kPart:
      return "PART_OF_USUAL";
    case stats::SlipKind::kFractionForPercent:
      return "LOOKS_LIKE_FRACTION";
    case stats::SlipKind::kPercentForFraction:
      return "LOOKS_LIKE_PERCENT";
    case stats::SlipKind::kOtherUnit:
      return "LOOKS_LIKE_OTHER_UNIT";
    case stats::SlipKind::kWrongSign:
      return "LOOKS_LIKE_WRONG_SIGN";
    case stats::SlipKind::kCopy:
      return "COPY_OF_PERIOD_BEFORE";
    case stats::SlipKind::kUnusual:
      return "UNUSUAL_FOR_SERIES";
  }
  return "UNUSUAL_FOR_SERIES";
}

std::string_view FieldOf(stats::FigurePart part) {
  switch (part) {
    case stats::FigurePart::kValue:
      return "value.number.value";
    case stats::FigurePart::kNumerator:
      return "value.number.numerator";
    case stats::FigurePart::kDenominator:
      return "value.number.denominator";
  }
  return "value.number.value";
}

stats::DataKind DataKindOf(const domain::Indicator& indicator) {
  switch (indicator.kind) {
    case domain::IndicatorKind::kCount:
      return stats::DataKind::kCount;
    case domain::IndicatorKind::kProportion:
      return stats::DataKind::kProportion;
    case domain::IndicatorKind::kRate:
      return stats::DataKind::kRate;
    default:
      return stats::DataKind::kMeasurement;
  }
}

stats::UnitFamily FamilyOf(const domain::Indicator& indicator) {
  switch (indicator.kind) {
    case domain::IndicatorKind::kMoney:
      return stats::UnitFamily::kMoney;
    case domain::IndicatorKind::kDuration:
      return stats::UnitFamily::kTime;
    default:
      return stats::UnitFamily::kOther;
  }
}

std::string_view UnitOf(const domain::Indicator& indicator) {
  return indicator.unit == "percent" ? std::string_view("%") : std::string_view(indicator.unit);
}

// Rows of the grid.
struct Window {
  std::size_t first = 0;
  std::size_t count = 0;
};

// The periods before a position that speak of it: since the step change, 24 at most.
Window WindowBefore(const history::Grid& grid, std::size_t position) {
  std::size_t first = 0;
  for (const std::size_t start : grid.group_starts) {
    if (start <= position) first = start;
  }
  if (position - first > kOptions.window) first = position - kOptions.window;
  return {first, position - first};
}

template <typename T>
std::span<const T> Part(const std::vector<T>& all, Window window) {
  if (all.empty()) return {};
  return std::span<const T>(all).subspan(window.first, window.count);
}

// True if the number lies among those of the window and does not repeat the last of them.
bool IsAmong(double number, std::span<const double> numbers, std::span<const std::uint8_t> known) {
  if (numbers.empty()) return false;
  bool above_one = false;
  bool below_one = false;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!known.empty() && known[i] == 0) continue;
    above_one |= numbers[i] <= number;
    below_one |= numbers[i] >= number;
  }
  return above_one && below_one && numbers.back() != number;
}

bool IsOrdinary(const domain::Number& number, const stats::FigureHistory& before) {
  if (!IsAmong(number.value, before.values, before.known)) return false;
  if (before.numerators.empty() || !number.numerator || !number.denominator) return true;
  return IsAmong(*number.numerator, before.numerators, before.known) &&
         IsAmong(*number.denominator, before.denominators, before.known);
}

double NumberAsked(const stats::Question& question, const domain::Number& number) {
  switch (question.part) {
    case stats::FigurePart::kNumerator:
      return number.numerator.value_or(question.value);
    case stats::FigurePart::kDenominator:
      return number.denominator.value_or(question.value);
    case stats::FigurePart::kValue:
      return number.value;
  }
  return number.value;
}

}  // namespace

void AskAboutSlips(const IndicatorRules& rules, const domain::Number& number,
                   const history::Grid& grid, std::size_t position, std::size_t row,
                   Findings& findings) {
  const Window window = WindowBefore(grid, position);
  const stats::FigureHistory before = {.values = Part(grid.values, window),
                                       .numerators = Part(grid.numerators, window),
                                       .denominators = Part(grid.denominators, window),
                                       .known = Part(grid.known, window)};
  if (window.count == 0 || IsOrdinary(number, before)) return;
  const domain::Indicator& indicator = *rules.indicator;
  const stats::NewFigure figure = {
      .value = number.value, .numerator = number.numerator, .denominator = number.denominator};
  const stats::SlipUnit unit = {.kind = DataKindOf(indicator),
                                .scale = indicator.scale > 0 ? indicator.scale : 1,
                                .family = FamilyOf(indicator)};
  for (const stats::Question& question : stats::FindSlips(before, figure, unit, kOptions)) {
    findings.Add(row, domain::Level::kExplain, [&] {
      return Words{.reason = ReasonOf(question.kind),
                   .field = std::string(FieldOf(question.part)),
                   .value = Figure(NumberAsked(question, number)),
                   .message = stats::ToSentence(question, UnitOf(indicator)),
                   .cure = std::string(CureOf(domain::Level::kExplain))};
    });
  }
}

}  // namespace trustwatch::ingest
