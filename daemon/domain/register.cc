#include "daemon/domain/register.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"

namespace trustwatch::domain {

bool Organisation::IsOpenIn(const Period& period) const {
  return (!opened || *opened <= period.last()) && (!closed || period.first() <= *closed);
}

Register::Register(std::vector<Organisation> organisations, std::vector<RegisterEvent> events)
    : organisations_(std::move(organisations)), events_(std::move(events)) {
  std::sort(organisations_.begin(), organisations_.end(),
            [](const Organisation& a, const Organisation& b) { return a.code < b.code; });
  std::stable_sort(
      events_.begin(), events_.end(),
      [](const RegisterEvent& a, const RegisterEvent& b) { return a.first_month < b.first_month; });
  for (const Organisation& organisation : organisations_) {
    by_code_.emplace(organisation.code, &organisation);
  }
}

const Organisation* Register::Find(const OdsCode& code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : found->second;
}

}  // namespace trustwatch::domain
