#include "tests/store/history_model.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"
#include "daemon/store/reader.h"
#include "fmt/format.h"

namespace trustwatch::testing {

using store::CurrentObservation;
using store::RecordedObservation;
using store::SliceId;

std::optional<CurrentObservation> HistoryModel::Find(const domain::OdsCode& organisation,
                                                     SliceId slice,
                                                     const domain::Period& period) const {
  // Every standing row of the point, oldest first, and the highest number of any row.
  std::vector<std::pair<const Submission*, const store::NewObservation*>> standing;
  int revision_max = 0;
  for (const Submission& submission : submissions_) {
    if (submission.organisation != organisation) continue;
    for (const store::NewObservation& row : submission.rows) {
      if (row.slice != slice || row.period != period) continue;
      revision_max = std::max(revision_max, row.revision);
      if (!submission.withdrawn_at.has_value()) standing.emplace_back(&submission, &row);
    }
  }
  if (standing.empty()) return std::nullopt;
  const auto& [newest, row] = standing.back();
  const auto first = std::find_if(standing.begin(), standing.end(), [&row = row](const auto& each) {
    return each.second->revision == row->revision;
  });
  return CurrentObservation{.slice = slice,
                            .period = period,
                            .value = row->value,
                            .revision = row->revision,
                            .revision_max = revision_max,
                            .status = newest->status,
                            .known_at = first->first->recorded_at,
                            .submission_id = first->first->id};
}

int HistoryModel::NumberFor(const domain::OdsCode& organisation, SliceId slice,
                            const domain::Period& period, const domain::Value& value) const {
  const auto current = Find(organisation, slice, period);
  if (current.has_value() && current->value == value) return current->revision;
  int revision_max = 0;
  for (const Submission& submission : submissions_) {
    if (submission.organisation != organisation) continue;
    for (const store::NewObservation& row : submission.rows) {
      if (row.slice == slice && row.period == period) {
        revision_max = std::max(revision_max, row.revision);
      }
    }
  }
  return revision_max + 1;
}

std::vector<CurrentObservation> HistoryModel::Current(const domain::OdsCode& organisation,
                                                      domain::Day last_day) const {
  std::set<std::pair<domain::Period, SliceId>> points;
  for (const Submission& submission : submissions_) {
    for (const store::NewObservation& row : submission.rows) {
      if (row.period.last() == last_day) points.emplace(row.period, row.slice);
    }
  }
  std::vector<CurrentObservation> found;
  for (const auto& [period, slice] : points) {
    const auto current = Find(organisation, slice, period);
    if (current.has_value()) found.push_back(*current);
  }
  return found;
}

std::vector<CurrentObservation> HistoryModel::Latest(const domain::OdsCode& organisation) const {
  std::map<SliceId, std::set<domain::Period>> periods;
  for (const Submission& submission : submissions_) {
    for (const store::NewObservation& row : submission.rows) periods[row.slice].insert(row.period);
  }
  std::vector<CurrentObservation> found;
  for (const auto& [slice, all] : periods) {
    std::optional<CurrentObservation> latest;
    for (const domain::Period& period : all) {  // oldest first, so the last one found is the newest
      const auto current = Find(organisation, slice, period);
      if (current.has_value()) latest = current;
    }
    if (latest.has_value()) found.push_back(*latest);
  }
  return found;
}

std::vector<RecordedObservation> HistoryModel::Each(const domain::OdsCode& organisation,
                                                    std::optional<SliceId> slice,
                                                    store::LastDays days, absl::Time as_of) const {
  std::vector<RecordedObservation> found;
  for (const Submission& submission : submissions_) {
    if (submission.organisation != organisation || submission.recorded_at > as_of) continue;
    for (const store::NewObservation& row : submission.rows) {
      if (slice.has_value() && row.slice != *slice) continue;
      if (row.period.last() < days.from || row.period.last() > days.to) continue;
      found.push_back({row.slice, row.period, row.value, row.revision, submission.status,
                       submission.recorded_at, submission.id, submission.withdrawn_at});
      if (found.back().withdrawn_at > as_of) found.back().withdrawn_at.reset();
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.period.last(), a.slice, a.submission_id) <
           std::tuple(b.period.last(), b.slice, b.submission_id);
  });
  return found;
}

std::vector<std::string> Lines(const std::vector<CurrentObservation>& observations) {
  std::vector<std::string> lines;
  for (const CurrentObservation& it : observations) {
    lines.push_back(fmt::format(
        "slice {} {} = {} r{} of {} status {} at {} by {}", static_cast<int>(it.slice),
        it.period.ToString(), domain::ToString(it.value), it.revision, it.revision_max,
        static_cast<int>(it.status), absl::ToUnixMicros(it.known_at), it.submission_id));
  }
  return lines;
}

std::vector<std::string> Lines(const std::vector<RecordedObservation>& observations) {
  std::vector<std::string> lines;
  for (const RecordedObservation& it : observations) {
    lines.push_back(
        fmt::format("slice {} {} = {} r{} status {} at {} by {} withdrawn {}",
                    static_cast<int>(it.slice), it.period.ToString(), domain::ToString(it.value),
                    it.revision, static_cast<int>(it.status), absl::ToUnixMicros(it.known_at),
                    it.submission_id, it.withdrawn_at ? absl::ToUnixMicros(*it.withdrawn_at) : -1));
  }
  return lines;
}

}  // namespace trustwatch::testing
