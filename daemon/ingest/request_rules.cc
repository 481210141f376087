#include "daemon/ingest/request_rules.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/base/excerpt.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/limits.h"
#include "daemon/ingest/text.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

absl::Status Invalid(std::string_view reason, std::string_view field, std::string message) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = std::string(reason),
                     .message = std::move(message),
                     .field = std::string(field)}
      .ToStatus();
}

bool IsPrintable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

absl::Status CheckRequest(const domain::Draft& draft) {
  const std::string& id = draft.request_id;
  if (id.empty() && !draft.validate_only) {
    return Invalid("REQUEST_ID_MALFORMED", "request_id",
                   "the request has no request_id; give each submission one of its own, for "
                   "example a UUID, and keep it when you send the same again");
  }
  if (id.size() > domain::kRequestIdBytesMax || !IsPrintable(id)) {
    return Invalid("REQUEST_ID_MALFORMED", "request_id",
                   fmt::format("request_id \"{}\" is not 1 to {} bytes of printable ASCII; use for "
                               "example a UUID",
                               base::Excerpt(id), domain::kRequestIdBytesMax));
  }
  const std::size_t count = draft.observations.size();
  if (count == 0) {
    return Invalid("NO_OBSERVATIONS", "observations",
                   "the request has no observations; send at least one, and nil returns where "
                   "there was nothing to count");
  }
  if (count > domain::kObservationsPerSubmissionMax) {
    return Invalid("TOO_MANY_OBSERVATIONS", "observations",
                   fmt::format("the request has {} observations, and {} are taken at most; send "
                               "them in several submissions, each with its own request_id",
                               count, domain::kObservationsPerSubmissionMax));
  }
  return absl::OkStatus();
}

absl::Status CheckWords(std::string_view text, const NeededWords& needed) {
  if (Trimmed(text.substr(0, text.find('\0'))).empty()) {
    return Invalid(fmt::format("{}_MISSING", needed.reason_stem), needed.field,
                   fmt::format("{} has no {}; {}", needed.of, needed.field, needed.cure));
  }
  if (text.size() > domain::kReasonBytesMax) {
    return Invalid(fmt::format("{}_TOO_LONG", needed.reason_stem), needed.field,
                   fmt::format("{} \"{}\" of {} has {} bytes, and {} are kept at most; shorten it",
                               needed.field, base::Excerpt(text), needed.of, text.size(),
                               domain::kReasonBytesMax));
  }
  return absl::OkStatus();
}

absl::Status CheckWithdrawalReason(std::string_view reason) {
  return CheckWords(reason, {.reason_stem = "REASON",
                             .field = "reason",
                             .of = "the withdrawal",
                             .cure = "say in a sentence why, for those who will wonder"});
}

absl::Status UnknownOrganisation(std::string_view organisation) {
  return base::Error{
      .code = absl::StatusCode::kNotFound,
      .reason = "ORGANISATION_UNKNOWN",
      .message = fmt::format("organisation {} is not in the register; check the code, or ask those "
                             "who keep the register to add it",
                             organisation),
      .metadata = {{"organisation", std::string(organisation)}},
      .field = "organisation"}
      .ToStatus();
}

}  // namespace trustwatch::ingest
