#ifndef TRUSTWATCH_TESTS_INGEST_DRAFTS_H_
#define TRUSTWATCH_TESTS_INGEST_DRAFTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {

// A row as a sender writes it: a number for the whole, for a period that Period::Parse reads.
inline domain::DraftObservation RowOf(std::string_view indicator, domain::DraftValue value,
                                      std::string_view period = "2026-04") {
  const domain::Period parsed = PeriodOf(period);
  return {.indicator = std::string(indicator),
          .first_day = domain::ToWritten(parsed.first()),
          .last_day = domain::ToWritten(parsed.last()),
          .value = std::move(value)};
}

inline domain::DraftNumber Figure(double value) { return {.value = value}; }
inline domain::DraftNumber Ratio(double numerator, double denominator,
                                 std::optional<double> value = std::nullopt) {
  return {.value = value, .numerator = numerator, .denominator = denominator};
}

// A submission of XA1 under a request id.
inline domain::Draft DraftOf(std::vector<domain::DraftObservation> rows,
                             std::string_view request_id = "request-1") {
  return {.organisation = "XA1",
          .request_id = std::string(request_id),
          .observations = std::move(rows)};
}

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_INGEST_DRAFTS_H_
