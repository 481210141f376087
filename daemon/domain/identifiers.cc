#include "daemon/domain/identifiers.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/excerpt.h"
#include "daemon/domain/limits.h"
#include "fmt/format.h"

namespace trustwatch::domain {
namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

absl::StatusOr<OdsCode> OdsCode::Parse(std::string_view text) {
  const bool good =
      text.size() >= 3 && text.size() <= 5 &&
      std::all_of(text.begin(), text.end(), [](char c) { return IsUpper(c) || IsDigit(c); });
  if (!good) {
    return base::Error{.code = absl::StatusCode::kInvalidArgument,
                       .reason = "ORGANISATION_MALFORMED",
                       .message = fmt::format(
                           "ODS code \"{}\" is not 3 to 5 upper-case letters or digits; give the "
                           "organisation's code, for example RX4 or G6V2S",
                           base::Excerpt(text)),
                       .metadata = {{"organisation", base::Excerpt(text)}},
                       .field = "organisation"}
        .ToStatus();
  }
  OdsCode code;
  std::copy(text.begin(), text.end(), code.letters_.begin());
  code.size_ = static_cast<std::uint8_t>(text.size());
  return code;
}

absl::StatusOr<IndicatorId> IndicatorId::Parse(std::string_view text) {
  const bool good = !text.empty() && text.size() <= kIndicatorIdBytesMax && IsLower(text.front()) &&
                    std::all_of(text.begin(), text.end(),
                                [](char c) { return IsLower(c) || IsDigit(c) || c == '_'; });
  if (!good) {
    return base::Error{.code = absl::StatusCode::kInvalidArgument,
                       .reason = "INDICATOR_MALFORMED",
                       .message = fmt::format(
                           "indicator id \"{}\" is not 1 to {} lower-case letters, digits or '_', "
                           "first a letter; use an id of the catalogue, for example tt_access",
                           base::Excerpt(text), kIndicatorIdBytesMax),
                       .metadata = {{"indicator", base::Excerpt(text)}},
                       .field = "indicator"}
        .ToStatus();
  }
  return IndicatorId(std::string(text));
}

bool IsBreakdown(std::string_view text) {
  return text.size() <= kBreakdownBytesMax && std::all_of(text.begin(), text.end(), [](char c) {
           return IsLower(c) || IsDigit(c) || c == '_' || c == '-' || c == ':';
         });
}

}  // namespace trustwatch::domain
