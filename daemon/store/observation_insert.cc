#include "daemon/store/observation_insert.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/file_days.h"
#include "daemon/store/statement.h"
#include "daemon/store/store.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

constexpr int kOwnOrganisation = 1;  // parameters that every row of a statement shares
constexpr int kOwnSubmission = 2;
constexpr int kFirstOfRows = 3;
constexpr int kPerRow = 8;

// The statement for `rows` rows. Its text depends on the count alone.
std::string InsertText(std::size_t rows) {
  std::string text = R"sql(
INSERT OR FAIL INTO observations (organisation_id, last_day, slice_id, submission_id, revision,
                                  kind, value, numerator, denominator, reason)
VALUES )sql";
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t p = kFirstOfRows + row * kPerRow;
    text += fmt::format("{}(?1, ?{}, ?{}, ?2, ?{}, ?{}, ?{}, ?{}, ?{}, ?{})", row == 0 ? "" : ",",
                        p, p + 1, p + 2, p + 3, p + 4, p + 5, p + 6, p + 7);
  }
  return text;
}

// A whole number takes 1 to 6 bytes on disk instead of 8, and reads back as the same double.
void BindCompactly(Statement& insert, int index, double number) {
  constexpr double kIntegerMax = 140'737'488'355'327;  // 2^47 - 1: what SQLite stores in 6 bytes
  if (std::abs(number) <= kIntegerMax && std::trunc(number) == number) {
    insert.Bind(index, static_cast<std::int64_t>(number));
  } else {
    insert.BindReal(index, number);
  }
}

void BindOptional(Statement& insert, int index, std::optional<double> number) {
  if (number.has_value()) {
    BindCompactly(insert, index, *number);
  } else {
    insert.BindNull(index);
  }
}

void BindRow(Statement& insert, int first, const NewObservation& row) {
  insert.Bind(first, FileDays(row.period.last()));
  insert.Bind(first + 1, static_cast<std::int64_t>(row.slice));
  insert.Bind(first + 2, static_cast<std::int64_t>(row.revision));
  insert.Bind(first + 3, static_cast<std::int64_t>(row.value.index()));
  const auto* const number = std::get_if<domain::Number>(&row.value);
  const auto* const missing = std::get_if<domain::Missing>(&row.value);
  BindOptional(insert, first + 4, number ? std::optional(number->value) : std::nullopt);
  BindOptional(insert, first + 5, number ? number->numerator : std::nullopt);
  BindOptional(insert, first + 6, number ? number->denominator : std::nullopt);
  if (missing != nullptr) {
    insert.BindText(first + 7, missing->reason);
  } else {
    insert.BindNull(first + 7);
  }
}

// As many statements of `text`, which takes `count` rows, as `rows` can fill; drops what they took.
absl::Status InsertWhole(Database& db, const std::string& text, std::size_t count,
                         OrganisationId organisation, domain::SubmissionId id,
                         std::span<const NewObservation>& rows) {
  if (rows.size() < count) return absl::OkStatus();
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(text));
  insert.Bind(kOwnOrganisation, organisation);
  insert.Bind(kOwnSubmission, id);
  while (rows.size() >= count) {
    for (std::size_t row = 0; row < count; ++row) {
      BindRow(insert, kFirstOfRows + static_cast<int>(row) * kPerRow, rows[row]);
    }
    TRUSTWATCH_RETURN_IF_ERROR(insert.Run());
    rows = rows.subspan(count);
  }
  return absl::OkStatus();
}

}  // namespace

void SortByKey(std::vector<NewObservation>& observations) {
  std::sort(observations.begin(), observations.end(),
            [](const NewObservation& a, const NewObservation& b) {
              return std::pair(a.period.last(), a.slice) < std::pair(b.period.last(), b.slice);
            });
}

absl::Status InsertObservations(Database& db, OrganisationId organisation, domain::SubmissionId id,
                                std::span<const NewObservation> sorted) {
  static constexpr std::array<std::size_t, 3> kCounts = {64, 8, 1};
  // Made once: their addresses are the keys by which the connection finds the parsed statements.
  static const std::array<std::string, 3> kTexts = {InsertText(64), InsertText(8), InsertText(1)};
  for (std::size_t size = 0; size < kCounts.size(); ++size) {
    TRUSTWATCH_RETURN_IF_ERROR(
        InsertWhole(db, kTexts[size], kCounts[size], organisation, id, sorted));
  }
  return absl::OkStatus();
}

}  // namespace trustwatch::store
