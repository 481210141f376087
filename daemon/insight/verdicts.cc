#include "daemon/insight/verdicts.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/mutex.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/compared_figures.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {
namespace {

// More marks than this for one organisation, and it is cheaper to judge all of it.
constexpr std::size_t kMarkedSlicesMax = 4'096;

bool BySlice(const JudgedSeries& a, const JudgedSeries& b) { return a.slice_id < b.slice_id; }

}  // namespace

JudgedSeries JudgeSeries(store::SliceId slice_id, const domain::Slice& slice,
                         const history::SeriesPast& past, const history::Rules& rules,
                         const domain::Catalogue& catalogue, history::Scratch& scratch) {
  const auto& figures = past.figures.figures();
  return {.slice_id = slice_id,
          .slice = &slice,
          .latest_kind = figures.empty() ? history::FigureKind::kMissing : figures.back().kind,
          .verdict = history::JudgeLatest(past.figures, rules, past.step_days, scratch),
          .compared = ComparedFiguresOf(past.figures, slice, catalogue)};
}

void Verdicts::Apply(const store::Committed& committed) {
  const base::MutexLock lock(mutex_);
  Mark& mark = marks_[committed.organisation];
  if (mark.is_all) return;
  const bool is_submission = committed.kind == store::Committed::Kind::kSubmission;
  if (!is_submission || mark.slices.size() + committed.observations->size() > kMarkedSlicesMax) {
    mark = {.is_all = true, .slices = {}};
    return;
  }
  for (const store::NewObservation& row : *committed.observations) mark.slices.push_back(row.slice);
}

absl::StatusOr<Verdicts::Marks> Verdicts::TakeMarks(const store::Store& store) {
  std::vector<domain::OdsCode> all;
  const auto in_force = definitions_.Get();
  if (is_first_ || in_force != judged_by_) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
    TRUSTWATCH_ASSIGN_OR_RETURN(all, reader->Organisations());
    is_first_ = false;
    judged_by_ = in_force;
    rules_.clear();
  }
  Marks marks;
  {
    const base::MutexLock lock(mutex_);
    marks.swap(marks_);
  }
  for (const domain::OdsCode& organisation : all) marks[organisation].is_all = true;
  return marks;
}

void Verdicts::PutBack(const Marks& marks) {
  const base::MutexLock lock(mutex_);
  for (const auto& [organisation, mark] : marks) marks_[organisation].is_all = true;
}

const history::Rules& Verdicts::RulesFor(const store::Store& store, store::SliceId slice) {
  const auto index = static_cast<std::size_t>(slice);
  if (index >= rules_.size()) rules_.resize(index + 1);
  auto& rules = rules_[index];
  if (!rules) rules = history::RulesOf(judged_by_->catalogue, store.SliceOf(slice));
  return *rules;
}

absl::StatusOr<JudgedSeries> Verdicts::Judge(const store::Store& store,
                                             const domain::OdsCode& organisation,
                                             store::SliceId slice) {
  TRUSTWATCH_RETURN_IF_ERROR(source_.Copy(store, organisation, slice, past_));
  return JudgeSeries(slice, store.SliceOf(slice), past_, RulesFor(store, slice),
                     judged_by_->catalogue, scratch_);
}

absl::Status Verdicts::Refresh(const store::Store& store, const domain::OdsCode& organisation,
                               Mark mark) {
  Part& part = parts_[organisation];
  OrganisationVerdicts next{organisation, {}};
  if (mark.is_all || part == nullptr) {
    TRUSTWATCH_ASSIGN_OR_RETURN(mark.slices, source_.Slices(store, organisation));
    next.series.reserve(mark.slices.size());
  } else {
    TRUSTWATCH_RETURN_IF_ERROR(source_.AddAffected(store, organisation, mark.slices));
    next.series = part->series;
  }
  std::sort(mark.slices.begin(), mark.slices.end());
  mark.slices.erase(std::unique(mark.slices.begin(), mark.slices.end()), mark.slices.end());
  const std::size_t known = next.series.size();
  for (const store::SliceId slice : mark.slices) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const JudgedSeries judged, Judge(store, organisation, slice));
    const auto end = next.series.begin() + static_cast<std::ptrdiff_t>(known);
    const auto place = std::lower_bound(next.series.begin(), end, judged, BySlice);
    if (place != end && place->slice_id == slice) {
      *place = judged;
    } else {
      next.series.push_back(judged);
    }
  }
  std::inplace_merge(next.series.begin(), next.series.begin() + static_cast<std::ptrdiff_t>(known),
                     next.series.end(), BySlice);
  part = std::make_shared<const OrganisationVerdicts>(std::move(next));
  return absl::OkStatus();
}

absl::StatusOr<VerdictSnapshot> Verdicts::Snapshot(const store::Store& store) {
  const base::MutexLock lock(refresh_mutex_);
  TRUSTWATCH_ASSIGN_OR_RETURN(Marks marks, TakeMarks(store));
  while (!marks.empty()) {
    auto& [organisation, mark] = *marks.begin();
    absl::Status status = Refresh(store, organisation, std::move(mark));
    if (!status.ok()) {
      PutBack(marks);
      return status;
    }
    marks.erase(marks.begin());
  }
  VerdictSnapshot snapshot{.definitions = judged_by_, .organisations = {}};
  snapshot.organisations.reserve(parts_.size());
  for (const auto& [organisation, part] : parts_) {
    if (part != nullptr && !part->series.empty()) snapshot.organisations.push_back(part);
  }
  return snapshot;
}

}  // namespace trustwatch::insight
