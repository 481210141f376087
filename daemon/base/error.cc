#include "daemon/base/error.h"

#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "fmt/format.h"

namespace trustwatch::base {
namespace {

// Each part of the error travels as a payload of the status under this prefix.
constexpr absl::string_view kPrefix = "trustwatch/";
constexpr absl::string_view kReason = "trustwatch/reason";
constexpr absl::string_view kField = "trustwatch/field";
constexpr absl::string_view kRetry = "trustwatch/retry_microseconds";
constexpr absl::string_view kMetadata = "trustwatch/metadata/";

}  // namespace

absl::Status Error::ToStatus() const {
  absl::Status status(code, message);
  status.SetPayload(kReason, absl::Cord(reason));
  if (!field.empty()) status.SetPayload(kField, absl::Cord(field));
  if (retry_after.has_value()) {
    status.SetPayload(kRetry,
                      absl::Cord(fmt::format("{}", absl::ToInt64Microseconds(*retry_after))));
  }
  for (const auto& [key, value] : metadata) {
    status.SetPayload(fmt::format("trustwatch/metadata/{}", key), absl::Cord(value));
  }
  return status;
}

Error ErrorOf(const absl::Status& status) {
  Error error{.code = status.code(),
              .reason = absl::StatusCodeToString(status.code()),
              .message = std::string(status.message()),
              .field = {}};
  status.ForEachPayload([&error](absl::string_view key, const absl::Cord& value) {
    if (!absl::StartsWith(key, kPrefix)) return;
    const std::string text(value);
    if (key == kReason) error.reason = text;
    if (key == kField) error.field = text;
    if (key == kRetry) {
      error.retry_after = absl::Microseconds(std::strtoll(text.c_str(), nullptr, 10));
    }
    if (absl::StartsWith(key, kMetadata)) {
      error.metadata.emplace(std::string(key.substr(kMetadata.size())), text);
    }
  });
  return error;
}

absl::Status Annotate(const absl::Status& status, std::string_view context) {
  if (status.ok()) return status;
  absl::Status annotated(status.code(),
                         fmt::format("{}: {}", context, std::string(status.message())));
  status.ForEachPayload([&annotated](absl::string_view key, const absl::Cord& value) {
    annotated.SetPayload(key, value);
  });
  return annotated;
}

}  // namespace trustwatch::base
