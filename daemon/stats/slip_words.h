#ifndef TRUSTWATCH_DAEMON_STATS_SLIP_WORDS_H_
#define TRUSTWATCH_DAEMON_STATS_SLIP_WORDS_H_

#include <string>
#include <string_view>

#include "daemon/stats/slips.h"

namespace trustwatch::stats {

// The question as plain English for whoever sent the figure; `unit` is the unit of the value in
// words, such as "bed days" or "%", and may be empty:
//   "182375 people is far from the usual 21450 to 26110 people. Is it right?"
//   "0.93 % looks like a fraction where a percentage is expected. Was 93 % meant?"
// Pure.
std::string ToSentence(const Question& question, std::string_view unit);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_SLIP_WORDS_H_
