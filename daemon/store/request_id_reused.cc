#include "daemon/store/request_id_reused.h"

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/receipt.h"
#include "fmt/format.h"

namespace trustwatch::store {

absl::Status RequestIdReused(const domain::OdsCode& organisation, std::string_view request_id,
                             domain::SubmissionId first) {
  return base::Error{
      .code = absl::StatusCode::kAlreadyExists,
      .reason = "REQUEST_ID_REUSED",
      .message = fmt::format("request_id \"{}\" was used by {} for submission {} with other "
                             "content; choose a new request_id for new content",
                             request_id, organisation.text(), first),
      .metadata = {{"request_id", std::string(request_id)},
                   {"submission_id", fmt::format("{}", first)}},
      .field = "request_id"}
      .ToStatus();
}

}  // namespace trustwatch::store
