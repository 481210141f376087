#include "daemon/stats/repeats.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace trustwatch::stats {
namespace {

constexpr std::size_t kChangesForRepeatsMin = 8;
constexpr long double kSqrtTwoPi = 2.506628274631000502L;
// Larger values have no digits after the point that a double could hold.
constexpr long double kLargest = 1e14L;

// Whether every value is a whole number of 1 / `parts`; then their greatest common divisor.
std::optional<long double> CommonStep(std::span<const double> values, long double parts) {
  std::int64_t step = 0;
  for (const double value : values) {
    const long double scaled = static_cast<long double>(value) * parts;
    if (std::fabs(scaled) > kLargest) return std::nullopt;
    const long double whole = std::round(scaled);
    if (std::fabs(scaled - whole) > 1e-6L) return std::nullopt;
    step = std::gcd(step, static_cast<std::int64_t>(whole));
  }
  return static_cast<long double>(step) / parts;
}

long double GrainOf(std::span<const double> values) {
  long double parts = 1;
  for (int digits = 0; digits <= 4; ++digits, parts *= 10) {
    const std::optional<long double> step = CommonStep(values, parts);
    if (step.has_value()) return *step;
  }
  return 0.0001L;
}

}  // namespace

std::optional<double> ChanceOfRepeat(std::span<const double> values) {
  if (values.size() < kChangesForRepeatsMin + 1) return std::nullopt;
  std::vector<long double> sizes;
  for (std::size_t i = 1; i < values.size(); ++i) {
    sizes.push_back(std::fabs(static_cast<long double>(values[i]) - values[i - 1]));
  }
  const auto repeats = std::count(sizes.begin(), sizes.end(), 0.0L);
  const long double share =
      static_cast<long double>(repeats) / static_cast<long double>(sizes.size());
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>((sizes.size() - 1) / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  const long double sigma = *middle / 0.6745L;
  if (sigma == 0) return 1;
  const long double at_zero = GrainOf(values) / (sigma * kSqrtTwoPi);
  return static_cast<double>(std::min(1.0L, std::max(share, at_zero)));
}

}  // namespace trustwatch::stats
