#include "tests/insight/latest_builder.h"

#include <memory>

#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {

void LatestBuilder::Add(const char* organisation, const domain::Slice& slice, const char* period) {
  const auto [known, is_new] = slices_.try_emplace(slice, static_cast<int>(slices_.size()) + 1);
  values_[Ods(organisation)].push_back(
      {.slice_key = known->second, .slice = &known->first, .period = PeriodOf(period)});
}

insight::LatestSnapshot LatestBuilder::Get() const {
  insight::LatestSnapshot snapshot;
  for (const auto& [code, values] : values_) {
    snapshot.push_back(
        std::make_shared<insight::OrganisationLatest>(insight::OrganisationLatest{code, values}));
  }
  return snapshot;
}

}  // namespace trustwatch::testing
