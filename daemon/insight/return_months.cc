#include "daemon/insight/return_months.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/insight/expected.h"
#include "daemon/insight/receipts.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {
namespace {

// The count of a month that is not before those that are counted already.
MonthCount& CountOf(const domain::Return* owed, const domain::Period& month,
                    std::vector<ReturnHistory>& histories) {
  auto history = std::find_if(histories.begin(), histories.end(),
                              [owed](const ReturnHistory& it) { return it.owed == owed; });
  if (history == histories.end()) {
    history = histories.insert(histories.end(), ReturnHistory{.owed = owed, .months = {}});
  }
  std::vector<MonthCount>& months = history->months;
  if (months.empty() || months.back().month != month) months.push_back({.month = month});
  return months.back();
}

}  // namespace

absl::StatusOr<ReturnMonths> ReturnMonths::Make(const store::Store& store,
                                                const domain::Definitions& definitions,
                                                std::optional<absl::Time> as_of, absl::Time now,
                                                store::LastDays days) {
  ReturnMonths made(store, as_of.value_or(absl::InfiniteFuture()));
  std::optional<domain::Day> first;
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
    TRUSTWATCH_ASSIGN_OR_RETURN(first, reader->FirstLastDay(made.as_of_));
  }
  if (!first) return made;
  const domain::Day begin = std::max(*first, days.from);
  const domain::Day end = std::min(LastCompleteMonth(std::min(made.as_of_, now)).last(), days.to);
  if (begin > end) return made;
  for (domain::Period month = domain::Period::MonthOf(begin); month.last() <= end;
       month = domain::Period::MonthOf(month.last() + std::chrono::days(1))) {
    made.AddMonth(definitions, month);
  }
  return made;
}

void ReturnMonths::AddMonth(const domain::Definitions& definitions, const domain::Period& month) {
  Month& added = months_.emplace_back(Month{.month = month, .figures = {}});
  for (const ExpectedFigure& figure : FiguresExpectedIn(definitions, month)) {
    added.figures.push_back(
        {.expected = figure,
         .slice = store_->FindSlice({figure.item->indicator, "", figure.item->span})});
  }
}

std::vector<ReturnHistory> ReturnMonths::Count(const domain::Organisation& organisation,
                                               const Receipts* receipts) const {
  std::vector<ReturnHistory> histories;
  for (const Month& month : months_) {
    for (const Figure& figure : month.figures) {
      if (!Owes(organisation, figure.expected)) continue;
      MonthCount& count = CountOf(figure.expected.owed, month.month, histories);
      ++count.owed_count;
      if (receipts == nullptr) continue;
      const std::optional<absl::Time> received_at =
          receipts->Find(figure.slice, figure.expected.period);
      if (received_at) ++count.received_count;
      if (received_at && *received_at <= figure.expected.due_at) ++count.in_time_count;
    }
  }
  std::sort(histories.begin(), histories.end(),
            [](const ReturnHistory& a, const ReturnHistory& b) { return a.owed->id < b.owed->id; });
  return histories;
}

std::vector<ReturnHistory> ReturnMonths::Owed(const domain::Organisation& organisation) const {
  return Count(organisation, nullptr);
}

absl::StatusOr<std::vector<ReturnHistory>> ReturnMonths::Received(
    const domain::Organisation& organisation) const {
  std::vector<ReturnHistory> histories = Owed(organisation);
  if (histories.empty()) return histories;  // so that nothing is read in vain
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_->NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(
      const Receipts receipts,
      Receipts::Read(*reader, organisation.code,
                     {.from = months_.front().month.first(), .to = months_.back().month.last()},
                     as_of_));
  return Count(organisation, &receipts);
}

}  // namespace trustwatch::insight
