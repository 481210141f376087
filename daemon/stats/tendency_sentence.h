#ifndef TRUSTWATCH_DAEMON_STATS_TENDENCY_SENTENCE_H_
#define TRUSTWATCH_DAEMON_STATS_TENDENCY_SENTENCE_H_

#include <string>

#include "daemon/stats/assurance.h"
#include "daemon/stats/lasting_drift.h"
#include "daemon/stats/sentence.h"
#include "daemon/stats/trajectory.h"

// Where a series is going, in plain English, for a reader who knows no codes: one line each, no
// line end, no markup. `words.period_at` must be set, and know the positions after the series too.
// Pure.
namespace trustwatch::stats {

// "Lasting drift, for the worse: since March 2025 the figures have run about 1.2 below 41.2, the
// mean of the first 24 months of this process." `centre` is that mean, and `drift.since` a position
// of the series.
std::string ToSentence(const LastingDrift& drift, double centre, Better better,
                       const SentenceWords& words);

// "At the pace of the 24 months to April 2026 it reaches 95.0% in about March 2027 (between October
// 2026 and June 2028)." `words.target` is the target; empty for Course::kNoTarget.
std::string ToSentence(const Trajectory& trajectory, const SentenceWords& words);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_TENDENCY_SENTENCE_H_
