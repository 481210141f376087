#include "collectors/cli/exit_code.h"

#include <algorithm>

#include "absl/status/status.h"
#include "daemon/base/error.h"

namespace trustwatch::cli {

ExitCode ExitCodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return ExitCode::kDone;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kAborted:
      return ExitCode::kUnreachable;
    case absl::StatusCode::kResourceExhausted:
      // Without a delay it is a limit of the request's size, which waiting does not cure.
      return base::ErrorOf(status).retry_after.has_value() ? ExitCode::kUnreachable
                                                           : ExitCode::kRefused;
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnimplemented:
      return ExitCode::kInternal;
    default:
      return ExitCode::kRefused;
  }
}

ExitCode Worse(ExitCode a, ExitCode b) { return std::max(a, b); }

}  // namespace trustwatch::cli
