#include "daemon/ingest/rulebook.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/period.h"
#include "daemon/ingest/edit_distance.h"

namespace trustwatch::ingest {
namespace {

constexpr int kTypingErrorsMax = 3;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

IndicatorRules RulesOf(const domain::Indicator& indicator) {
  const bool is_proportion = indicator.kind == domain::IndicatorKind::kProportion;
  const bool is_percent = indicator.unit == "percent";
  return {.indicator = &indicator,
          .has_ratio = indicator.scale > 0,
          .is_percent = is_percent,
          .is_fraction = is_proportion && !is_percent && indicator.scale == 1,
          .is_pounds = absl::StartsWith(indicator.unit, "GBP")};
}

// The way ids are written, so that "Calls Offered" and "calls-offered" are near calls_offered.
std::string IdLike(std::string_view text) {
  std::string id(text);
  for (char& c : id)
    c = c == ' ' || c == '-' ? '_' : absl::ascii_tolower(static_cast<unsigned char>(c));
  return id;
}

}  // namespace

bool IndicatorRules::HasSpan(domain::Span span) const {
  return std::find(indicator->spans.begin(), indicator->spans.end(), span) !=
         indicator->spans.end();
}

bool IndicatorRules::IsOwed(KindNumber kind, domain::Span span, domain::Day last_day) const {
  return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
    return claim.kind == kind && claim.span == span && claim.owed->HasPeriodEnding(last_day);
  });
}

const domain::Return* IndicatorRules::AskedBy(KindNumber kind, domain::Span span) const {
  const auto found = std::find_if(claims.begin(), claims.end(), [&](const Claim& claim) {
    return claim.kind == kind && claim.span == span;
  });
  return found == claims.end() ? nullptr : found->owed;
}

Rulebook::Rulebook(std::shared_ptr<const domain::Definitions> definitions)
    : definitions_(std::move(definitions)) {
  const domain::Catalogue& catalogue = definitions_->catalogue;
  rules_.reserve(catalogue.indicators().size());
  absl::flat_hash_map<absl::string_view, IndicatorRules*> rules;
  for (const domain::Indicator& indicator : catalogue.indicators()) {
    rules_.push_back(RulesOf(indicator));
    rules_.back().number = rules_.size() - 1;
    rules.emplace(indicator.id.text(), &rules_.back());
  }
  by_id_ = {rules.begin(), rules.end()};
  for (const domain::Return& owed : catalogue.returns()) {
    for (const std::string& kind : owed.owed_by) {
      const KindNumber next{static_cast<std::int32_t>(kinds_.size())};
      const KindNumber number = kinds_.emplace(kind, next).first->second;
      for (const domain::ReturnItem& item : owed.items) {
        rules.at(item.indicator.text())
            ->claims.push_back({.kind = number, .span = item.span, .owed = &owed});
      }
    }
  }
  for (const domain::PairRule& rule : catalogue.pair_rules()) {
    IndicatorRules* lesser = rules.at(rule.lesser.text());
    IndicatorRules* greater = rules.at(rule.greater.text());
    lesser->pairs.push_back({.rule = &rule, .other = greater, .is_lesser = true});
    greater->pairs.push_back({.rule = &rule, .other = lesser, .is_lesser = false});
  }
}

const IndicatorRules* Rulebook::Find(std::string_view indicator_id) const {
  const auto found = by_id_.find(View(indicator_id));
  return found == by_id_.end() ? nullptr : found->second;
}

KindNumber Rulebook::NumberOf(std::string_view kind) const {
  const auto found = kinds_.find(View(kind));
  return found == kinds_.end() ? kOwesNothing : found->second;
}

const domain::Indicator* Rulebook::Nearest(std::string_view indicator_id) const {
  if (indicator_id.empty() || indicator_id.size() > domain::kIndicatorIdBytesMax) return nullptr;
  const std::string wanted = IdLike(indicator_id);
  const domain::Indicator* nearest = nullptr;
  int nearest_distance = kTypingErrorsMax + 1;
  for (const IndicatorRules& rules : rules_) {
    const domain::Indicator& indicator = *rules.indicator;
    for (const std::string& official : indicator.official_ids) {
      if (IdLike(official) == wanted) return &indicator;
    }
    const int distance = EditDistance(wanted, indicator.id.text(), nearest_distance);
    if (distance < nearest_distance) {
      nearest_distance = distance;
      nearest = &indicator;
    }
  }
  return nearest;
}

}  // namespace trustwatch::ingest
