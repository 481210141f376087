#include "daemon/stats/funnel_groups.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace trustwatch::stats {
namespace {

// Beyond this a double has no hundredths to lose.
constexpr double kHundredthsMax = 1e13;

struct GroupSums {
  long double numerator = 0;
  long double denominator = 0;
};

}  // namespace

std::vector<FunnelGroup> SumByGroup(std::span<const FunnelRecord> records) {
  constexpr long double kUnknown = std::numeric_limits<long double>::quiet_NaN();
  std::map<std::string, GroupSums> groups;
  for (const FunnelRecord& record : records) {
    if (!record.group) continue;
    // Callers mostly give groups in order, and then their place is the end.
    GroupSums& sums = groups.try_emplace(groups.end(), *record.group)->second;
    sums.numerator += record.numerator ? *record.numerator : kUnknown;
    sums.denominator += record.denominator ? *record.denominator : kUnknown;
  }
  std::vector<FunnelGroup> result;
  result.reserve(groups.size());
  for (const auto& [name, sums] : groups) {
    FunnelGroup group{.name = name,
                      .numerator = static_cast<double>(sums.numerator),
                      .denominator = static_cast<double>(sums.denominator)};
    group.ratio = group.numerator / group.denominator;
    result.push_back(std::move(group));
  }
  return result;
}

bool ColumnsAreIdentical(std::span<const FunnelRecord> records) {
  return std::all_of(records.begin(), records.end(), [](const FunnelRecord& record) {
    return record.numerator == record.denominator;
  });
}

FunnelExclusion ExclusionOf(const FunnelGroup& group, FunnelData data) {
  if (std::isnan(group.numerator)) return FunnelExclusion::kNumeratorMissing;
  if (std::isnan(group.denominator)) return FunnelExclusion::kDenominatorMissing;
  if (group.denominator <= 0) return FunnelExclusion::kDenominatorNotPositive;
  if (data == FunnelData::kProportion && group.numerator > group.denominator) {
    return FunnelExclusion::kProportionAboveOne;
  }
  return FunnelExclusion::kNone;
}

double RoundToHundredth(double value) {
  if (std::abs(value) >= kHundredthsMax) return value;
  const double whole_below = std::floor(100 * value);
  const double below = whole_below / 100;
  const double above = std::ceil(100 * value) / 100;
  const double from_below = value - below;
  const double to_above = above - value;
  if (from_below < to_above) return below;
  if (from_below > to_above) return above;
  return std::fmod(whole_below, 2) == 0 ? below : above;
}

}  // namespace trustwatch::stats
