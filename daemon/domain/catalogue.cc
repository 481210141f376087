#include "daemon/domain/catalogue.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"

namespace trustwatch::domain {

bool Return::HasPeriodEnding(Day last) const {
  return EndsInMonth(ToWritten(last).month) && (!first_day || *first_day <= last) &&
         (!last_day || last <= *last_day);
}

Catalogue::Catalogue(std::vector<Indicator> indicators, std::vector<Return> returns,
                     std::vector<PairRule> pair_rules)
    : indicators_(std::move(indicators)),
      returns_(std::move(returns)),
      pair_rules_(std::move(pair_rules)) {
  std::sort(indicators_.begin(), indicators_.end(),
            [](const Indicator& a, const Indicator& b) { return a.id < b.id; });
  std::sort(returns_.begin(), returns_.end(),
            [](const Return& a, const Return& b) { return a.id < b.id; });
  for (const Indicator& indicator : indicators_) by_id_.emplace(indicator.id.text(), &indicator);
}

const Indicator* Catalogue::Find(std::string_view indicator_id) const {
  const auto found = by_id_.find(absl::string_view(indicator_id.data(), indicator_id.size()));
  return found == by_id_.end() ? nullptr : found->second;
}

}  // namespace trustwatch::domain
