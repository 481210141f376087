#ifndef TRUSTWATCH_DAEMON_STORE_DICTIONARY_H_
#define TRUSTWATCH_DAEMON_STORE_DICTIONARY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/store/database.h"
#include "daemon/store/reader.h"
#include "daemon/store/slice_table.h"

namespace trustwatch::store {

// The store's key of an organisation. Small integers from 1.
using OrganisationId = std::int64_t;

// A catalogue that was written down.
struct KnownCatalogue {
  std::int64_t id = 0;
  std::string version;
};

// The keys of organisations, slices and catalogues, kept in memory. Holds only what is committed:
// the writer adds after the commit. Safe from any thread. About 200 bytes a slice.
class Dictionary {
 public:
  // Reads them all. Once, before any other call.
  absl::Status Load(Database& db) ABSL_LOCKS_EXCLUDED(mutex_);

  std::optional<OrganisationId> FindOrganisation(const domain::OdsCode& code) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  std::optional<SliceId> FindSlice(const domain::Slice& slice) const ABSL_LOCKS_EXCLUDED(mutex_);
  std::optional<KnownCatalogue> FindCatalogue(std::string_view digest) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Without a lock. nullptr if there is none.
  const domain::Slice* SliceOf(SliceId id) const { return slices_.Find(id); }

  // Adding again what is there changes nothing.
  void AddOrganisation(const domain::OdsCode& code, OrganisationId id) ABSL_LOCKS_EXCLUDED(mutex_);
  void AddSlice(const domain::Slice& slice, SliceId id) ABSL_LOCKS_EXCLUDED(mutex_);
  void AddCatalogue(const std::string& digest, const KnownCatalogue& catalogue)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  absl::Status LoadOrganisations(Database& db);
  absl::Status LoadSlices(Database& db);
  absl::Status LoadCatalogues(Database& db);

  mutable base::Mutex mutex_;
  absl::flat_hash_map<domain::OdsCode, OrganisationId> organisation_ids_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<domain::Slice, SliceId> slice_ids_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, KnownCatalogue> catalogues_ ABSL_GUARDED_BY(mutex_);
  SliceTable slices_;  // set under mutex_, read without it
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_DICTIONARY_H_
