#include "daemon/app/wellness.h"

#include "absl/status/status.h"
#include "daemon/base/error.h"

namespace trustwatch::app {

absl::Status Wellness(const absl::Status& health) {
  const bool may_mend = absl::IsDataLoss(health) || absl::IsInternal(health) ||
                        base::ErrorOf(health).reason == "STORE_STALLED";
  return may_mend ? health : absl::OkStatus();
}

}  // namespace trustwatch::app
