#include "daemon/ingest/draft_digest.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "daemon/base/digest.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"

namespace trustwatch::ingest {
namespace {

using base::Digest;

// The parts of a row that have a fixed size, in one piece: a call for each would cost more than
// hashing them does.
class Packed {
 public:
  template <typename T>
  void Put(T part) {
    std::memcpy(bytes_.data() + size_, &part, sizeof part);
    size_ += sizeof part;
  }
  std::string_view bytes() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 64>
      bytes_;  // 2 dates of 13 bytes, the kind of value, 3 numbers of 9 bytes, a sign
  std::size_t size_ = 0;
};

void PutDate(Packed& packed, const std::optional<domain::WrittenDate>& date) {
  const domain::WrittenDate written = date.value_or(domain::WrittenDate{});
  packed.Put(date.has_value());
  packed.Put(written.year);
  packed.Put(written.month);
  packed.Put(written.day);
}

void PutNumber(Packed& packed, std::optional<double> number) {
  packed.Put(number.has_value());
  if (number) packed.Put(*number);
}

void AddRow(Digest& digest, const domain::DraftObservation& row) {
  Packed packed;
  PutDate(packed, row.first_day);
  PutDate(packed, row.last_day);
  packed.Put(static_cast<std::uint8_t>(row.value.index()));
  if (const auto* number = std::get_if<domain::DraftNumber>(&row.value)) {
    PutNumber(packed, number->value);
    PutNumber(packed, number->numerator);
    PutNumber(packed, number->denominator);
    packed.Put(static_cast<std::uint8_t>(number->unit_sign));
  }
  digest.Add(packed.bytes());
  digest.Add(row.indicator);
  digest.Add(row.breakdown);
  digest.Add(row.explanation);
  if (const auto* missing = std::get_if<domain::Missing>(&row.value)) digest.Add(missing->reason);
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
