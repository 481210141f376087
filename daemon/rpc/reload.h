#ifndef TRUSTWATCH_DAEMON_RPC_RELOAD_H_
#define TRUSTWATCH_DAEMON_RPC_RELOAD_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"

namespace trustwatch::rpc {

// What came of reading the definition files again.
struct Reloaded {
  std::string version;   // in force now
  bool changed = false;  // false: the files say what was in force already
};

// Reads them. kFailedPrecondition (CATALOGUE_FAULTY): the definitions in force stay. Safe from any
// thread.
using CatalogueReload = std::function<absl::StatusOr<Reloaded>()>;

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_RELOAD_H_
