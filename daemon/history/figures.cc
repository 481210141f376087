#include "daemon/history/figures.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/step_change.h"
#include "daemon/history/series_figures.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::history {
namespace {

using Series = absl::flat_hash_map<store::SliceId, SeriesFigures>;

struct Loaded {
  Series series;
  StepDays step_days;
};

absl::StatusOr<Loaded> Read(const store::Store& store, const domain::OdsCode& organisation) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
  // The newest comes first, and a series is cheap to build from its oldest.
  absl::flat_hash_map<store::SliceId, std::vector<std::pair<domain::Day, domain::Value>>> newest;
  TRUSTWATCH_RETURN_IF_ERROR(
      reader->EachCurrent(organisation, [&newest](const store::CurrentObservation& current) {
        newest[current.slice].emplace_back(current.period.last(), current.value);
      }));
  Loaded loaded;
  for (const auto& [slice, values] : newest) {
    const domain::Span span = store.SliceOf(slice).span;
    SeriesFigures& series = loaded.series[slice];
    series.Reserve(values.size());
    for (auto value = values.rbegin(); value != values.rend(); ++value) {
      series.Set(OrdinalOf(value->first, span), value->second);
    }
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<domain::StepChange> changes,
                              reader->StepChanges(organisation, absl::InfiniteFuture()));
  loaded.step_days = StepDays(changes);
  return loaded;
}

}  // namespace

StepDays::StepDays(const std::vector<domain::StepChange>& changes) {
  for (const domain::StepChange& change : changes) {
    if (change.withdrawal.has_value()) continue;
    auto& days = change.what.indicator ? of_one_[change.what.indicator->text()] : of_all_;
    days.push_back(change.what.first_day);
  }
}

std::vector<domain::Day> StepDays::Of(const domain::IndicatorId& indicator) const {
  std::vector<domain::Day> days = of_all_;
  const auto own = of_one_.find(indicator.text());
  if (own != of_one_.end()) days.insert(days.end(), own->second.begin(), own->second.end());
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

Figures::Part& Figures::PartOf(const domain::OdsCode& organisation) const {
  const base::MutexLock lock(mutex_);
  std::unique_ptr<Part>& part = parts_[organisation];
  if (part == nullptr) part = std::make_unique<Part>();
  return *part;
}

void Figures::Apply(const store::Store& store, const store::Committed& committed) {
  Part& part = PartOf(committed.organisation);
  const base::MutexLock lock(part.mutex);
  ++part.applied_count;
  if (!part.is_loaded) return;
  if (committed.kind != store::Committed::Kind::kSubmission) {
    part.is_loaded = false;
    part.series.clear();
    return;
  }
  for (const store::NewObservation& row : *committed.observations) {
    const domain::Span span = store.SliceOf(row.slice).span;
    part.series[row.slice].Set(OrdinalOf(row.period.last(), span), row.value);
  }
}

template <typename Use>
absl::Status Figures::With(const store::Store& store, const domain::OdsCode& organisation,
                           const Use& use) const {
  Part& part = PartOf(organisation);
  // A round is lost only to a commit of this very organisation in the milliseconds of its reading.
  while (true) {
    std::uint64_t applied_before = 0;
    {
      const base::MutexLock lock(part.mutex);
      if (part.is_loaded) {
        use(part.series, part.step_days);
        return absl::OkStatus();
      }
      applied_before = part.applied_count;
    }
    TRUSTWATCH_ASSIGN_OR_RETURN(Loaded loaded, Read(store, organisation));
    const base::MutexLock lock(part.mutex);
    if (part.is_loaded || part.applied_count != applied_before) continue;
    part.series = std::move(loaded.series);
    part.step_days = std::move(loaded.step_days);
    part.is_loaded = true;
  }
}

absl::Status Figures::Copy(const store::Store& store, const domain::OdsCode& organisation,
                           store::SliceId slice, SeriesPast& past) const {
  return With(store, organisation, [&](const Series& series, const StepDays& step_days) {
    const auto found = series.find(slice);
    if (found == series.end()) {
      past.figures.Clear();
    } else {
      past.figures = found->second;
    }
    past.step_days = step_days.Of(store.SliceOf(slice).indicator);
  });
}

absl::Status Figures::CopyAll(const store::Store& store, const domain::OdsCode& organisation,
                              std::span<const store::SliceId> slices,
                              std::vector<SeriesFigures>& all) const {
  return With(store, organisation, [&](const Series& series, const StepDays& /*step_days*/) {
    all.assign(slices.size(), {});
    for (std::size_t i = 0; i < slices.size(); ++i) {
      const auto found = series.find(slices[i]);
      if (found != series.end()) all[i] = found->second;
    }
  });
}

absl::StatusOr<std::vector<domain::Day>> Figures::StepDaysOf(
    const store::Store& store, const domain::OdsCode& organisation,
    const domain::IndicatorId& indicator) const {
  std::vector<domain::Day> days;
  TRUSTWATCH_RETURN_IF_ERROR(
      With(store, organisation, [&](const Series& /*series*/, const StepDays& step_days) {
        days = step_days.Of(indicator);
      }));
  return days;
}

absl::StatusOr<std::vector<store::SliceId>> Figures::Slices(
    const store::Store& store, const domain::OdsCode& organisation) const {
  std::vector<store::SliceId> slices;
  TRUSTWATCH_RETURN_IF_ERROR(
      With(store, organisation, [&slices](const Series& series, const StepDays& /*step_days*/) {
        slices.reserve(series.size());
        for (const auto& [slice, figures] : series) slices.push_back(slice);
      }));
  std::sort(slices.begin(), slices.end());
  return slices;
}

}  // namespace trustwatch::history
