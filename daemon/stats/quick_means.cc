#include "daemon/stats/quick_means.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace trustwatch::stats {
namespace {

#ifdef __SSE2__

constexpr std::size_t kValuesMin = 4;
constexpr std::size_t kValuesMax = 4096;

__m128d Magnitude(__m128d x) { return _mm_andnot_pd(_mm_set1_pd(-0.0), x); }
double Larger(__m128d x) {
  return std::max(_mm_cvtsd_f64(x), _mm_cvtsd_f64(_mm_unpackhi_pd(x, x)));
}
double Both(__m128d x) { return _mm_cvtsd_f64(x) + _mm_cvtsd_f64(_mm_unpackhi_pd(x, x)); }

double LargestMagnitude(std::span<const double> values) {
  __m128d largest = _mm_setzero_pd();
  std::size_t i = 0;
  for (; i + 1 < values.size(); i += 2) {
    largest = _mm_max_pd(largest, Magnitude(_mm_loadu_pd(&values[i])));
  }
  return i < values.size() ? std::max(Larger(largest), std::abs(values[i])) : Larger(largest);
}

// Two sums side by side. Each begins at a number so large that it keeps its exponent whatever is
// added: the rounded sum then loses a part of each term that is found without error.
class TwoSums {
 public:
  explicit TwoSums(double large) : large_(large), sum_(_mm_set1_pd(large)) {}

  void Add(__m128d terms) {
    const __m128d next = _mm_add_pd(sum_, terms);
    lost_ = _mm_add_pd(lost_, _mm_sub_pd(terms, _mm_sub_pd(next, sum_)));
    sum_ = next;
  }

  long double Total() const {
    return static_cast<long double>(Both(_mm_sub_pd(sum_, _mm_set1_pd(large_)))) + Both(lost_);
  }

 private:
  double large_;
  __m128d sum_;
  __m128d lost_ = _mm_setzero_pd();
};

struct Sums {
  long double values = 0;
  long double ranges = 0;
  double distances = 0;  // from the first value
  double largest_range = 0;
};

Sums SumsOf(std::span<const double> values, double large) {
  TwoSums value_sums(large);
  TwoSums range_sums(large);
  __m128d distances = _mm_setzero_pd();
  __m128d largest = _mm_setzero_pd();
  const __m128d first = _mm_set1_pd(values[0]);
  const auto add = [&](__m128d now, __m128d before) {
    const __m128d ranges = Magnitude(_mm_sub_pd(now, before));
    value_sums.Add(now);
    range_sums.Add(ranges);
    largest = _mm_max_pd(largest, ranges);
    distances = _mm_add_pd(distances, Magnitude(_mm_sub_pd(now, first)));
  };
  std::size_t i = 1;
  for (; i + 1 < values.size(); i += 2) add(_mm_loadu_pd(&values[i]), _mm_loadu_pd(&values[i - 1]));
  // The first value goes with the one that is left. Where none is, nought goes with it: it changes
  // no sum but the distances, which may be too large.
  const bool left = i < values.size();
  add(_mm_set_pd(values[0], left ? values[i] : 0), _mm_set_pd(values[0], left ? values[i - 1] : 0));
  return {.values = value_sums.Total(),
          .ranges = range_sums.Total(),
          .distances = Both(distances),
          .largest_range = Larger(largest)};
}

// The double that every number within `error` of `mean` rounds to; absent if there are two.
std::optional<double> OnlyDouble(long double mean, long double error) {
  const auto low = static_cast<double>(mean - error);
  const auto high = static_cast<double>(mean + error);
  if (low != high) return std::nullopt;
  return low;
}

// How far the two passes and the quotient here may lie apart, with room to spare.
long double ErrorOf(long double mean, double count, double distance, double largest) {
  const double passes = std::abs(static_cast<double>(mean)) + (1 + count / 2) * distance;
  const double sum = count * count * largest * 0x1p-36;  // n^3 2^-100, over n
  return (passes * 1.01 + 4 * std::abs(static_cast<double>(mean)) + sum) * 0x1p-64L;
}

#endif

}  // namespace

std::optional<SeriesMeans> QuickMeans([[maybe_unused]] std::span<const double> values) {
#ifdef __SSE2__
  if (values.size() < kValuesMin || values.size() > kValuesMax) return std::nullopt;
  const double largest = LargestMagnitude(values);
  if (!(largest > 0x1p-900 && largest < 0x1p900)) return std::nullopt;
  const auto count = static_cast<double>(values.size());
  // A moving range is at most twice the largest value; eight times their number keeps the sum well
  // inside one power of two.
  const double power = std::bit_cast<double>(std::bit_cast<std::uint64_t>(16 * largest * count) &
                                             0x7ff0000000000000U);
  const Sums sums = SumsOf(values, 1.5 * power);
  const long double value_mean = sums.values / static_cast<long double>(values.size());
  const long double range_mean = sums.ranges / static_cast<long double>(values.size() - 1);
  // The mean distance from the mean is at most twice that from any number; of ranges, from nought.
  const std::optional<double> mean =
      OnlyDouble(value_mean, ErrorOf(value_mean, count, 2 * sums.distances / count, largest));
  std::optional<double> spread = OnlyDouble(
      range_mean, ErrorOf(range_mean, count, 2 * static_cast<double>(range_mean), 2 * largest));
  if (sums.largest_range == 0) spread = 0;
  if (!mean.has_value() || !spread.has_value()) return std::nullopt;
  return SeriesMeans{.values = *mean, .ranges = *spread, .largest_range = sums.largest_range};
#else
  return std::nullopt;
#endif
}

}  // namespace trustwatch::stats
