#ifndef TRUSTWATCH_COLLECTORS_PUSH_CONNECT_H_
#define TRUSTWATCH_COLLECTORS_PUSH_CONNECT_H_

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "collectors/push/client.h"
#include "collectors/push/retry.h"

namespace trustwatch::push {

// A client of the daemon at `server`, for example 127.0.0.1:9190. Nothing is sent yet, so a daemon
// that is down is found by the first call. Unencrypted, and therefore on this machine only: see
// LoopbackTarget for the errors. Proxies from the environment are not used.
absl::StatusOr<std::unique_ptr<Client>> Connect(std::string_view server, const RetryPolicy& policy,
                                                const Pacing& pacing);

}  // namespace trustwatch::push

#endif  // TRUSTWATCH_COLLECTORS_PUSH_CONNECT_H_
