#include "daemon/stats/point_tests.h"

#include <cstddef>
#include <span>

#include "daemon/base/check.h"
#include "daemon/stats/run_rules.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace trustwatch::stats {
namespace {

void TestPoint(std::span<const double> values, std::size_t i, const Lines& lines,
               PointTests& tests) {
  const double value = values[i];
  const double before = i == 0 ? value : values[i - 1];
  tests.above |= Bits{value > lines.centre} << i;
  tests.below |= Bits{value < lines.centre} << i;
  tests.beyond |= Bits{value > lines.near_upper || value < lines.near_lower} << i;
  tests.rises |= Bits{value > before} << i;
  tests.falls |= Bits{value < before} << i;
}

#ifdef __SSE2__
constexpr bool kPairs = true;

// Puts the answers on two points before those on the points after them.
void Prepend(__m128d answers, Bits& bits) {
  bits = bits << 2U | static_cast<Bits>(static_cast<unsigned>(_mm_movemask_pd(answers)));
}

// Tests points 1 to 2 * `pairs`, the last pair first; bit 0 of the answer is point 1.
PointTests TestPairs(const double* values, std::size_t pairs, const Lines& lines) {
  const __m128d centre = _mm_set1_pd(lines.centre);
  const __m128d near_upper = _mm_set1_pd(lines.near_upper);
  const __m128d near_lower = _mm_set1_pd(lines.near_lower);
  PointTests tests;
  for (const double* at = values + 2 * pairs; at != values; at -= 2) {
    const __m128d value = _mm_loadu_pd(at - 1);
    const __m128d before = _mm_loadu_pd(at - 2);
    Prepend(_mm_cmpgt_pd(value, centre), tests.above);
    Prepend(_mm_cmplt_pd(value, centre), tests.below);
    Prepend(_mm_or_pd(_mm_cmpgt_pd(value, near_upper), _mm_cmplt_pd(value, near_lower)),
            tests.beyond);
    Prepend(_mm_cmpgt_pd(value, before), tests.rises);
    Prepend(_mm_cmplt_pd(value, before), tests.falls);
  }
  return tests;
}
#else
constexpr bool kPairs = false;

PointTests TestPairs(const double*, std::size_t, const Lines&) { return {}; }
#endif

}  // namespace

PointTests TestPoints(std::span<const double> values, const Lines& lines) {
  TRUSTWATCH_CHECK(!values.empty() && values.size() <= kBlock);
  const std::size_t pairs = kPairs ? (values.size() - 1) / 2 : 0;
  const PointTests most = TestPairs(values.data(), pairs, lines);
  PointTests tests{.above = most.above << 1U,
                   .below = most.below << 1U,
                   .beyond = most.beyond << 1U,
                   .rises = most.rises << 1U,
                   .falls = most.falls << 1U};
  TestPoint(values, 0, lines, tests);
  for (std::size_t i = 2 * pairs + 1; i < values.size(); ++i) TestPoint(values, i, lines, tests);
  if (!lines.has_centre) tests.above = tests.below = 0;
  return tests;
}

PointTests TestPoints(std::span<const double> values, std::span<const Lines> lines) {
  TRUSTWATCH_CHECK(!values.empty() && values.size() <= kBlock && lines.size() == values.size());
  PointTests tests;
  Bits sides = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    TestPoint(values, i, lines[i], tests);
    sides |= Bits{lines[i].has_centre} << i;
  }
  tests.above &= sides;
  tests.below &= sides;
  return tests;
}

}  // namespace trustwatch::stats
