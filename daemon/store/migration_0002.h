#ifndef TRUSTWATCH_DAEMON_STORE_MIGRATION_0002_H_
#define TRUSTWATCH_DAEMON_STORE_MIGRATION_0002_H_

#include <string_view>

namespace trustwatch::store {

// Step changes. Days and instants are counted as in the first schema, and as there no row is ever
// changed or deleted. From this version on an organisation may have a row without a submission, and
// an indicator without a slice: those that only a step change names.
inline constexpr std::string_view kMigration0002 = R"sql(
-- From which day on an organisation's series have a mean and limits of their own. recorded_at
-- strictly rises with step_change_id. The writer keeps two of one organisation, indicator and day
-- from standing at once; no index can, because withdrawals are rows of another table.
CREATE TABLE step_changes (
  step_change_id  INTEGER PRIMARY KEY CHECK (step_change_id >= 1),
  organisation_id INTEGER NOT NULL REFERENCES organisations (organisation_id),
  indicator_id    INTEGER REFERENCES indicators (indicator_id),  -- NULL: every indicator
  first_day       INTEGER NOT NULL CHECK (first_day BETWEEN -25567 AND 84370),  -- 1900 to 2200
  cause           TEXT    NOT NULL CHECK (length(cause) >= 1),
  approved_by     TEXT    NOT NULL CHECK (length(approved_by) >= 1),
  caller          TEXT    NOT NULL,
  recorded_at     INTEGER NOT NULL
) STRICT;

CREATE INDEX step_changes_of_organisation ON step_changes (organisation_id, first_day);

-- Step changes that were taken back. Their rows stay, and split no series from then on.
CREATE TABLE step_change_withdrawals (
  step_change_id INTEGER PRIMARY KEY REFERENCES step_changes (step_change_id),
  withdrawn_at   INTEGER NOT NULL,
  reason         TEXT    NOT NULL CHECK (length(reason) >= 1),
  caller         TEXT    NOT NULL
) STRICT;

-- For auditors: every step change with its names and dates, withdrawn ones included.
CREATE VIEW readable_step_changes AS
SELECT step_changes.step_change_id,
       organisations.ods_code,
       indicators.code AS indicator,
       date(step_changes.first_day * 86400, 'unixepoch') AS first_day,
       step_changes.cause,
       step_changes.approved_by,
       step_changes.caller,
       strftime('%Y-%m-%dT%H:%M:%SZ', step_changes.recorded_at / 1000000, 'unixepoch')
         AS recorded_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', step_change_withdrawals.withdrawn_at / 1000000, 'unixepoch')
         AS withdrawn_at,
       step_change_withdrawals.reason AS withdrawal_reason,
       step_change_withdrawals.caller AS withdrawal_caller
FROM step_changes
JOIN organisations USING (organisation_id)
LEFT JOIN indicators USING (indicator_id)
LEFT JOIN step_change_withdrawals USING (step_change_id);
)sql";

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_MIGRATION_0002_H_
