#include "daemon/stats/tendency_sentence.h"

#include <cmath>
#include <string>
#include <string_view>

#include "daemon/base/check.h"
#include "daemon/stats/assurance.h"
#include "daemon/stats/cusum.h"
#include "daemon/stats/lasting_drift.h"
#include "daemon/stats/sentence.h"
#include "daemon/stats/trajectory.h"
#include "daemon/stats/trend.h"
#include "daemon/stats/verdict.h"
#include "fmt/format.h"

namespace trustwatch::stats {
namespace {

// The size of a difference: of a small one two digits, however many decimals that takes.
std::string Size(double difference, const SentenceWords& words) {
  const double size = std::abs(difference);
  const bool is_small = size < std::pow(10.0, 1 - words.decimals);
  const std::string number =
      is_small ? fmt::format("{:.2g}", size) : fmt::format("{:.{}f}", size, words.decimals);
  // "1.2% above 40%" could be a share of the forty.
  return number + (words.unit == "%" ? " percentage points" : words.unit);
}

std::string_view Worth(Variation variation) {
  if (variation == Variation::kImprovement) return ", for the better";
  return variation == Variation::kConcern ? ", for the worse" : "";
}

// "the 24 months to April 2026"
std::string WindowText(const Trajectory& at, const SentenceWords& words) {
  return fmt::format("the {} {} to {}", at.rows, words.periods,
                     words.period_at(at.first + at.rows - 1));
}

// "(between October 2026 and June 2028)", with the blank before it; nothing if all are one.
std::string Range(const Trajectory& at, const SentenceWords& words) {
  const std::string earliest = words.period_at(*at.earliest);
  if (!at.latest) {
    return fmt::format(" ({} at the earliest; how late cannot be said)", earliest);
  }
  if (at.earliest == at.latest) return "";
  return fmt::format(" (between {} and {})", earliest, words.period_at(*at.latest));
}

std::string Pace(const Trajectory& at, const SentenceWords& words) {
  return fmt::format("by about {} a {}", Size(at.trend->slope, words), words.period);
}

}  // namespace

std::string ToSentence(const LastingDrift& drift, double centre, Better better,
                       const SentenceWords& words) {
  TRUSTWATCH_CHECK(words.period_at != nullptr);
  const bool up = drift.drift == Drift::kUp;
  return fmt::format(
      "Lasting drift{}: since {} the figures have run about {} {} {}, the mean of the first {} {} "
      "of this process.",
      Worth(VariationOf(drift.drift, better)), words.period_at(drift.since),
      Size(drift.shift, words), up ? "above" : "below", NumberText(centre, words),
      kDriftBaselinePoints, words.periods);
}

std::string ToSentence(const Trajectory& trajectory, const SentenceWords& words) {
  TRUSTWATCH_CHECK(words.period_at != nullptr);
  if (trajectory.course == Course::kNoTarget) return "";
  TRUSTWATCH_CHECK(words.target.has_value());
  const std::string target = NumberText(*words.target, words);
  switch (trajectory.course) {
    case Course::kNoTarget:
      break;
    case Course::kTooFew:
      return fmt::format(
          "Too early to say whether it moves towards {}: that takes {} {} with a figure, and there "
          "are {}.",
          target, kTrendPointsMin, words.periods, trajectory.points);
    case Course::kMet:
      return fmt::format("On average it meets {} already.", target);
    case Course::kLeaving:
      return fmt::format("On average it still meets {}, but in {} it moved the other way, {}.",
                         target, WindowText(trajectory, words), Pace(trajectory, words));
    case Course::kMovingAway:
      return fmt::format("In {} it moved away from {}, {}.", WindowText(trajectory, words), target,
                         Pace(trajectory, words));
    case Course::kNoTrend:
      return fmt::format("No steady change in {}: as it stands it does not reach {} on average.",
                         WindowText(trajectory, words), target);
    case Course::kTooFar:
      return fmt::format("At the pace of {} it does not reach {} within {} {}.",
                         WindowText(trajectory, words), target, kTrajectoryHorizon, words.periods);
    case Course::kArrives:
      return fmt::format("At the pace of {} it reaches {} in about {}{}.",
                         WindowText(trajectory, words), target,
                         words.period_at(*trajectory.expected), Range(trajectory, words));
  }
  return "";
}

}  // namespace trustwatch::stats
