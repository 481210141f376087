#include "collectors/sources/duplicate_finder.h"

#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "collectors/sources/source_row.h"

namespace trustwatch::sources {
namespace {

std::uint32_t NumberOf(const std::string& text,
                       absl::flat_hash_map<std::string, std::uint32_t>& numbers) {
  return numbers.try_emplace(text, static_cast<std::uint32_t>(numbers.size())).first->second;
}

std::int32_t Packed(const SourceDate& date) {
  return (date.year * 12 + date.month) * 31 + date.day;
}

}  // namespace

std::optional<std::int64_t> DuplicateFinder::FirstRowOf(const SourceRow& row) {
  // A breakdown has no line break in it, so that the two texts cannot run into each other.
  const std::string cut = row.status + '\n' + row.breakdown;
  const Key key{.organisation = NumberOf(row.organisation, organisations_),
                .indicator = NumberOf(row.indicator, indicators_),
                .cut = NumberOf(cut, cuts_),
                .first_day = Packed(row.first_day),
                .last_day = Packed(row.last_day)};
  const auto [at, is_new] = first_rows_.try_emplace(key, row.place.row);
  if (is_new) return std::nullopt;
  return at->second;
}

}  // namespace trustwatch::sources
