#include "daemon/stats/rank.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

#include "daemon/base/check.h"

namespace trustwatch::stats {
namespace {

std::size_t CountBelow(const std::vector<double>& sorted, double limit) {
  const auto end = std::lower_bound(sorted.begin(), sorted.end(), limit);
  return static_cast<std::size_t>(std::distance(sorted.begin(), end));
}

std::size_t CountAbove(const std::vector<double>& sorted, double limit) {
  const auto start = std::upper_bound(sorted.begin(), sorted.end(), limit);
  return static_cast<std::size_t>(std::distance(start, sorted.end()));
}

Interval IntervalOf(const CountedUnit& unit, UnitKind kind, double confidence) {
  return kind == UnitKind::kProportion ? WilsonInterval(unit.events, unit.denominator, confidence)
                                       : PoissonInterval(unit.events, unit.denominator, confidence);
}

}  // namespace

std::vector<Rank> RankUnits(std::span<const CountedUnit> units, UnitKind kind, double confidence) {
  TRUSTWATCH_CHECK(confidence > 0 && confidence < 1);
  if (units.empty()) return {};
  const double each = std::pow(confidence, 1 / static_cast<double>(units.size()));
  std::vector<Rank> ranks;
  std::vector<double> values;
  std::vector<double> lowers;
  std::vector<double> uppers;
  for (const CountedUnit& unit : units) {
    const Interval interval = IntervalOf(unit, kind, each);
    ranks.push_back(Rank{.value = unit.events / unit.denominator, .values = interval});
    values.push_back(ranks.back().value);
    lowers.push_back(interval.lower);
    uppers.push_back(interval.upper);
  }
  for (std::vector<double>* sorted : {&values, &lowers, &uppers}) {
    std::sort(sorted->begin(), sorted->end());
  }
  for (Rank& rank : ranks) {
    rank.place = 1 + CountBelow(values, rank.value);
    rank.lowest = 1 + CountBelow(uppers, rank.values.lower);
    rank.highest = units.size() - CountAbove(lowers, rank.values.upper);
  }
  return ranks;
}

}  // namespace trustwatch::stats
