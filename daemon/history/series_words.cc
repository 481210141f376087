#include "daemon/history/series_words.h"

#include <cstddef>
#include <optional>
#include <string>

#include "daemon/history/grid.h"
#include "daemon/history/period_words.h"
#include "daemon/history/rules.h"
#include "daemon/stats/sentence.h"

namespace trustwatch::history {

stats::SentenceWords WordsOf(const Rules& rules, const Timeline& timeline,
                             std::optional<double> target) {
  const PeriodWords words = PeriodWordsOf(rules.span);
  return {.period = std::string(words.one),
          .periods = std::string(words.many),
          .unit = UnitWords(rules.indicator),
          .decimals = DecimalsOf(rules.indicator),
          .target = target,
          .lowest = LowestOf(rules.indicator),
          .highest = HighestOf(rules.indicator),
          .period_at = [timeline](std::size_t position) {
            return InWords(timeline.PeriodAt(position));
          }};
}

}  // namespace trustwatch::history
