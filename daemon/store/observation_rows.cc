#include "daemon/store/observation_rows.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"
#include "daemon/store/reader.h"
#include "daemon/store/statement.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

// As the columns stand in TRUSTWATCH_OBSERVATION_COLUMNS.
enum Column {
  kLastDay,
  kSlice,
  kSubmission,
  kRevision,
  kKind,
  kValue,
  kNumerator,
  kDenominator,
  kReason
};

std::optional<double> OptionalReal(const Statement& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return row.Real(column);
}

absl::Status Corrupt(const RowKey& key) {
  return base::Error{
      .code = absl::StatusCode::kDataLoss,
      .reason = "STORE_CORRUPT",
      .message = fmt::format("the store is damaged (no period of slice {} ends on "
                             "day {}, as submission {} says); stop the daemon and "
                             "restore the newest backup",
                             static_cast<int>(key.slice), key.last_day, key.submission)}
      .ToStatus();
}

}  // namespace

RowKey KeyOfRow(const Statement& row) {
  return {static_cast<std::int32_t>(row.Integer(kLastDay)),
          static_cast<SliceId>(row.Integer(kSlice)), row.Integer(kSubmission)};
}

int RevisionOfRow(const Statement& row) { return static_cast<int>(row.Integer(kRevision)); }

domain::Value ValueOfRow(const Statement& row) {
  switch (row.Integer(kKind)) {
    case 0:
      return domain::Number{.value = row.Real(kValue),
                            .numerator = OptionalReal(row, kNumerator),
                            .denominator = OptionalReal(row, kDenominator)};
    case 1:
      return domain::NilReturn{};
    case 2:
      return domain::NotApplicable{};
    case 3:
      return domain::Suppressed{};
    default:  // the table's CHECK lets in no other
      return domain::Missing{.reason = std::string(row.Text(kReason))};
  }
}

absl::StatusOr<domain::Period> PeriodOfRow::Of(const RowKey& key) {
  const domain::Slice* const slice = dictionary_.SliceOf(key.slice);
  if (slice == nullptr) return Corrupt(key);
  const domain::Day last_day{std::chrono::days(key.last_day)};
  if (!last_.has_value() || last_->last() != last_day || span_ != slice->span) {
    const auto period = domain::Period::Ending(last_day, slice->span);
    if (!period.ok()) return Corrupt(key);
    last_ = *period;
    span_ = slice->span;
  }
  return *last_;
}

}  // namespace trustwatch::store
