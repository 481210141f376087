#ifndef TRUSTWATCH_DAEMON_APP_DEFINITION_FILES_H_
#define TRUSTWATCH_DAEMON_APP_DEFINITION_FILES_H_

#include <filesystem>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "daemon/base/mutex.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/rpc/reload.h"
#include "daemon/store/store.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::app {

// Reads and checks a folder of definitions. kFailedPrecondition (CATALOGUE_FAULTY), with the first
// faults in its metadata as fault_0001 and so on, and how many there are as fault_count. Each fault
// is a line of the log.
absl::StatusOr<std::shared_ptr<const domain::Definitions>> ReadDefinitions(
    const std::filesystem::path& folder);

// Tells telemetry whom the register knows.
void TellOrganisations(const domain::Definitions& definitions, telemetry::Telemetry& telemetry);

// Reads the definition files again while the daemon serves, and replaces what is in force if they
// are good. Safe from any thread; one reading at a time. Borrows the last three, which must outlive
// it.
class Reloader {
 public:
  Reloader(std::filesystem::path folder, store::Store& store,
           base::Published<domain::Definitions>& definitions, telemetry::Telemetry& telemetry);

  // CATALOGUE_FAULTY, and errors of the store, which writes the version down first: what was in
  // force stays. Logs and counts what came of it.
  absl::StatusOr<rpc::Reloaded> Reload() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  absl::StatusOr<rpc::Reloaded> ReadAndReplace() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::filesystem::path folder_;
  store::Store& store_;
  base::Published<domain::Definitions>& definitions_;
  telemetry::Telemetry& telemetry_;
  base::Mutex mutex_;
};

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_DEFINITION_FILES_H_
