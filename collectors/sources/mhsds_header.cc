#include "collectors/sources/mhsds_header.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/sources/text.h"
#include "daemon/base/error.h"
#include "fmt/format.h"

namespace trustwatch::sources {
namespace {

// In the order of MhsdsColumn.
constexpr std::array<std::string_view, kMhsdsColumns> kMhsdsNames = {"REPORTING_PERIOD_START",
                                                                     "REPORTING_PERIOD_END",
                                                                     "STATUS",
                                                                     "BREAKDOWN",
                                                                     "PRIMARY_LEVEL",
                                                                     "SECONDARY_LEVEL",
                                                                     "TERTIARY_LEVEL",
                                                                     "QUARTERNARY_LEVEL",
                                                                     "MEASURE_ID",
                                                                     "MEASURE_VALUE"};

// Names for people, which change from year to year.
constexpr std::array<std::string_view, 6> kDescriptions = {"PRIMARY_LEVEL_DESCRIPTION",
                                                           "SECONDARY_LEVEL_DESCRIPTION",
                                                           "TERTIARY_LEVEL_DESCRIPTION",
                                                           "QUARTERNARY_LEVEL_DESCRIPTION",
                                                           "MEASURE_NAME",
                                                           "QUATERNARY_LEVEL_DESCRIPTION"};

constexpr std::string_view kRightlySpelt = "QUATERNARY_LEVEL";

std::optional<MhsdsColumn> FindMhsdsColumn(std::string_view name) {
  if (EqualsIgnoringCase(name, kRightlySpelt)) {
    return MhsdsColumn::kQuaternaryLevel;
  }
  for (std::size_t i = 0; i < kMhsdsNames.size(); ++i) {
    if (EqualsIgnoringCase(name, kMhsdsNames[i])) {
      return static_cast<MhsdsColumn>(i);
    }
  }
  return std::nullopt;
}

bool IsDescription(std::string_view name) {
  return std::ranges::any_of(kDescriptions, [name](std::string_view description) {
    return EqualsIgnoringCase(name, description);
  });
}

bool IsOptional(MhsdsColumn column) {
  return column == MhsdsColumn::kTertiaryLevel || column == MhsdsColumn::kQuaternaryLevel;
}

absl::Status Unknown(const std::vector<std::string>& troubles) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "HEADER_UNKNOWN",
      .message = fmt::format("the header is not that of a published MHSDS file: {}; take the data "
                             "file of the monthly or time-series publication as it is",
                             fmt::join(troubles, ", ")),
      .field = {}}
      .ToStatus();
}

}  // namespace

absl::StatusOr<MhsdsHeader> MhsdsHeader::Read(std::span<const std::string_view> cells) {
  MhsdsHeader header;
  std::vector<std::string> troubles;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string_view name = Trim(cells[i]);
    const std::optional<MhsdsColumn> column = FindMhsdsColumn(name);
    if (!column.has_value()) {
      if (!IsDescription(name)) troubles.push_back(fmt::format("\"{}\" is not known", name));
      continue;
    }
    std::optional<std::size_t>& at = header.at_[static_cast<std::size_t>(*column)];
    if (at.has_value()) troubles.push_back(fmt::format("{} is there twice", name));
    at = i;
  }
  for (std::size_t i = 0; i < kMhsdsNames.size(); ++i) {
    if (header.at_[i].has_value() || IsOptional(static_cast<MhsdsColumn>(i))) continue;
    troubles.push_back(fmt::format("{} is missing", kMhsdsNames[i]));
  }
  if (!troubles.empty()) return Unknown(troubles);
  return header;
}

std::string_view NameOf(MhsdsColumn column) {
  return kMhsdsNames[static_cast<std::size_t>(column)];
}

}  // namespace trustwatch::sources
