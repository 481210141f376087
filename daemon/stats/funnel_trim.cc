#include "daemon/stats/funnel_trim.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "daemon/stats/quartiles.h"

namespace trustwatch::stats {
namespace {

// From 1; equal scores share the mean of their ranks, NaN comes last in the order given.
std::vector<double> RanksOf(std::span<const double> scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (std::isnan(scores[a]) || std::isnan(scores[b]))
      return !std::isnan(scores[a]) && std::isnan(scores[b]);
    return scores[a] < scores[b];
  });
  std::vector<double> ranks(scores.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && scores[order[last + 1]] == scores[order[first]]) ++last;
    const double shared = static_cast<double>(first + last) / 2 + 1;
    for (std::size_t i = first; i <= last; ++i) ranks[order[i]] = shared;
    first = last + 1;
  }
  return ranks;
}

}  // namespace

std::vector<TrimmedScore> TruncateScores(std::span<const double> scores, double trim_by) {
  const double buckets = 1 / trim_by;
  const std::vector<double> ranks = RanksOf(scores);
  std::vector<TrimmedScore> result;
  result.reserve(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    TrimmedScore score{.rank = ranks[i]};
    score.bucket = std::floor(ranks[i] * buckets / static_cast<double>(scores.size() + 1));
    if (std::isfinite(buckets)) {
      score.trimmed = !(score.bucket > 0 && score.bucket < buckets - 1);
      if (!*score.trimmed) score.z = scores[i];
    }
    result.push_back(score);
  }
  return result;
}

std::vector<TrimmedScore> WinsoriseScores(std::span<const double> scores, double trim_by) {
  std::vector<double> sorted;
  std::copy_if(scores.begin(), scores.end(), std::back_inserter(sorted),
               [](double score) { return !std::isnan(score); });
  std::sort(sorted.begin(), sorted.end());
  std::vector<TrimmedScore> result(scores.size());
  if (sorted.empty()) return result;
  const double low = SortedQuantile(sorted, trim_by);
  const double high = SortedQuantile(sorted, 1 - trim_by);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double score = scores[i];
    if (std::isnan(score)) continue;
    result[i].trimmed = !(score > low && score < high);
    result[i].z = score < low ? low : score > high ? high : score;
  }
  return result;
}

}  // namespace trustwatch::stats
