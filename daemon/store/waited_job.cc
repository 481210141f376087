#include "daemon/store/waited_job.h"

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/limits.h"
#include "fmt/format.h"

namespace trustwatch::store {

absl::Status DiskTooLate() {
  return base::Error{.code = absl::StatusCode::kUnavailable,
                     .reason = "STORE_BUSY",
                     .message = fmt::format("the disk did not answer for {}; see whether the write "
                                            "took place, and if not send it again",
                                            absl::FormatDuration(domain::kDeadlineMax)),
                     .retry_after = domain::kRetryDelay}
      .ToStatus();
}

}  // namespace trustwatch::store
