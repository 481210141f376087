#ifndef TRUSTWATCH_COLLECTORS_SOURCES_MHSDS_HEADER_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_MHSDS_HEADER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "absl/status/statusor.h"

namespace trustwatch::sources {

// The columns whose cells are looked at.
enum class MhsdsColumn : std::uint8_t {
  kStart,
  kEnd,
  kStatus,
  kBreakdown,
  kOrganisation,
  kSecondaryLevel,
  kTertiaryLevel,  // this and the next only in files about restrictive interventions
  kQuaternaryLevel,
  kMeasure,
  kValue,
};
inline constexpr std::size_t kMhsdsColumns = 10;

// Where the columns of one file stand.
class MhsdsHeader {
 public:
  // Finds columns by name, in any order and case. kInvalidArgument with reason HEADER_UNKNOWN if
  // one is missing, twice there or not known; the message names them all. A column that is not
  // known may be a cut of the figures that would be taken for the whole, so that it is not skipped.
  static absl::StatusOr<MhsdsHeader> Read(std::span<const std::string_view> cells);

  // The index of the column; nullopt for a level that the file does not have.
  std::optional<std::size_t> At(MhsdsColumn column) const {
    return at_[static_cast<std::size_t>(column)];
  }

 private:
  std::array<std::optional<std::size_t>, kMhsdsColumns> at_;
};

// The name under which the column is published.
std::string_view NameOf(MhsdsColumn column);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_MHSDS_HEADER_H_
