#include "daemon/samples/roll.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_source.h"
#include "daemon/samples/labels.h"
#include "daemon/samples/plan.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::samples {
namespace {

std::string SpanLabel(const domain::Slice& slice, const domain::Indicator* indicator) {
  const bool is_usual = indicator != nullptr && slice.span == indicator->spans.front();
  return is_usual ? std::string() : slice.span.ToString();
}

// Finds out once for each slice what it is called and whether it fits.
class Names {
 public:
  Names(const Plan& plan, const store::Store& store, const domain::Definitions& definitions)
      : plan_(plan), store_(store), definitions_(definitions) {}

  // Its index; absent if it does not fit.
  std::optional<std::uint32_t> Find(store::SliceId id) {
    const auto [found, is_new] = by_id_.try_emplace(id);
    if (is_new) found->second = Make(id);
    return found->second;
  }

  std::vector<SliceName> Take() { return std::move(names_); }

 private:
  std::optional<std::uint32_t> Make(store::SliceId id) {
    const domain::Slice& slice = store_.SliceOf(id);
    const domain::Indicator* const indicator = definitions_.catalogue.Find(slice.indicator.text());
    std::string span = SpanLabel(slice, indicator);
    if (!plan_.Fits(kIndicator, slice.indicator.text()) ||
        !plan_.Fits(kBreakdown, slice.breakdown) || !plan_.Fits(kSpan, span)) {
      return std::nullopt;
    }
    names_.push_back({.slice = &slice,
                      .span = std::move(span),
                      .rules = history::RulesOf(definitions_.catalogue, slice)});
    return static_cast<std::uint32_t>(names_.size() - 1);
  }

  const Plan& plan_;
  const store::Store& store_;
  const domain::Definitions& definitions_;
  absl::flat_hash_map<store::SliceId, std::optional<std::uint32_t>> by_id_;
  std::vector<SliceName> names_;
};

// A breakdown, where there is one, sorts before the indicator that the others begin with.
auto GroupKey(const SliceName& name) {
  return std::tuple<bool, std::string_view, std::string_view>(
      name.slice->breakdown.empty(), name.slice->breakdown, name.slice->indicator.text());
}

// Sorts the names and tells the entries where theirs went.
void SortNames(Roll& roll) {
  std::vector<std::uint32_t> order(roll.names.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&roll](std::uint32_t a, std::uint32_t b) {
    const auto key = [&roll](std::uint32_t i) {
      return std::tuple_cat(GroupKey(roll.names[i]), std::tie(roll.names[i].span));
    };
    return key(a) < key(b);
  });
  std::vector<SliceName> names;
  std::vector<std::uint32_t> place(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    names.push_back(std::move(roll.names[order[i]]));
  }
  roll.names = std::move(names);
  for (RollEntry& entry : roll.entries) entry.name = place[entry.name];
}

}  // namespace

void Sort(WithoutSpan without_span, Roll& roll) {
  // The group of each name, and its place there.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> keys;
  for (std::uint32_t i = 0; i < roll.names.size(); ++i) {
    const bool is_same = i > 0 && GroupKey(roll.names[i - 1]) == GroupKey(roll.names[i]);
    const std::uint32_t group = i == 0 ? 0 : keys.back().first + (is_same ? 0 : 1);
    const bool is_last = without_span == WithoutSpan::kLast && roll.names[i].span.empty();
    keys.emplace_back(group, is_last ? static_cast<std::uint32_t>(roll.names.size()) : i);
  }
  std::sort(
      roll.entries.begin(), roll.entries.end(), [&keys](const RollEntry& a, const RollEntry& b) {
        const auto key = [&keys](const RollEntry& entry) {
          return std::tuple(keys[entry.name].first, entry.organisation, keys[entry.name].second);
        };
        return key(a) < key(b);
      });
}

absl::StatusOr<Roll> CallRoll(const Plan& plan, std::vector<domain::OdsCode> organisations,
                              const store::Store& store, const domain::Definitions& definitions,
                              const history::SeriesSource& source) {
  Roll roll;
  roll.organisations = std::move(organisations);
  Names names(plan, store, definitions);
  for (std::uint32_t i = 0; i < roll.organisations.size(); ++i) {
    if (!plan.Fits(kOrg, roll.organisations[i].text())) continue;
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<store::SliceId> slices,
                                source.Slices(store, roll.organisations[i]));
    for (const store::SliceId id : slices) {
      const std::optional<std::uint32_t> name = names.Find(id);
      if (name) roll.entries.push_back({.slice_id = id, .name = *name, .organisation = i});
    }
  }
  roll.names = names.Take();
  SortNames(roll);
  return roll;
}

}  // namespace trustwatch::samples
