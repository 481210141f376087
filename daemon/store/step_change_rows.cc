#include "daemon/store/step_change_rows.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/database.h"
#include "daemon/store/file_days.h"
#include "daemon/store/statement.h"

namespace trustwatch::store {
namespace {

constexpr std::string_view kReadOne = R"sql(
SELECT step_changes.step_change_id, organisations.ods_code, indicators.code,
       step_changes.first_day, step_changes.cause, step_changes.approved_by, step_changes.caller,
       step_changes.recorded_at,
       withdrawals.withdrawn_at, withdrawals.reason, withdrawals.caller
FROM step_changes
JOIN organisations USING (organisation_id)
LEFT JOIN indicators USING (indicator_id)
LEFT JOIN step_change_withdrawals AS withdrawals
  ON withdrawals.step_change_id = step_changes.step_change_id
  AND withdrawals.withdrawn_at <= :as_of
WHERE step_changes.step_change_id = :step_change_id
)sql";

// NULL comes first, and with it the step changes of every indicator; so below.
constexpr std::string_view kListAll = R"sql(
SELECT step_changes.step_change_id
FROM step_changes
JOIN organisations USING (organisation_id)
LEFT JOIN indicators USING (indicator_id)
WHERE step_changes.recorded_at <= :as_of
ORDER BY organisations.ods_code, indicators.code, step_changes.first_day,
         step_changes.step_change_id
)sql";

constexpr std::string_view kListOfOrganisation = R"sql(
SELECT step_changes.step_change_id
FROM organisations
JOIN step_changes USING (organisation_id)
LEFT JOIN indicators USING (indicator_id)
WHERE organisations.ods_code = :ods_code AND step_changes.recorded_at <= :as_of
ORDER BY indicators.code, step_changes.first_day, step_changes.step_change_id
)sql";

constexpr std::string_view kFindStanding = R"sql(
SELECT step_change_id
FROM step_changes
WHERE organisation_id = :organisation_id
  AND first_day = :first_day
  AND indicator_id IS :indicator_id
  AND NOT EXISTS (
    SELECT 1
    FROM step_change_withdrawals
    WHERE step_change_withdrawals.step_change_id = step_changes.step_change_id
  )
)sql";

constexpr std::string_view kInsert = R"sql(
INSERT INTO step_changes (organisation_id, indicator_id, first_day, cause, approved_by, caller,
                          recorded_at)
VALUES (:organisation_id, :indicator_id, :first_day, :cause, :approved_by, :caller, :recorded_at)
)sql";

constexpr std::string_view kInsertStepChangeWithdrawal = R"sql(
INSERT INTO step_change_withdrawals (step_change_id, withdrawn_at, reason, caller)
VALUES (:step_change_id, :withdrawn_at, :reason, :caller)
)sql";

absl::StatusOr<domain::StepChange> StepChangeOfRow(const Statement& row) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::OdsCode code, domain::OdsCode::Parse(row.Text(1)));
  domain::StepChange change{.id = row.Integer(0),
                            .what = {.organisation = code,
                                     .indicator = std::nullopt,
                                     .first_day = domain::Day(std::chrono::days(row.Integer(3))),
                                     .cause = std::string(row.Text(4)),
                                     .approved_by = std::string(row.Text(5)),
                                     .caller = std::string(row.Text(6))},
                            .recorded_at = absl::FromUnixMicros(row.Integer(7)),
                            .withdrawal = std::nullopt};
  if (!row.IsNull(2)) {
    TRUSTWATCH_ASSIGN_OR_RETURN(change.what.indicator, domain::IndicatorId::Parse(row.Text(2)));
  }
  if (!row.IsNull(8)) {
    change.withdrawal = domain::Withdrawal{.withdrawn_at = absl::FromUnixMicros(row.Integer(8)),
                                           .reason = std::string(row.Text(9)),
                                           .caller = std::string(row.Text(10))};
  }
  return change;
}

// What is not bound is NULL, which is how the table says "every indicator".
void BindKeys(Statement& statement, const StepChangeKeys& keys) {
  statement.Bind(":organisation_id", keys.organisation);
  if (keys.indicator.has_value()) statement.Bind(":indicator_id", *keys.indicator);
  statement.Bind(":first_day", FileDays(keys.first_day));
}

}  // namespace

absl::StatusOr<std::vector<domain::StepChange>> ReadStepChanges(
    Database& db, const std::optional<domain::OdsCode>& organisation, absl::Time as_of) {
  std::vector<domain::StepChange> changes;
  TRUSTWATCH_ASSIGN_OR_RETURN(
      Statement query, db.Prepare(organisation.has_value() ? kListOfOrganisation : kListAll));
  if (organisation.has_value()) query.BindText(":ods_code", organisation->text());
  query.Bind(":as_of", absl::ToUnixMicros(as_of));
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) return changes;
    TRUSTWATCH_ASSIGN_OR_RETURN(std::optional<domain::StepChange> change,
                                ReadStepChange(db, query.Integer(0), as_of));
    if (change.has_value()) changes.push_back(*std::move(change));
  }
}

absl::StatusOr<std::optional<domain::StepChange>> ReadStepChange(Database& db,
                                                                 domain::StepChangeId id,
                                                                 absl::Time as_of) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kReadOne));
  query.Bind(":step_change_id", id);
  query.Bind(":as_of", absl::ToUnixMicros(as_of));
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return std::nullopt;
  return StepChangeOfRow(query);
}

absl::StatusOr<std::optional<domain::StepChangeId>> FindStandingStepChange(
    Database& db, const StepChangeKeys& keys) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kFindStanding));
  BindKeys(query, keys);
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return std::nullopt;
  return query.Integer(0);
}

absl::StatusOr<domain::StepChangeId> InsertStepChange(Database& db, const StepChangeKeys& keys,
                                                      const domain::NewStepChange& change,
                                                      absl::Time recorded_at) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(kInsert));
  BindKeys(insert, keys);
  insert.BindText(":cause", change.cause);
  insert.BindText(":approved_by", change.approved_by);
  insert.BindText(":caller", change.caller);
  insert.Bind(":recorded_at", absl::ToUnixMicros(recorded_at));
  TRUSTWATCH_RETURN_IF_ERROR(insert.Run());
  return db.LastInsertId();
}

absl::Status InsertStepChangeWithdrawal(Database& db, domain::StepChangeId id,
                                        const domain::Withdrawal& withdrawal) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(kInsertStepChangeWithdrawal));
  insert.Bind(":step_change_id", id);
  insert.Bind(":withdrawn_at", absl::ToUnixMicros(withdrawal.withdrawn_at));
  insert.BindText(":reason", withdrawal.reason);
  insert.BindText(":caller", withdrawal.caller);
  return insert.Run();
}

}  // namespace trustwatch::store
