#ifndef TRUSTWATCH_TESTS_STATS_SPECIAL_VALUES_H_
#define TRUSTWATCH_TESTS_STATS_SPECIAL_VALUES_H_

#include <limits>

namespace trustwatch::testing {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_STATS_SPECIAL_VALUES_H_
