#ifndef TRUSTWATCH_DAEMON_STORE_MIGRATION_0001_H_
#define TRUSTWATCH_DAEMON_STORE_MIGRATION_0001_H_

#include <string_view>

namespace trustwatch::store {

// The first schema. Days are counted from 1970-01-01, instants are microseconds UTC since then.
// No row is ever changed or deleted.
inline constexpr std::string_view kMigration0001 = R"sql(
-- The definitions that submissions were judged by.
CREATE TABLE catalogues (
  catalogue_id  INTEGER PRIMARY KEY,
  version       TEXT    NOT NULL,
  digest        TEXT    NOT NULL UNIQUE CHECK (length(digest) >= 1),
  first_used_at INTEGER NOT NULL
) STRICT;

-- Organisations that have submitted. Their names and dates are in the register.
CREATE TABLE organisations (
  organisation_id INTEGER PRIMARY KEY,
  ods_code        TEXT    NOT NULL UNIQUE
                  CHECK (length(ods_code) BETWEEN 3 AND 5 AND ods_code NOT GLOB '*[^0-9A-Z]*')
) STRICT;

CREATE TABLE indicators (
  indicator_id INTEGER PRIMARY KEY,
  code         TEXT    NOT NULL UNIQUE
               CHECK (length(code) BETWEEN 1 AND 64 AND code NOT GLOB '*[^0-9a-z_]*')
) STRICT;

-- What a series measures, whoever reports it: an indicator, cut by a breakdown, over a span.
CREATE TABLE slices (
  slice_id     INTEGER PRIMARY KEY,
  indicator_id INTEGER NOT NULL REFERENCES indicators (indicator_id),
  breakdown    TEXT    NOT NULL
               CHECK (length(breakdown) <= 64 AND breakdown NOT GLOB '*[^0-9a-z_:-]*'),
  span         TEXT    NOT NULL
               CHECK (span GLOB 'P[1-9]*[MD]' AND substr(span, 2, length(span) - 2) NOT GLOB '*[^0-9]*'),
  UNIQUE (indicator_id, breakdown, span)
) STRICT;

-- Which organisation has ever reported which slice.
CREATE TABLE series (
  organisation_id INTEGER NOT NULL REFERENCES organisations (organisation_id),
  slice_id        INTEGER NOT NULL REFERENCES slices (slice_id),
  PRIMARY KEY (organisation_id, slice_id)
) STRICT, WITHOUT ROWID;

-- Accepted submissions; recorded_at strictly rises with submission_id. The first and last day on
-- which one of its periods ends are NULL if it has no observations.
CREATE TABLE submissions (
  submission_id   INTEGER PRIMARY KEY CHECK (submission_id >= 1),
  organisation_id INTEGER NOT NULL REFERENCES organisations (organisation_id),
  request_id      TEXT    NOT NULL CHECK (length(request_id) >= 1),
  content_digest  BLOB    NOT NULL CHECK (length(content_digest) = 32),
  status          INTEGER NOT NULL CHECK (status BETWEEN 1 AND 3),  -- provisional, refreshed, final
  recorded_at     INTEGER NOT NULL,
  catalogue_id    INTEGER NOT NULL REFERENCES catalogues (catalogue_id),
  caller          TEXT    NOT NULL,
  first_last_day  INTEGER CHECK (first_last_day BETWEEN -25567 AND 84370),  -- 1900 to 2200
  last_last_day   INTEGER CHECK (last_last_day BETWEEN first_last_day AND 84370),
  new_count       INTEGER NOT NULL CHECK (new_count >= 0),
  changed_count   INTEGER NOT NULL CHECK (changed_count >= 0),
  unchanged_count INTEGER NOT NULL CHECK (unchanged_count >= 0),
  refused_count   INTEGER NOT NULL CHECK (refused_count >= 0),
  UNIQUE (organisation_id, request_id),
  CHECK ((first_last_day IS NULL) = (last_last_day IS NULL))
) STRICT;

-- To list an organisation's submissions, newest first.
CREATE INDEX submissions_of_organisation ON submissions (organisation_id, submission_id);

-- Submissions that were taken back. Their rows stay, and stand no longer.
CREATE TABLE withdrawals (
  submission_id INTEGER PRIMARY KEY REFERENCES submissions (submission_id),
  withdrawn_at  INTEGER NOT NULL,
  reason        TEXT    NOT NULL CHECK (length(reason) >= 1),
  caller        TEXT    NOT NULL
) STRICT;

-- What the judge remarked on a submission that was accepted.
CREATE TABLE findings (
  submission_id     INTEGER NOT NULL REFERENCES submissions (submission_id),
  ordinal           INTEGER NOT NULL CHECK (ordinal >= 0),
  observation_index INTEGER NOT NULL CHECK (observation_index >= 0),  -- row of what was sent, from 0
  level             INTEGER NOT NULL CHECK (level BETWEEN 0 AND 2),   -- warn, explain, refuse
  reason            TEXT    NOT NULL CHECK (length(reason) >= 1),
  field             TEXT    NOT NULL,
  value             TEXT    NOT NULL,
  message           TEXT    NOT NULL,
  cure              TEXT    NOT NULL,
  related_indexes   TEXT    NOT NULL CHECK (related_indexes NOT GLOB '*[^0-9,]*'),  -- 3,17
  explanation       TEXT    NOT NULL,
  PRIMARY KEY (submission_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Every accepted figure. Its organisation and slice stand in series: the writer sees to it and the
-- check of the content proves it, because a foreign key would cost a fifth of the write rate. The
-- first day of its period follows from last_day and the slice's span.
-- kind: 0 number, 1 nil return, 2 not applicable, 3 suppressed, 4 missing.
-- 9e999 is infinity: figures are finite.
CREATE TABLE observations (
  organisation_id INTEGER NOT NULL,
  last_day        INTEGER NOT NULL CHECK (last_day BETWEEN -25567 AND 84370),  -- 1900 to 2200
  slice_id        INTEGER NOT NULL,
  submission_id   INTEGER NOT NULL REFERENCES submissions (submission_id),
  revision        INTEGER NOT NULL CHECK (revision >= 1),
  kind            INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),
  value           REAL    CHECK (value > -9e999 AND value < 9e999),
  numerator       REAL    CHECK (numerator > -9e999 AND numerator < 9e999),
  denominator     REAL    CHECK (denominator > 0 AND denominator < 9e999),
  reason          TEXT,
  PRIMARY KEY (organisation_id, last_day, slice_id, submission_id),
  CHECK ((kind = 0) = (value IS NOT NULL)),
  CHECK (kind = 0 OR (numerator IS NULL AND denominator IS NULL)),
  CHECK ((kind = 4) = (reason IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- For auditors: every recorded figure with its names and dates, withdrawn ones included.
CREATE VIEW readable_observations AS
SELECT organisations.ods_code,
       indicators.code AS indicator,
       slices.breakdown,
       slices.span,
       date(observations.last_day * 86400, 'unixepoch') AS last_day,
       observations.revision,
       CASE observations.kind
         WHEN 0 THEN 'number'
         WHEN 1 THEN 'nil_return'
         WHEN 2 THEN 'not_applicable'
         WHEN 3 THEN 'suppressed'
         ELSE 'missing'
       END AS kind,
       observations.value,
       observations.numerator,
       observations.denominator,
       observations.reason,
       CASE submissions.status
         WHEN 1 THEN 'provisional'
         WHEN 2 THEN 'refreshed'
         ELSE 'final'
       END AS status,
       observations.submission_id,
       strftime('%Y-%m-%dT%H:%M:%SZ', submissions.recorded_at / 1000000, 'unixepoch')
         AS recorded_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', withdrawals.withdrawn_at / 1000000, 'unixepoch')
         AS withdrawn_at
FROM observations
JOIN organisations USING (organisation_id)
JOIN slices USING (slice_id)
JOIN indicators USING (indicator_id)
JOIN submissions USING (submission_id)
LEFT JOIN withdrawals USING (submission_id);
)sql";

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_MIGRATION_0001_H_
