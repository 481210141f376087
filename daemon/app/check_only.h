#ifndef TRUSTWATCH_DAEMON_APP_CHECK_ONLY_H_
#define TRUSTWATCH_DAEMON_APP_CHECK_ONLY_H_

#include <string>

#include "absl/status/statusor.h"
#include "daemon/app/options.h"

namespace trustwatch::app {

// What --check prints: what a daemon with these options would do, once its catalogue and its store
// were found to be good. Errors are those of ReadDefinitions and of the store, and
// kFailedPrecondition (STORE_UNREACHABLE) if there is neither a store nor a folder to make it in.
//
// Makes, migrates and locks nothing, so it can run beside a daemon that uses the store. Reads the
// whole store: about half a second for a million observations.
absl::StatusOr<std::string> CheckOnly(const Options& options);

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_CHECK_ONLY_H_
