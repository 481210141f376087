#include "daemon/insight/places.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/insight/comparison.h"
#include "daemon/insight/counted.h"
#include "daemon/stats/quartiles.h"
#include "daemon/stats/rank.h"

namespace trustwatch::insight {
namespace {

using ComparedOrganisations = std::span<ComparedOrganisation>;

// Those of which it is known what chance does to them, and their counts in the same order.
struct Counted {
  std::vector<ComparedOrganisation*> organisations;
  std::vector<stats::CountedUnit> units;
};

// The range of places from the counts alone. `others`: numbers that may have any place.
void SetRanges(const Counted& counted, stats::UnitKind kind, std::size_t others) {
  const std::vector<stats::Rank> ranks = stats::RankUnits(counted.units, kind, kPlacesConfidence);
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    counted.organisations[i]->place_lowest = static_cast<int>(ranks[i].lowest);
    counted.organisations[i]->place_highest = static_cast<int>(ranks[i].highest + others);
  }
}

// Peers: a kind and a region; an empty region is all of the kind.
using Peers = std::pair<std::string, std::string>;

std::map<Peers, stats::Quartiles> QuartilesByPeers(const domain::Indicator* indicator,
                                                   ComparedOrganisations organisations) {
  std::map<Peers, std::vector<double>> values;
  for (const ComparedOrganisation& one : organisations) {
    const auto number = ComparedNumber(one.figure.value, indicator);
    if (!number.has_value()) continue;
    values[{one.figure.kind, ""}].push_back(number->value);
    if (!one.figure.region.empty()) {
      values[{one.figure.kind, one.figure.region}].push_back(number->value);
    }
  }
  std::map<Peers, stats::Quartiles> quartiles;
  for (const auto& [peers, numbers] : values) {
    const auto found = stats::PeerQuartiles(numbers);
    if (found.has_value()) quartiles.emplace(peers, *found);
  }
  return quartiles;
}

}  // namespace

void SetPlaces(const domain::Indicator* indicator, ComparedOrganisations organisations) {
  const std::optional<stats::UnitKind> kind = CountedAs(indicator);
  std::vector<std::pair<double, ComparedOrganisation*>> amounts;  // without the indicator's scale
  Counted counted;
  for (ComparedOrganisation& one : organisations) {
    const auto number = ComparedNumber(one.figure.value, indicator);
    if (!number.has_value()) continue;
    if (kind.has_value() && WhyNotCounted(one.figure.value, *kind).empty()) {
      counted.organisations.push_back(&one);
      counted.units.push_back({.events = *number->numerator, .denominator = *number->denominator});
      amounts.emplace_back(*number->numerator / *number->denominator, &one);
    } else {
      amounts.emplace_back(kind.has_value() ? number->value / indicator->scale : number->value,
                           &one);
    }
  }
  std::vector<double> sorted;
  for (const auto& [amount, one] : amounts) sorted.push_back(amount);
  std::sort(sorted.begin(), sorted.end());
  for (const auto& [amount, one] : amounts) {
    const auto below = std::lower_bound(sorted.begin(), sorted.end(), amount) - sorted.begin();
    one->place = 1 + static_cast<int>(below);
  }
  if (kind.has_value()) SetRanges(counted, *kind, amounts.size() - counted.units.size());
}

std::vector<QuartilesOfPeers> SetQuarters(const domain::Indicator* indicator,
                                          ComparedOrganisations organisations) {
  const std::map<Peers, stats::Quartiles> all = QuartilesByPeers(indicator, organisations);
  const auto quarter = [&all](const Peers& peers, double value) -> std::optional<PeerQuarter> {
    const auto found = all.find(peers);
    if (found == all.end()) return std::nullopt;
    return stats::QuarterOf(value, found->second);
  };
  for (ComparedOrganisation& one : organisations) {
    const auto number = ComparedNumber(one.figure.value, indicator);
    if (!number.has_value()) continue;
    one.among_kind = quarter({one.figure.kind, ""}, number->value);
    if (one.figure.region.empty()) continue;
    one.among_region = quarter({one.figure.kind, one.figure.region}, number->value);
  }
  std::vector<QuartilesOfPeers> told;
  for (const auto& [peers, quartiles] : all) {
    told.push_back({.kind = peers.first,
                    .region = peers.second,
                    .lower = quartiles.lower,
                    .median = quartiles.median,
                    .upper = quartiles.upper,
                    .peers = static_cast<int>(quartiles.peers)});
  }
  return told;
}

}  // namespace trustwatch::insight
