#ifndef TRUSTWATCH_DAEMON_HISTORY_PERIOD_WORDS_H_
#define TRUSTWATCH_DAEMON_HISTORY_PERIOD_WORDS_H_

#include <string>
#include <string_view>

#include "daemon/domain/period.h"

namespace trustwatch::history {

// What periods of a span are called in a sentence.
struct PeriodWords {
  std::string_view one;   // "month"
  std::string_view many;  // "months"
};
PeriodWords PeriodWordsOf(domain::Span span);

// A period for people: "March 2025", "3 months to March 2025", "7 days to 9 March 2025".
std::string InWords(const domain::Period& period);

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_PERIOD_WORDS_H_
