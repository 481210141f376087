#include "daemon/stats/trend.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "daemon/base/check.h"
#include "daemon/stats/known.h"
#include "daemon/stats/normal.h"
#include "daemon/stats/saturate.h"

namespace trustwatch::stats {
namespace {

struct Point {
  long double position = 0;
  long double value = 0;
};

std::vector<Point> KnownPoints(std::span<const double> values,
                               std::span<const std::uint8_t> known) {
  TRUSTWATCH_CHECK(Fits(known, values.size()));
  std::vector<Point> points;
  points.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (IsKnown(known, i)) points.push_back({static_cast<long double>(i), values[i]});
  }
  return points;
}

long double MedianOfSorted(const std::vector<long double>& sorted) {
  const std::size_t half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

std::vector<long double> SortedSlopes(const std::vector<Point>& points) {
  std::vector<long double> slopes;
  slopes.reserve(points.size() * (points.size() - 1) / 2);
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t j = i + 1; j < points.size(); ++j) {
      slopes.push_back((points[j].value - points[i].value) /
                       (points[j].position - points[i].position));
    }
  }
  std::sort(slopes.begin(), slopes.end());
  return slopes;
}

std::int64_t RisingLessFalling(const std::vector<long double>& slopes) {
  const auto falling = std::lower_bound(slopes.begin(), slopes.end(), 0.0L) - slopes.begin();
  const auto rising = slopes.end() - std::upper_bound(slopes.begin(), slopes.end(), 0.0L);
  return rising - falling;
}

// n (n - 1) (2n + 5)
double Permutations(std::size_t count) {
  const auto n = static_cast<double>(count);
  return n * (n - 1) * (2 * n + 5);
}

double VarianceOfS(std::vector<Point> points) {
  std::sort(points.begin(), points.end(),
            [](const Point& a, const Point& b) { return a.value < b.value; });
  double sum = Permutations(points.size());
  for (std::size_t first = 0; first < points.size();) {
    std::size_t end = first + 1;
    while (end < points.size() && points[end].value == points[first].value) ++end;
    sum -= Permutations(end - first);
    first = end;
  }
  return sum / 18;
}

double ZOf(std::int64_t s, double deviation) {
  if (s == 0 || deviation == 0) return 0;
  return static_cast<double>(s > 0 ? s - 1 : s + 1) / deviation;
}

}  // namespace

std::optional<Trend> FitTrend(std::span<const double> values, std::span<const std::uint8_t> known) {
  const std::vector<Point> points = KnownPoints(values, known);
  if (points.size() < kTrendPointsMin) return std::nullopt;
  const std::vector<long double> slopes = SortedSlopes(points);
  const double critical = NormalQuantile(1 - kTrendLevel / 2);
  const double deviation = std::sqrt(VarianceOfS(points));
  const double left_out = (static_cast<double>(slopes.size()) - critical * deviation) / 2;
  const auto rank = static_cast<std::size_t>(std::max(1.0, std::floor(left_out)));
  Trend trend{.points = points.size(),
              .s = RisingLessFalling(slopes),
              .slope = Saturate(MedianOfSorted(slopes)),
              .slope_lowest = Saturate(slopes[rank - 1]),
              .slope_highest = Saturate(slopes[slopes.size() - rank])};
  trend.z = ZOf(trend.s, deviation);
  trend.significant = std::abs(trend.z) > critical && trend.slope != 0;
  return trend;
}

long double InterceptOf(std::span<const double> values, std::span<const std::uint8_t> known,
                        double slope) {
  std::vector<long double> heights;
  for (const Point& point : KnownPoints(values, known)) {
    heights.push_back(point.value - slope * point.position);
  }
  TRUSTWATCH_CHECK(!heights.empty());
  std::sort(heights.begin(), heights.end());
  return MedianOfSorted(heights);
}

}  // namespace trustwatch::stats
