#ifndef TRUSTWATCH_DAEMON_STORE_WRITE_JOB_H_
#define TRUSTWATCH_DAEMON_STORE_WRITE_JOB_H_

#include <cstddef>
#include <functional>

#include "absl/status/status.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/known_instants.h"
#include "daemon/store/known_series.h"
#include "daemon/store/organisation_versions.h"
#include "daemon/store/store.h"

namespace trustwatch::store {

// What a job may use on the writer's thread.
struct WriteContext {
  Database& db;
  Dictionary& dictionary;
  OrganisationVersions& versions;
  KnownInstants& instants;
  KnownSeries& series;
  const std::function<void(const Committed&)>& on_committed;  // may be empty
};

// One thing to be written, whole or not at all. The writer calls Write, and if the transaction was
// committed Publish, and at last Finish, each once; all on its thread, but a job that was never
// queued gets its Finish on the thread that brought it.
class WriteJob {
 public:
  virtual ~WriteJob() = default;

  // What it adds to the queue and to a transaction.
  virtual std::size_t ObservationCount() const { return 0; }

  // Inside an open transaction. An error undoes what this job wrote and no other's. Must not change
  // memory that outlives the transaction.
  virtual absl::Status Write(WriteContext& context) = 0;

  // It is on disk: brings memory up to date and tells those who keep derived state.
  virtual void Publish(WriteContext& /*context*/) {}

  // Tells who asked for it what became of it.
  virtual void Finish(const absl::Status& status) = 0;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_WRITE_JOB_H_
