#include "daemon/stats/sentence.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "daemon/base/check.h"
#include "daemon/stats/assurance.h"
#include "daemon/stats/limits.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "fmt/format.h"

namespace trustwatch::stats {
namespace {

// "the mean of 41.2"; the mean alone where there is none to name.
std::string Mean(const Verdict& verdict, const SentenceWords& words) {
  if (!verdict.mean.has_value()) return "the mean";
  return fmt::format("the mean of {}", NumberText(*verdict.mean, words));
}

// A limit, as far as a figure can lie there.
std::string Limit(double limit, const SentenceWords& words) {
  if (words.lowest.has_value()) limit = std::max(limit, *words.lowest);
  if (words.highest.has_value()) limit = std::min(limit, *words.highest);
  return NumberText(limit, words);
}

std::string LimitText(const Verdict& verdict, bool upper, const SentenceWords& words) {
  const std::string_view name = upper ? "the upper limit" : "the lower limit";
  if (!verdict.limits.has_value()) return std::string(name);
  const double limit = upper ? verdict.limits->upper : verdict.limits->lower;
  return fmt::format("{} of {}", name, Limit(limit, words));
}

std::string Headline(const Signal& signal) {
  const bool high = IsHigh(signal.label);
  std::string_view what = high ? "higher than expected" : "lower than expected";
  if (RuleOf(signal.label) == Rule::kTrend) what = high ? "rising" : "falling";
  if (signal.variation == Variation::kImprovement) return fmt::format("Improvement, {}", what);
  if (signal.variation == Variation::kConcern) return fmt::format("Concern, {}", what);
  if (RuleOf(signal.label) == Rule::kTrend) return high ? "Rising" : "Falling";
  return high ? "Higher than expected" : "Lower than expected";
}

std::string OutsideText(const Verdict& verdict, const Signal& signal, const SentenceWords& words) {
  const bool high = IsHigh(signal.label);
  const std::string beyond =
      fmt::format("{} {}", high ? "above" : "below", LimitText(verdict, high, words));
  if (signal.points == 1) return fmt::format("{} is {}", words.period_at(*verdict.latest), beyond);
  return fmt::format("the last {} {} are all {} (since {})", signal.points, words.periods, beyond,
                     words.period_at(signal.since));
}

// What was seen, with its numbers: "the last 7 months are all above the mean of 41.2 (since ...)".
std::string Evidence(const Verdict& verdict, const Signal& signal, const SentenceWords& words) {
  const bool high = IsHigh(signal.label);
  const std::string since = words.period_at(signal.since);
  switch (RuleOf(signal.label)) {
    case Rule::kOutside:
      return OutsideText(verdict, signal, words);
    case Rule::kTrend:
      return fmt::format("each of the last {} {} is {} the one before (since {})",
                         signal.points - 1, words.periods, high ? "above" : "below", since);
    case Rule::kTwoInThree:
      return fmt::format("{} of the last {} {} are far {} {} (since {})", signal.points,
                         *verdict.latest - signal.since + 1, words.periods,
                         high ? "above" : "below", Mean(verdict, words), since);
    case Rule::kRun:
      return fmt::format("the last {} {} are all {} {} (since {})", signal.points, words.periods,
                         high ? "above" : "below", Mean(verdict, words), since);
    case Rule::kNone:
      break;
  }
  return "";
}

std::string CommonCauseText(const Verdict& verdict, const SentenceWords& words) {
  if (!verdict.limits.has_value()) {
    return fmt::format("Too early to say: no limits can be made from {} {} yet.",
                       verdict.baseline_points,
                       verdict.baseline_points == 1 ? words.period : words.periods);
  }
  const std::string latest = words.period_at(*verdict.latest);
  const Limits& limits = *verdict.limits;
  if (limits.lower == limits.upper) {
    return fmt::format("No change: {} is {}, as before.", latest, NumberText(limits.lower, words));
  }
  return fmt::format("No change beyond chance: {} is within the expected range, {} to {}.", latest,
                     Limit(limits.lower, words), Limit(limits.upper, words));
}

std::string ContraryText(const Verdict& verdict, const SentenceWords& words) {
  if (!verdict.contrary.has_value()) return "";
  std::string_view meaning = "the other way";
  if (verdict.contrary->variation == Variation::kImprovement) meaning = "an improvement";
  if (verdict.contrary->variation == Variation::kConcern) meaning = "a concern";
  return fmt::format(" At the same time, {}: {}.", meaning,
                     Evidence(verdict, *verdict.contrary, words));
}

std::string AssuranceText(const Verdict& verdict, const SentenceWords& words) {
  const std::string target =
      words.target.has_value() ? fmt::format(" The target of {}", NumberText(*words.target, words))
                               : " The target";
  switch (verdict.assurance) {
    case Assurance::kNone:
      return "";
    case Assurance::kConsistentlyMet:
      return target + " will be met consistently if nothing changes.";
    case Assurance::kConsistentlyMissed:
      return target + " will be missed consistently unless something changes.";
    case Assurance::kHitOrMiss:
      return target + " will sometimes be met and sometimes missed.";
  }
  return "";
}

}  // namespace

std::string NumberText(double value, const SentenceWords& words) {
  std::string text = fmt::format("{:.{}f}", value, words.decimals);
  // A negative number that rounds to nothing is written 0, not -0.
  if (text.find_first_of("123456789") == std::string::npos && text.front() == '-') text.erase(0, 1);
  return text + words.unit;
}

std::string ToSentence(const Verdict& verdict, const SentenceWords& words) {
  TRUSTWATCH_CHECK(words.period_at != nullptr);
  std::string text;
  if (verdict.signal.has_value()) {
    text = fmt::format("{}: {}.", Headline(*verdict.signal),
                       Evidence(verdict, *verdict.signal, words));
  } else if (!verdict.latest_known) {
    text = verdict.latest.has_value()
               ? fmt::format("There is no figure for {}, so nothing can be said of it.",
                             words.period_at(*verdict.latest))
               : "There are no figures.";
  } else {
    text = CommonCauseText(verdict, words);
  }
  text += ContraryText(verdict, words);
  text += AssuranceText(verdict, words);
  if (verdict.limits.has_value() && verdict.trial) {
    text += fmt::format(" Limits are provisional: {} points.", verdict.baseline_points);
  }
  return text;
}

}  // namespace trustwatch::stats
