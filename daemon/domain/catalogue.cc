#include "daemon/domain/catalogue.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "fmt/format.h"

namespace trustwatch::domain {

Catalogue::Catalogue(std::vector<Indicator> indicators, std::vector<Return> returns,
                     std::vector<PairRule> pair_rules)
    : indicators_(std::move(indicators)),
      returns_(std::move(returns)),
      pair_rules_(std::move(pair_rules)) {
  std::sort(indicators_.begin(), indicators_.end(),
            [](const Indicator& a, const Indicator& b) { return a.id < b.id; });
  std::sort(returns_.begin(), returns_.end(),
            [](const Return& a, const Return& b) { return a.id < b.id; });
  for (const Indicator& indicator : indicators_) {
    by_id_.emplace(indicator.id.text(), &indicator);
    for (const PublishedAs& as : indicator.published_as) {
      by_published_.emplace(fmt::format("{} {}", as.dataset, as.measure), &indicator);
    }
  }
  for (const Return& owed : returns_) {
    for (const ReturnItem& item : owed.items) {
      for (const std::string& kind : owed.owed_by) {
        claims_[item.indicator.text()].push_back({kind, item.span, owed.first_day, owed.last_day});
      }
    }
  }
}

const Indicator* Catalogue::Find(std::string_view indicator_id) const {
  const auto found = by_id_.find(absl::string_view(indicator_id.data(), indicator_id.size()));
  return found == by_id_.end() ? nullptr : found->second;
}

bool Catalogue::IsOwed(std::string_view organisation_kind, const IndicatorId& indicator, Span span,
                       Day last_day) const {
  const auto found = claims_.find(indicator.text());
  if (found == claims_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const Claim& claim) {
    return claim.span == span && claim.organisation_kind == organisation_kind &&
           (!claim.first_day || *claim.first_day <= last_day) &&
           (!claim.last_day || last_day <= *claim.last_day);
  });
}

const Indicator* Catalogue::FindPublished(std::string_view dataset,
                                          std::string_view measure) const {
  const auto found = by_published_.find(fmt::format("{} {}", dataset, measure));
  return found == by_published_.end() ? nullptr : found->second;
}

}  // namespace trustwatch::domain
