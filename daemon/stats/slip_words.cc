#include "daemon/stats/slip_words.h"

#include <cmath>

#include "daemon/stats/saturate.h"
#include "fmt/format.h"

namespace trustwatch::stats {
namespace {

// The unit belongs to the value; numerator and denominator are counts.
std::string WithUnit(std::string number, const Question& question, std::string_view unit) {
  if (question.part == FigurePart::kValue && !unit.empty()) {
    number += ' ';
    number += unit;
  }
  return number;
}

std::string Number(double value) { return fmt::format("{:.10g}", value); }

// To four significant digits, and whole numbers where four digits are fewer than that.
std::string Rounded(double value) {
  if (value == 0) return "0";
  const long double magnitude = std::floor(std::log10(std::fabs(static_cast<long double>(value))));
  const long double step = std::pow(10.0L, std::min(0.0L, magnitude - 3));
  return Number(Saturate(std::round(value / step) * step));
}

std::string_view NameOf(FigurePart part) {
  switch (part) {
    case FigurePart::kValue:
      return "";
    case FigurePart::kNumerator:
      return "The numerator ";
    case FigurePart::kDenominator:
      return "The denominator ";
  }
  return "";
}

std::string_view NameOf(double factor) {
  if (factor == 10) return "ten times";
  if (factor == 100) return "a hundred times";
  if (factor == 1000) return "a thousand times";
  if (factor > 0.05) return "a tenth of";
  return factor > 0.005 ? "a hundredth of" : "a thousandth of";
}

// "the usual 20 to 40 bed days", "the figure before, 555 bed days".
std::string Usual(const Question& question, std::string_view unit) {
  if (question.points == 1) {
    return fmt::format("the only earlier figure, {}",
                       WithUnit(Number(question.usual), question, unit));
  }
  if (question.usual_lower == question.usual_upper) {
    return fmt::format("the usual {}", WithUnit(Rounded(question.usual), question, unit));
  }
  return fmt::format("the usual {} to {}", Rounded(question.usual_lower),
                     WithUnit(Rounded(question.usual_upper), question, unit));
}

std::string Meant(const Question& question, std::string_view unit) {
  if (!question.mended.has_value()) return " Is it right?";
  return fmt::format(" Was {} meant?", WithUnit(Number(*question.mended), question, unit));
}

// What is wrong, between the figure and the question at the end.
std::string Finding(const Question& question, std::string_view unit) {
  switch (question.kind) {
    case SlipKind::kMultiple:
    case SlipKind::kPart:
      return fmt::format("looks like {} {}.", NameOf(question.factor), Usual(question, unit));
    case SlipKind::kFractionForPercent:
      return "looks like a fraction where a percentage is expected.";
    case SlipKind::kPercentForFraction:
      return "looks like a percentage where a fraction is expected.";
    case SlipKind::kOtherUnit:
      return fmt::format("is far from {}, by the factor between {}.", Usual(question, unit),
                         question.between);
    case SlipKind::kWrongSign:
      return fmt::format("has the other sign than {}.", Usual(question, unit));
    case SlipKind::kCopy:
      return "is exactly the figure of the period before, and this series hardly ever repeats "
             "itself.";
    case SlipKind::kUnusual:
      return fmt::format("is far from {}.", Usual(question, unit));
  }
  return "";
}

}  // namespace

std::string ToSentence(const Question& question, std::string_view unit) {
  return fmt::format("{}{} {}{}", NameOf(question.part),
                     WithUnit(Number(question.value), question, unit), Finding(question, unit),
                     Meant(question, unit));
}

}  // namespace trustwatch::stats
