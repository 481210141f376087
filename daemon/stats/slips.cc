#include "daemon/stats/slips.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "daemon/base/check.h"
#include "daemon/stats/known.h"
#include "daemon/stats/repeats.h"
#include "daemon/stats/saturate.h"
#include "daemon/stats/usual_range.h"

namespace trustwatch::stats {
namespace {

constexpr std::size_t kMendPointsMin = 3;
constexpr long double kMendedWithin = 2;
constexpr long double kMendedWithinEarly = 1.25L;

struct Factor {
  double size;
  UnitFamily family;         // kOther: any unit
  std::string_view between;  // empty: a slip of digits
};
constexpr std::array kFactors = {
    Factor{10, UnitFamily::kOther, ""},
    Factor{100, UnitFamily::kOther, ""},
    Factor{1000, UnitFamily::kOther, ""},
    Factor{60, UnitFamily::kTime, "seconds and minutes, or minutes and hours"},
    Factor{3600, UnitFamily::kTime, "seconds and hours"},
    Factor{24, UnitFamily::kTime, "hours and days"},
    Factor{7, UnitFamily::kTime, "days and weeks"},
    Factor{100, UnitFamily::kMoney, "pence and pounds"},
    Factor{1000, UnitFamily::kMoney, "pounds and thousands of pounds"},
};

// One number of the figure, and what is usual for it.
struct Suspect {
  FigurePart part;
  double value;
  const UsualRange* range;
};

Question Ask(SlipKind kind, const Suspect& suspect) {
  const UsualRange& range = *suspect.range;
  Question question{.kind = kind,
                    .part = suspect.part,
                    .value = suspect.value,
                    .usual_lower = range.early ? range.lowest : range.lower,
                    .usual_upper = range.early ? range.highest : range.upper,
                    .usual = range.median,
                    .points = range.points};
  if (range.median > 0) question.usual_lower = std::max(question.usual_lower, range.small_level);
  if (range.median < 0) question.usual_upper = std::min(question.usual_upper, -range.small_level);
  return question;
}

bool IsUsual(const UsualRange& range, double mended) {
  if (range.points < kMendPointsMin || range.median == 0) return false;
  if (mended < range.lower || mended > range.upper) return false;
  const long double ratio = static_cast<long double>(mended) / range.median;
  const long double within = range.early ? kMendedWithinEarly : kMendedWithin;
  return ratio <= within && ratio * within >= 1;
}

// How far `mended` is from the median, as a ratio of 1 or more.
long double RatioTo(double median, double mended) {
  const long double ratio = static_cast<long double>(mended) / median;
  return std::max(ratio, 1 / ratio);
}

SlipKind KindOf(const Factor& factor, bool too_large, const SlipUnit& unit) {
  if (!factor.between.empty()) return SlipKind::kOtherUnit;
  if (unit.kind == DataKind::kProportion && factor.size == 100) {
    if (unit.scale == 100 && !too_large) return SlipKind::kFractionForPercent;
    if (unit.scale == 1 && too_large) return SlipKind::kPercentForFraction;
  }
  return too_large ? SlipKind::kMultiple : SlipKind::kPart;
}

// The question of the factor that mends the number best, if one does. Of two equal factors the
// later one in the table, which names units, wins.
std::optional<Question> FindFactor(const Suspect& suspect, const SlipUnit& unit) {
  std::optional<Question> best;
  for (const Factor& factor : kFactors) {
    if (factor.family != UnitFamily::kOther && factor.family != unit.family) continue;
    for (const bool too_large : {true, false}) {
      const long double exact = too_large ? suspect.value / static_cast<long double>(factor.size)
                                          : suspect.value * static_cast<long double>(factor.size);
      const double mended = Saturate(exact);
      const double median = suspect.range->median;
      if (!IsUsual(*suspect.range, mended)) continue;
      if (best.has_value() && RatioTo(median, mended) > RatioTo(median, *best->mended)) continue;
      best = Ask(KindOf(factor, too_large, unit), suspect);
      best->mended = mended;
      best->factor = too_large ? factor.size : 1 / factor.size;
      best->between = factor.between;
    }
  }
  return best;
}

// A number on the other side of zero, whose mirror image would be usual.
bool IsWrongSign(const UsualRange& range, double value) {
  if (value == 0 || range.median == 0 || (value > 0) == (range.median > 0)) return false;
  return -value >= range.lower && -value <= range.upper;
}

// The last points of the series, and what is known in it.
struct Window {
  std::vector<double> values;
  std::vector<double> numerators;
  std::vector<double> denominators;
};

Window WindowOf(const FigureHistory& history, std::size_t size) {
  Window window;
  const std::size_t points = history.values.size();
  for (std::size_t i = points - std::min(points, size); i < points; ++i) {
    if (!IsKnown(history.known, i)) continue;
    window.values.push_back(history.values[i]);
    if (history.denominators.empty()) continue;
    window.numerators.push_back(history.numerators[i]);
    window.denominators.push_back(history.denominators[i]);
  }
  return window;
}

// A fraction and a percentage taken for each other, as numerator and denominator show.
std::optional<Question> FindScaleSlip(const NewFigure& figure, const SlipUnit& unit,
                                      const std::optional<UsualRange>& range) {
  if (unit.kind != DataKind::kProportion || (unit.scale != 100 && unit.scale != 1)) {
    return std::nullopt;
  }
  if (!figure.numerator.has_value() || !figure.denominator.has_value()) return std::nullopt;
  if (!(*figure.denominator > 0) || figure.value == 0) return std::nullopt;
  const long double share = static_cast<long double>(*figure.numerator) / *figure.denominator;
  const long double other_scale = unit.scale == 100 ? 1 : 100;
  // The sender may have rounded to two digits.
  const long double off = std::fabs(figure.value - share * other_scale);
  if (off > 0.02L * std::fabs(share) * other_scale) return std::nullopt;
  const double meant = Saturate(share * unit.scale);
  const UsualRange none{.lower = meant, .upper = meant, .median = meant};
  Question question =
      Ask(unit.scale == 100 ? SlipKind::kFractionForPercent : SlipKind::kPercentForFraction,
          {FigurePart::kValue, figure.value, range.has_value() ? &*range : &none});
  question.mended = meant;
  question.factor = unit.scale == 100 ? 0.01 : 100;
  return question;
}

// Numerator and denominator as counts: a factor in one of them.
std::optional<Question> FindPartSlip(const Window& window, const NewFigure& figure,
                                     const SlipOptions& options) {
  if (!figure.numerator.has_value() || !figure.denominator.has_value()) return std::nullopt;
  const SlipUnit count{.kind = DataKind::kCount};
  for (const FigurePart part : {FigurePart::kNumerator, FigurePart::kDenominator}) {
    const bool top = part == FigurePart::kNumerator;
    const double value = top ? *figure.numerator : *figure.denominator;
    const std::optional<UsualRange> range =
        FindUsualRange(top ? window.numerators : window.denominators, count, std::nullopt, options);
    if (!range.has_value() || !IsUnusual(*range, value, count, std::nullopt, options)) continue;
    std::optional<Question> question = FindFactor({part, value, &*range}, count);
    if (question.has_value()) return question;
  }
  return std::nullopt;
}

std::optional<Question> FindSize(const Window& window, const NewFigure& figure,
                                 const UsualRange& range, const SlipUnit& unit,
                                 const SlipOptions& options) {
  std::optional<Question> part = FindPartSlip(window, figure, options);
  if (part.has_value()) return part;
  const Suspect suspect{FigurePart::kValue, figure.value, &range};
  const bool unusual = IsUnusual(range, figure.value, unit, figure.denominator, options);
  const bool first_of_its_sign = range.early && range.one_sign && range.points >= kMendPointsMin;
  if (!unusual && !first_of_its_sign) return std::nullopt;
  if (IsWrongSign(range, figure.value)) {
    Question question = Ask(SlipKind::kWrongSign, suspect);
    question.mended = -figure.value;
    return question;
  }
  if (!unusual) return std::nullopt;
  std::optional<Question> factor = FindFactor(suspect, unit);
  return factor.has_value() ? factor : Ask(SlipKind::kUnusual, suspect);
}

bool EqualsTheOneBefore(const FigureHistory& history, const NewFigure& figure) {
  if (history.values.empty()) return false;
  const std::size_t last = history.values.size() - 1;
  if (!IsKnown(history.known, last) || history.values[last] != figure.value) return false;
  if (history.denominators.empty()) return true;
  return (!figure.numerator.has_value() || history.numerators[last] == *figure.numerator) &&
         (!figure.denominator.has_value() || history.denominators[last] == *figure.denominator);
}

}  // namespace

std::vector<Question> FindSlips(const FigureHistory& history, const NewFigure& figure,
                                const SlipUnit& unit, const SlipOptions& options) {
  TRUSTWATCH_CHECK(Fits(history.known, history.values.size()));
  TRUSTWATCH_CHECK(history.numerators.size() == history.denominators.size());
  TRUSTWATCH_CHECK(history.denominators.empty() ||
                   history.denominators.size() == history.values.size());
  const Window window = WindowOf(history, options.window);
  const std::optional<UsualRange> range =
      FindUsualRange(window.values, unit, figure.denominator, options);
  std::vector<Question> questions;
  if (std::optional<Question> scale = FindScaleSlip(figure, unit, range); scale.has_value()) {
    questions.push_back(*scale);
    return questions;
  }
  if (!range.has_value()) return questions;
  if (std::optional<Question> size = FindSize(window, figure, *range, unit, options);
      size.has_value()) {
    questions.push_back(*size);
  }
  if (EqualsTheOneBefore(history, figure)) {
    const std::optional<double> chance = ChanceOfRepeat(window.values);
    if (chance.has_value() && *chance < options.copy_chance_max) {
      questions.push_back(Ask(SlipKind::kCopy, {FigurePart::kValue, figure.value, &*range}));
      questions.back().chance = *chance;
    }
  }
  return questions;
}

}  // namespace trustwatch::stats
