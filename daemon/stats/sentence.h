#ifndef TRUSTWATCH_DAEMON_STATS_SENTENCE_H_
#define TRUSTWATCH_DAEMON_STATS_SENTENCE_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "daemon/stats/verdict.h"

namespace trustwatch::stats {

// The words of one series. Texts may be empty where nothing is said below.
struct SentenceWords {
  std::string period = "month";    // one period
  std::string periods = "months";  // several
  std::string unit;                // follows a number as it stands: "%", " days"
  int decimals = 1;                // of numbers, 0 to 17
  std::optional<double> target;    // the one that the assurance is about
  // What no figure can be below or above: a limit beyond it is told as it.
  std::optional<double> lowest;
  std::optional<double> highest;
  // The text of the period at a position: "March 2025". Must be set.
  std::function<std::string(std::size_t)> period_at;
};

// A number with its decimals and the unit: "41.2%". One that rounds to nothing has no sign.
std::string NumberText(double value, const SentenceWords& words);

// The verdict in plain English, one line of a few sentences, for a reader who knows no codes:
//   "Higher than expected: the last 7 months are all above the mean of 41.2 (since March 2025).
//    Limits are provisional: 9 points."
// Says what the latest point shows, in numbers and since when, then a contrary signal, the target
// and provisional limits where there are any. No line end, no markup. Allocates.
std::string ToSentence(const Verdict& verdict, const SentenceWords& words);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_SENTENCE_H_
