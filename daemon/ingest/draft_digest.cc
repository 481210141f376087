#include "daemon/ingest/draft_digest.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "daemon/base/digest.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"

namespace trustwatch::ingest {
namespace {

using base::Digest;

void AddDate(Digest& digest, const std::optional<domain::WrittenDate>& date) {
  digest.Add(static_cast<std::int64_t>(date.has_value()));
  if (!date) return;
  digest.Add((std::int64_t{date->year} << 32) + date->month);
  digest.Add(std::int64_t{date->day});
}

// Which parts are there goes first, so that a numerator is never taken for a denominator.
void AddNumber(Digest& digest, const domain::DraftNumber& number) {
  const auto part = [](const std::optional<double>& present, int bit) {
    return present ? std::int64_t{1} << bit : std::int64_t{0};
  };
  digest.Add(part(number.value, 0) | part(number.numerator, 1) | part(number.denominator, 2));
  if (number.value) digest.Add(*number.value);
  if (number.numerator) digest.Add(*number.numerator);
  if (number.denominator) digest.Add(*number.denominator);
}

void AddRow(Digest& digest, const domain::DraftObservation& row) {
  digest.Add(row.indicator);
  digest.Add(row.breakdown);
  AddDate(digest, row.first_day);
  AddDate(digest, row.last_day);
  digest.Add(static_cast<std::int64_t>(row.value.index()));
  if (const auto* number = std::get_if<domain::DraftNumber>(&row.value)) AddNumber(digest, *number);
  if (const auto* missing = std::get_if<domain::Missing>(&row.value)) digest.Add(missing->reason);
  digest.Add(row.explanation);
}

}  // namespace

std::string DraftDigest(const domain::Draft& draft) {
  Digest digest;
  digest.Add(draft.organisation);
  digest.Add(static_cast<std::int64_t>(draft.status));
  digest.Add(static_cast<std::int64_t>(draft.accept_valid_rows));
  digest.Add(static_cast<std::int64_t>(draft.observations.size()));
  for (const domain::DraftObservation& row : draft.observations) AddRow(digest, row);
  return digest.Finish();
}

}  // namespace trustwatch::ingest
