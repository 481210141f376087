#include "daemon/insight/overdue.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/insight/expected.h"
#include "daemon/insight/latest.h"

namespace trustwatch::insight {
namespace {

using domain::Period;

// What of each slice was due before an instant, newest period first.
class DueFigures {
 public:
  DueFigures(const domain::Definitions& definitions, absl::Time now, Overdue& counted) {
    for (Period month = counted.month; months_++ < kOverdueMonths;
         month = Period::MonthOf(month.first() - std::chrono::days(1))) {
      for (const ExpectedFigure& figure : FiguresExpectedIn(definitions, month)) {
        const auto& last_day = figure.owed->last_day;
        if (last_day && *last_day < counted.month.last()) continue;  // it asks no more
        if (figure.due_at < now) {
          by_slice_[{figure.item->indicator, "", figure.item->span}].push_back(figure);
        } else {
          counted.same_until = std::min(counted.same_until, figure.due_at);
        }
      }
    }
  }

  // nullptr: nothing. Looked up by name once for each slice key.
  const std::vector<ExpectedFigure>* Of(const LatestValue& value) {
    const auto key = static_cast<std::size_t>(value.slice_key);
    if (key >= by_key_.size()) by_key_.resize(key + 1);
    auto& known = by_key_[key];
    if (!known) {
      const auto found = by_slice_.find(*value.slice);
      known = found == by_slice_.end() ? nullptr : &found->second;
    }
    return *known;
  }

 private:
  int months_ = 0;
  absl::flat_hash_map<domain::Slice, std::vector<ExpectedFigure>> by_slice_;
  std::vector<std::optional<const std::vector<ExpectedFigure>*>> by_key_;
};

int PeriodsAfter(const Period& newest, const domain::Organisation& organisation,
                 const std::vector<ExpectedFigure>& due) {
  int periods = 0;
  std::optional<Period> counted;
  for (const ExpectedFigure& figure : due) {
    if (figure.period <= newest) break;
    if (counted == figure.period || !Owes(organisation, figure)) continue;
    counted = figure.period;
    ++periods;
  }
  return periods;
}

}  // namespace

bool Overdue::HoldsAt(absl::Time now) const {
  return made_at <= now && now <= same_until && LastCompleteMonth(now) == month;
}

Overdue CountOverdue(const domain::Definitions& definitions, const LatestSnapshot& latest,
                     absl::Time now) {
  Overdue counted{.series = {}, .month = LastCompleteMonth(now), .made_at = now};
  DueFigures due(definitions, now, counted);
  for (const auto& part : latest) {
    const domain::Organisation* const organisation =
        definitions.organisations.Find(part->organisation);
    if (organisation == nullptr || !organisation->IsOpenIn(counted.month)) continue;
    for (const LatestValue& value : part->values) {
      const std::vector<ExpectedFigure>* const figures = due.Of(value);
      if (figures == nullptr) continue;
      const int periods = PeriodsAfter(value.period, *organisation, *figures);
      if (periods > 0) counted.series.push_back({part->organisation, value.slice, periods});
    }
  }
  return counted;
}

}  // namespace trustwatch::insight
