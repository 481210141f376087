#include "daemon/ingest/slice_table.h"

#include <cstdint>

#include "absl/strings/string_view.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/period.h"
#include "daemon/ingest/rulebook.h"

namespace trustwatch::ingest {
namespace {

bool IsUsual(const IndicatorRules& rules, absl::string_view breakdown, domain::Span span) {
  return breakdown.empty() && span == rules.indicator->spans.front();
}

}  // namespace

std::int32_t SliceTable::Number(const IndicatorRules& rules, absl::string_view breakdown,
                                domain::Span span) {
  if (IsUsual(rules, breakdown, span)) {
    std::int32_t& number = usual_[rules.number];
    if (number == kNone) number = size_++;
    return number;
  }
  if (others_.empty()) others_.reserve(row_count_);  // where there is one, there are many
  const auto [entry, is_new] = others_.try_emplace(Key{&rules, breakdown, span}, size_);
  if (is_new) ++size_;
  return entry->second;
}

std::int32_t SliceTable::Find(const IndicatorRules& rules, absl::string_view breakdown,
                              domain::Span span) const {
  if (IsUsual(rules, breakdown, span)) return usual_[rules.number];
  const auto found = others_.find(Key{&rules, breakdown, span});
  return found == others_.end() ? kNone : found->second;
}

}  // namespace trustwatch::ingest
