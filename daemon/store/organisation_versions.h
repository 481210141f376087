#ifndef TRUSTWATCH_DAEMON_STORE_ORGANISATION_VERSIONS_H_
#define TRUSTWATCH_DAEMON_STORE_ORGANISATION_VERSIONS_H_

#include <cstdint>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/identifiers.h"

namespace trustwatch::store {

// Counts the writes to each organisation. Published is safe from any thread; the rest belongs to
// the writer's thread, which sees what its open transaction wrote before anybody else does.
class OrganisationVersions {
 public:
  // Of what is committed. Rises after the commit and after on_committed, never before: a judge that
  // reads the new number also reads the new facts, from the store or from memory.
  std::uint64_t Published(const domain::OdsCode& code) const ABSL_LOCKS_EXCLUDED(mutex_);

  // As the open transaction leaves it.
  std::uint64_t InTransaction(const domain::OdsCode& code) const;
  // The open transaction wrote to this organisation.
  void Raise(const domain::OdsCode& code) { ++raised_[code]; }
  // The transaction was committed, or was not.
  void Publish() ABSL_LOCKS_EXCLUDED(mutex_);
  void Forget() { raised_.clear(); }

 private:
  mutable base::Mutex mutex_;
  absl::flat_hash_map<domain::OdsCode, std::uint64_t> published_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<domain::OdsCode, std::uint64_t> raised_;  // by the open transaction
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_ORGANISATION_VERSIONS_H_
