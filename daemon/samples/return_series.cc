#include "daemon/samples/return_series.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/return_months.h"
#include "daemon/samples/held.h"
#include "daemon/samples/instants.h"
#include "daemon/samples/labels.h"
#include "daemon/samples/metric.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sample.h"
#include "daemon/samples/visitor.h"
#include "daemon/store/reader.h"

namespace trustwatch::samples {
namespace {

// A month's sample holds from noon on its first day to noon on the day after its last, and is put
// up to five minutes beside that.
constexpr std::chrono::days kBefore{2};
constexpr std::chrono::days kAfter{32};

domain::Day DayAt(std::int64_t at_ms) {
  return std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(at_ms)));
}

// The last days of the months that may say something in a query's instants.
store::LastDays MonthsIn(Instants instants) {
  return {.from = DayAt(instants.from_ms) - kBefore, .to = DayAt(instants.to_ms) + kAfter};
}

int CountOf(Metric metric, const insight::MonthCount& count) {
  if (metric == Metric::kReturnInTime) return count.in_time_count;
  return metric == Metric::kReturnOwed ? count.owed_count : count.received_count;
}

}  // namespace

std::span<const Label> ReturnSeries::LabelsOf(Metric metric,
                                              const domain::Organisation& organisation,
                                              std::string_view return_id) {
  labels_.Clear();
  labels_.Add(kName, NameOf(metric));
  labels_.Add(kAsOf, plan_.as_of_label());
  labels_.Add(kOrg, organisation.code.text());
  labels_.Add(kReturn, return_id);
  return labels_.labels();
}

// Whether it may have a series that is wanted, by names alone.
bool ReturnSeries::MayHave(Metric metric, const domain::Organisation& organisation,
                           const Visitor& visitor) {
  const std::vector<domain::Return>& returns = definitions_.catalogue.returns();
  return std::any_of(returns.begin(), returns.end(), [&](const domain::Return& owed) {
    const auto& kinds = owed.owed_by;
    return std::find(kinds.begin(), kinds.end(), organisation.kind) != kinds.end() &&
           visitor.Wants(LabelsOf(metric, organisation, owed.id));
  });
}

absl::StatusOr<const insight::ReturnMonths*> ReturnSeries::Months() {
  if (!months_) {
    TRUSTWATCH_ASSIGN_OR_RETURN(
        months_, insight::ReturnMonths::Make(sources_.store, definitions_, plan_.as_of(),
                                             sources_.clock.Now(), MonthsIn(query_.instants)));
  }
  return &*months_;
}

absl::StatusOr<const ReturnSeries::Histories*> ReturnSeries::Read(
    Metric metric, const domain::Organisation& organisation) {
  const auto known = received_.find(organisation.code);
  if (known != received_.end()) return &known->second;
  TRUSTWATCH_ASSIGN_OR_RETURN(const insight::ReturnMonths* const months, Months());
  if (query_.labels_only || metric == Metric::kReturnOwed) {
    owed_ = months->Owed(organisation);
    return &owed_;
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(Histories histories, months->Received(organisation));
  return &received_.emplace(organisation.code, std::move(histories)).first->second;
}

std::span<const Held> ReturnSeries::HeldOf(Metric metric, const insight::ReturnHistory& history) {
  held_.clear();
  for (const insight::MonthCount& count : history.months) {
    const history::Ordinal at = history::OrdinalOf(count.month.last(), domain::kMonth);
    held_.push_back({.from_ms = PeriodMs(at, domain::kMonth),
                     .until_ms = PeriodMs(at + 1, domain::kMonth),
                     .value = static_cast<double>(CountOf(metric, count))});
  }
  return held_;
}

absl::Status ReturnSeries::Each(Metric metric, Visitor& visitor) {
  for (const domain::Organisation& organisation : definitions_.organisations.organisations()) {
    if (!MayHave(metric, organisation, visitor)) continue;
    TRUSTWATCH_ASSIGN_OR_RETURN(const Histories* const histories, Read(metric, organisation));
    for (const insight::ReturnHistory& history : *histories) {
      const std::span<const Label> labels = LabelsOf(metric, organisation, history.owed->id);
      if (!visitor.Wants(labels)) continue;
      TRUSTWATCH_RETURN_IF_ERROR(visitor.Add(labels, HeldOf(metric, history)));
      if (!visitor.wants_more()) return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

}  // namespace trustwatch::samples
