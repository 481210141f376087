#include "daemon/insight/expected.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <vector>

#include "absl/time/time.h"
#include "daemon/base/check.h"
#include "daemon/domain/calendar.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"

namespace trustwatch::insight {
domain::Period LastCompleteMonth(absl::Time now) {
  const domain::Period running = domain::Period::MonthOf(domain::Calendar::LondonDay(now));
  return domain::Period::MonthOf(running.first() - std::chrono::days(1));
}

std::vector<ExpectedFigure> FiguresExpectedIn(const domain::Definitions& definitions,
                                              const domain::Period& month) {
  std::vector<ExpectedFigure> figures;
  for (const domain::Return& owed : definitions.catalogue.returns()) {
    if (!owed.required || !owed.HasPeriodEnding(month.last())) continue;
    // Every period ends on the same day, and a deadline depends on nothing else.
    const absl::Time due_at = definitions.calendar.DeadlineAfter(month, owed.deadline_working_day);
    for (const domain::ReturnItem& item : owed.items) {
      const auto period = domain::Period::Ending(month.last(), item.span);
      TRUSTWATCH_CHECK(period.ok());  // a month's last day, and a span is five years at most
      figures.push_back({&owed, &item, *period, due_at});
    }
  }
  std::sort(figures.begin(), figures.end(), [](const ExpectedFigure& a, const ExpectedFigure& b) {
    return std::tie(a.owed->id, a.item->indicator, a.period) <
           std::tie(b.owed->id, b.item->indicator, b.period);
  });
  return figures;
}

bool Owes(const domain::Organisation& organisation, const ExpectedFigure& figure) {
  const auto& kinds = figure.owed->owed_by;
  return std::find(kinds.begin(), kinds.end(), organisation.kind) != kinds.end() &&
         organisation.IsOpenIn(figure.period);
}

}  // namespace trustwatch::insight
