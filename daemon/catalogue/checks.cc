#include "daemon/catalogue/checks.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/catalogue/similar.h"
#include "daemon/domain/catalogue.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace trustwatch::catalogue {
namespace {

using ById = std::map<std::string, const ReadIndicator*, std::less<>>;

std::vector<std::string> Names(const ById& by_id) {
  std::vector<std::string> names;
  for (const auto& [id, indicator] : by_id) names.push_back(id);
  return names;
}

std::string Where(const Place& place) {
  return fmt::format("{}:{}", place.file.filename().string(), place.line);
}

// The first indicator of each id; the others are reported.
ById IndexIndicators(const std::vector<ReadIndicator>& indicators) {
  ById by_id;
  for (const ReadIndicator& indicator : indicators) {
    if (indicator.id.empty()) continue;
    const auto [at, is_new] = by_id.emplace(indicator.id, &indicator);
    if (is_new) continue;
    indicator.table.Complain("id",
                             fmt::format("id \"{}\" is used before, in {}", indicator.id,
                                         Where(at->second->table.PlaceOf("id"))),
                             "give each indicator an id of its own");
  }
  return by_id;
}

void CheckPublished(const std::vector<ReadIndicator>& indicators) {
  std::map<std::pair<std::string, std::string>, std::string> owners;
  for (const ReadIndicator& indicator : indicators) {
    for (const domain::PublishedAs& as : indicator.value.published_as) {
      const auto [at, is_new] = owners.emplace(std::pair(as.dataset, as.measure), indicator.id);
      if (is_new || as.measure.empty()) continue;
      indicator.table.Complain(
          "published_as",
          fmt::format("measure {} of {} is also {}'s", as.measure, as.dataset, at->second),
          "leave it with the one indicator that it is");
    }
  }
}

// The indicator of that id; null, and reported, if there is none.
const ReadIndicator* Find(const Parts& parts, const ById& by_id, const TomlTable& table, int line,
                          std::string_view id) {
  const auto found = by_id.find(id);
  if (found != by_id.end()) return found->second;
  if (!id.empty() && parts.has_every_indicator) {
    table.ComplainAt(line, fmt::format("there is no indicator \"{}\"", id),
                     DidYouMean(id, Names(by_id), "name an indicator of this catalogue"));
  }
  return nullptr;
}

void CheckItem(const ReadReturn& owed, const ReadItem& item, const ReadIndicator& indicator) {
  const std::vector<domain::Span>& spans = indicator.value.spans;
  if (!item.span || std::count(spans.begin(), spans.end(), *item.span) > 0) return;
  std::vector<std::string> names;
  for (const domain::Span& span : spans) names.push_back(span.ToString());
  owed.table.ComplainAt(
      item.line,
      fmt::format("indicator \"{}\" has no span {}", item.indicator, item.span->ToString()),
      fmt::format("write one that it has ({}), or add the span to the indicator",
                  fmt::join(names, ", ")));
}

void CheckItems(const Parts& parts, const ById& by_id, const ReadReturn& owed) {
  for (auto item = owed.items.begin(); item != owed.items.end(); ++item) {
    const bool is_double = std::any_of(owed.items.begin(), item, [&](const ReadItem& earlier) {
      return earlier.indicator == item->indicator && earlier.span == item->span;
    });
    if (is_double) {
      owed.table.ComplainAt(
          item->line, fmt::format("{} asks for \"{}\" twice", owed.table.name(), item->indicator),
          "remove one of them");
    }
    const ReadIndicator* indicator = Find(parts, by_id, owed.table, item->line, item->indicator);
    if (indicator != nullptr) CheckItem(owed, *item, *indicator);
  }
}

void CheckOwedBy(const Parts& parts, const ReadReturn& owed) {
  const std::vector<std::string>& kinds = parts.organisation_kinds;
  if (kinds.empty()) return;  // the manifest is faulty; that is reported there
  for (const TextItem& kind : owed.owed_by) {
    if (std::count(kinds.begin(), kinds.end(), kind.text) > 0) continue;
    owed.table.ComplainAt(
        kind.line, fmt::format("\"{}\" is no kind of organisation", kind.text),
        DidYouMean(kind.text, kinds,
                   fmt::format("write one of {}, or add it to organisation_kinds in catalogue.toml",
                               fmt::join(kinds, ", "))));
  }
}

// Reports each id that an earlier return or pair rule has.
template <typename Part>
void CheckUniqueIds(const std::vector<Part>& read) {
  std::map<std::string, Place> places;
  for (const Part& part : read) {
    if (part.value.id.empty()) continue;
    const auto [at, is_new] = places.emplace(part.value.id, part.table.PlaceOf("id"));
    if (is_new) continue;
    part.table.Complain(
        "id", fmt::format("id \"{}\" is used before, in {}", part.value.id, Where(at->second)),
        "give each an id of its own");
  }
}

void CheckPairRule(const Parts& parts, const ById& by_id, const ReadPairRule& rule) {
  const ReadIndicator* lesser =
      Find(parts, by_id, rule.table, rule.table.PlaceOf("lesser").line, rule.lesser);
  const ReadIndicator* greater =
      Find(parts, by_id, rule.table, rule.table.PlaceOf("greater").line, rule.greater);
  if (lesser == nullptr || greater == nullptr) return;
  if (lesser == greater) {
    rule.table.Complain(
        "greater", fmt::format("{} compares \"{}\" with itself", rule.table.name(), rule.lesser),
        "name two different indicators");
  } else if (lesser->value.unit != greater->value.unit) {
    rule.table.Complain("greater",
                        fmt::format("{} compares {} with {}", rule.table.name(), lesser->value.unit,
                                    greater->value.unit),
                        "compare indicators of the same unit");
  }
}

}  // namespace

void CheckCatalogue(const Parts& parts) {
  const ById by_id = IndexIndicators(parts.indicators);
  CheckPublished(parts.indicators);
  CheckUniqueIds(parts.returns);
  CheckUniqueIds(parts.pair_rules);
  for (const ReadReturn& owed : parts.returns) {
    CheckOwedBy(parts, owed);
    CheckItems(parts, by_id, owed);
  }
  for (const ReadPairRule& rule : parts.pair_rules) CheckPairRule(parts, by_id, rule);
}

}  // namespace trustwatch::catalogue
