#include "collectors/cli/judgement_words.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "collectors/cli/words.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

bool IsLow(v1::Rule rule) {
  return rule == v1::RULE_BELOW_LOWER_LIMIT || rule == v1::RULE_FALLING ||
         rule == v1::RULE_TWO_IN_THREE_BELOW || rule == v1::RULE_RUN_BELOW;
}

std::string_view RuleText(v1::Rule rule) {
  switch (rule) {
    case v1::RULE_ABOVE_UPPER_LIMIT:
      return "above the upper limit";
    case v1::RULE_BELOW_LOWER_LIMIT:
      return "below the lower limit";
    case v1::RULE_RISING:
      return "rising, seven in a row";
    case v1::RULE_FALLING:
      return "falling, seven in a row";
    case v1::RULE_TWO_IN_THREE_ABOVE:
      return "two of three far above the mean";
    case v1::RULE_TWO_IN_THREE_BELOW:
      return "two of three far below the mean";
    case v1::RULE_RUN_ABOVE:
      return "seven in a row above the mean";
    case v1::RULE_RUN_BELOW:
      return "seven in a row below the mean";
    default:
      return "";
  }
}

}  // namespace

std::string RoughText(double number) {
  const double size = std::abs(number);
  // Beyond what plain digits can show, the shortest form does.
  if (!(size < 1e15)) return NumberText(number);
  std::string text = fmt::format("{:.{}f}", number, size >= 1000 ? 0 : size >= 10 ? 1 : 2);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

double Reachable(double limit, const v1::ChartLines& possible) {
  if (possible.has_lowest_possible()) limit = std::max(limit, possible.lowest_possible());
  if (possible.has_highest_possible()) limit = std::min(limit, possible.highest_possible());
  return limit;
}

std::string UsualText(const v1::ChartLines& lines) {
  const std::string lower = RoughText(Reachable(lines.lower_limit(), lines));
  const std::string upper = RoughText(Reachable(lines.upper_limit(), lines));
  if (lines.has_lower_limit() && lines.has_upper_limit()) {
    return fmt::format("{} to {}", lower, upper);
  }
  if (lines.has_upper_limit()) return "up to " + upper;
  return lines.has_lower_limit() ? "from " + lower : "";
}

std::string_view MarkOf(v1::Variation variation, v1::Rule rule) {
  switch (variation) {
    case v1::VARIATION_IMPROVEMENT:
      return IsLow(rule) ? "▼" : "▲";
    case v1::VARIATION_CONCERN:
      return "■";
    case v1::VARIATION_NEITHER:
      return "◆";
    case v1::VARIATION_COMMON_CAUSE:
      return "•";
    default:
      return "";
  }
}

std::string VariationText(v1::Variation variation, v1::Rule rule) {
  const std::string_view mark = MarkOf(variation, rule);
  if (mark.empty()) return "";
  if (variation == v1::VARIATION_COMMON_CAUSE) return fmt::format("{} ordinary", mark);
  if (variation == v1::VARIATION_NEITHER) return fmt::format("{} change", mark);
  return fmt::format("{} {}", mark, EnumText(variation));
}

std::string ShownText(v1::Variation variation, v1::Rule rule) {
  const std::string_view why = RuleText(rule);
  return fmt::format("{}{}{}", VariationText(variation, rule), why.empty() ? "" : ": ", why);
}

std::string ShownText(const v1::Verdict& verdict) {
  std::string text = ShownText(verdict.variation(), verdict.signal().rule());
  if (!verdict.has_signal() || verdict.signal().point_count() < 2) return text;
  return fmt::format("{}, since {}", text, PeriodText(verdict.signal().since()));
}

Style StyleOf(v1::Variation variation) {
  if (variation == v1::VARIATION_IMPROVEMENT) return Style::kGood;
  if (variation == v1::VARIATION_CONCERN) return Style::kBad;
  return variation == v1::VARIATION_NEITHER ? Style::kDoubtful : Style::kPlain;
}

std::string TargetText(const v1::Verdict& verdict) {
  if (!verdict.has_target()) return "";
  const std::string target = RoughText(verdict.target());
  switch (verdict.assurance()) {
    case v1::ASSURANCE_CONSISTENTLY_MET:
      return target + ": met";
    case v1::ASSURANCE_CONSISTENTLY_MISSED:
      return target + ": missed";
    case v1::ASSURANCE_HIT_OR_MISS:
      return target + ": hit or miss";
    default:
      return target + ": too early to say";
  }
}

}  // namespace trustwatch::cli
