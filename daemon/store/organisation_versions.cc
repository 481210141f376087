#include "daemon/store/organisation_versions.h"

#include <cstdint>

#include "daemon/base/mutex.h"
#include "daemon/domain/identifiers.h"

namespace trustwatch::store {

std::uint64_t OrganisationVersions::Published(const domain::OdsCode& code) const {
  const base::MutexLock lock(mutex_);
  const auto found = published_.find(code);
  return found == published_.end() ? 0 : found->second;
}

std::uint64_t OrganisationVersions::InTransaction(const domain::OdsCode& code) const {
  const auto found = raised_.find(code);
  return Published(code) + (found == raised_.end() ? 0 : found->second);
}

void OrganisationVersions::Publish() {
  {
    const base::MutexLock lock(mutex_);
    for (const auto& [code, count] : raised_) published_[code] += count;
  }
  raised_.clear();
}

}  // namespace trustwatch::store
