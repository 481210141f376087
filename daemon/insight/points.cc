#include "daemon/insight/points.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "daemon/base/check.h"
#include "daemon/domain/series.h"
#include "daemon/store/reader.h"

namespace trustwatch::insight {
namespace {

using Rows = std::span<const store::RecordedObservation>;

bool Stands(const store::RecordedObservation& row) { return !row.withdrawn_at.has_value(); }

// The revision `number`, from all rows that carry it.
domain::Revision MakeRevision(Rows rows, int number) {
  const store::RecordedObservation* told_by = nullptr;  // the first standing row, else the first
  const store::RecordedObservation* newest = nullptr;   // the newest standing row, else the newest
  for (const store::RecordedObservation& row : rows) {
    if (row.revision != number) continue;
    if (told_by == nullptr || (!Stands(*told_by) && Stands(row))) told_by = &row;
    if (newest == nullptr || Stands(row) || !Stands(*newest)) newest = &row;
  }
  TRUSTWATCH_CHECK(told_by != nullptr && newest != nullptr);
  return {.number = number,
          .value = told_by->value,
          .status = newest->status,
          .known_at = told_by->known_at,
          .submission_id = told_by->submission_id,
          .withdrawn_at = told_by->withdrawn_at};
}

std::vector<domain::Revision> MakeRevisions(Rows rows) {
  std::vector<int> numbers;
  for (const store::RecordedObservation& row : rows) {
    if (std::find(numbers.begin(), numbers.end(), row.revision) == numbers.end()) {
      numbers.push_back(row.revision);
    }
  }
  std::vector<domain::Revision> revisions;
  revisions.reserve(numbers.size());
  for (const int number : numbers) revisions.push_back(MakeRevision(rows, number));
  return revisions;
}

}  // namespace

std::optional<domain::Point> MakePoint(Rows rows, bool include_revisions) {
  const auto newest = std::find_if(rows.rbegin(), rows.rend(), Stands);
  if (newest == rows.rend()) return std::nullopt;
  domain::Point point{.period = newest->period, .current = {}, .revisions = {}};
  point.current = MakeRevision(rows, newest->revision);
  if (include_revisions) point.revisions = MakeRevisions(rows);
  return point;
}

}  // namespace trustwatch::insight
