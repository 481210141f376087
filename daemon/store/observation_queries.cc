#include "daemon/store/observation_queries.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/file_days.h"
#include "daemon/store/observation_rows.h"
#include "daemon/store/reader.h"
#include "daemon/store/statement.h"
#include "daemon/store/submission_facts.h"
#include "daemon/store/submission_rows.h"

namespace trustwatch::store {
namespace {

constexpr std::string_view kReadDays = "SELECT " TRUSTWATCH_OBSERVATION_COLUMNS R"sql(
FROM organisations
JOIN observations USING (organisation_id)
WHERE organisations.ods_code = :ods_code
  AND observations.last_day BETWEEN :first_last_day AND :last_last_day
ORDER BY observations.last_day, observations.slice_id, observations.submission_id
)sql";

// Steps from each day that has rows to the next, so that rows of other slices are not touched.
constexpr std::string_view kReadDaysOfSlice =
    R"sql(
WITH RECURSIVE days (organisation_id, last_day) AS (
  SELECT organisations.organisation_id,
         (SELECT min(observations.last_day)
          FROM observations
          WHERE observations.organisation_id = organisations.organisation_id
            AND observations.last_day >= :first_last_day)
  FROM organisations
  WHERE organisations.ods_code = :ods_code
  UNION ALL
  SELECT days.organisation_id,
         (SELECT min(observations.last_day)
          FROM observations
          WHERE observations.organisation_id = days.organisation_id
            AND observations.last_day > days.last_day)
  FROM days
  WHERE days.last_day IS NOT NULL
)
SELECT )sql" TRUSTWATCH_OBSERVATION_COLUMNS R"sql(
FROM days
CROSS JOIN observations
WHERE observations.organisation_id = days.organisation_id
  AND observations.last_day = days.last_day
  AND observations.slice_id = :slice_id
  AND days.last_day <= :last_last_day
ORDER BY observations.last_day, observations.submission_id
)sql";

constexpr std::string_view kReadOfSubmission = "SELECT " TRUSTWATCH_OBSERVATION_COLUMNS R"sql(
FROM observations
WHERE observations.organisation_id = :organisation_id
  AND observations.last_day BETWEEN :first_last_day AND :last_last_day
  AND observations.submission_id = :submission_id
ORDER BY observations.last_day, observations.slice_id
)sql";

using Visit = std::function<void(const RecordedObservation&)>;

absl::StatusOr<RecordedObservation> RecordedOfRow(View view, const Statement& row,
                                                  const SubmissionFact& fact, absl::Time as_of) {
  const RowKey key = KeyOfRow(row);
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::Period period, view.periods.Of(key));
  RecordedObservation recorded{.slice = key.slice,
                               .period = period,
                               .value = ValueOfRow(row),
                               .revision = RevisionOfRow(row),
                               .status = fact.status,
                               .known_at = fact.known_at,
                               .submission_id = key.submission,
                               .withdrawn_at = fact.withdrawn_at};
  if (recorded.withdrawn_at > as_of) recorded.withdrawn_at.reset();
  return recorded;
}

absl::Status VisitRows(View view, Statement& query, absl::Time as_of, const Visit& visit) {
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) return absl::OkStatus();
    TRUSTWATCH_ASSIGN_OR_RETURN(const SubmissionFact* const fact,
                                view.facts.Of(KeyOfRow(query).submission));
    if (fact->known_at > as_of) continue;
    TRUSTWATCH_ASSIGN_OR_RETURN(const RecordedObservation recorded,
                                RecordedOfRow(view, query, *fact, as_of));
    visit(recorded);
  }
}

}  // namespace

absl::Status ReadEach(View view, const domain::OdsCode& code, LastDays days, absl::Time as_of,
                      const Visit& visit) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, view.db.Prepare(kReadDays));
  query.BindText(":ods_code", code.text());
  query.Bind(":first_last_day", FileDays(days.from));
  query.Bind(":last_last_day", FileDays(days.to));
  return VisitRows(view, query, as_of, visit);
}

absl::Status ReadEachOfSlice(View view, const domain::OdsCode& code, SliceId slice, LastDays days,
                             absl::Time as_of, const Visit& visit) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, view.db.Prepare(kReadDaysOfSlice));
  query.BindText(":ods_code", code.text());
  query.Bind(":slice_id", static_cast<std::int64_t>(slice));
  query.Bind(":first_last_day", FileDays(days.from));
  query.Bind(":last_last_day", FileDays(days.to));
  return VisitRows(view, query, as_of, visit);
}

absl::StatusOr<std::vector<RecordedObservation>> ReadObservationsOf(View view,
                                                                    domain::SubmissionId id) {
  std::vector<RecordedObservation> rows;
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::optional<RowsOfSubmission> where, FindRowsOf(view.db, id));
  if (!where.has_value()) return rows;
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, view.db.Prepare(kReadOfSubmission));
  query.Bind(":organisation_id", where->organisation);
  query.Bind(":first_last_day", where->first_last_day);
  query.Bind(":last_last_day", where->last_last_day);
  query.Bind(":submission_id", id);
  TRUSTWATCH_RETURN_IF_ERROR(
      VisitRows(view, query, absl::InfiniteFuture(),
                [&rows](const RecordedObservation& row) { rows.push_back(row); }));
  return rows;
}

}  // namespace trustwatch::store
