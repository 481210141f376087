#include "daemon/stats/assurance.h"

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr Limits kLimits{.lower = 10, .upper = 20, .near_lower = 12, .near_upper = 18};
constexpr Limits kNoSpread{.lower = 15, .upper = 15, .near_lower = 15, .near_upper = 15};
using enum Assurance;

struct AssuranceCase {
  double target;
  Assurance higher;          // higher is better, a target on a limit decides
  Assurance higher_package;  // ... does not decide
  Assurance lower;
  Assurance lower_package;
};

TEST(AssuranceTest, ComparesTheTargetWithTheLimits) {
  for (const AssuranceCase& c : {
           AssuranceCase{9, kConsistentlyMet, kConsistentlyMet, kConsistentlyMissed,
                         kConsistentlyMissed},
           AssuranceCase{10, kConsistentlyMet, kHitOrMiss, kConsistentlyMissed, kHitOrMiss},
           AssuranceCase{15, kHitOrMiss, kHitOrMiss, kHitOrMiss, kHitOrMiss},
           AssuranceCase{20, kConsistentlyMissed, kHitOrMiss, kConsistentlyMet, kHitOrMiss},
           AssuranceCase{21, kConsistentlyMissed, kConsistentlyMissed, kConsistentlyMet,
                         kConsistentlyMet},
       }) {
    EXPECT_EQ(AssuranceOf(kLimits, c.target, Better::kHigher, TargetOnLimit::kDecides), c.higher)
        << c.target;
    EXPECT_EQ(AssuranceOf(kLimits, c.target, Better::kHigher, TargetOnLimit::kHitOrMiss),
              c.higher_package)
        << c.target;
    EXPECT_EQ(AssuranceOf(kLimits, c.target, Better::kLower, TargetOnLimit::kDecides), c.lower)
        << c.target;
    EXPECT_EQ(AssuranceOf(kLimits, c.target, Better::kLower, TargetOnLimit::kHitOrMiss),
              c.lower_package)
        << c.target;
  }
}

TEST(AssuranceTest, NeitherWayBetterHasNone) {
  EXPECT_EQ(AssuranceOf(kLimits, 9, Better::kNeither, TargetOnLimit::kDecides), kNone);
}

TEST(AssuranceTest, WithoutSpreadTheMeanDecidesAndEqualIsMet) {
  for (const Better better : {Better::kHigher, Better::kLower}) {
    EXPECT_EQ(AssuranceOf(kNoSpread, 15, better, TargetOnLimit::kDecides), kConsistentlyMet);
  }
  EXPECT_EQ(AssuranceOf(kNoSpread, 16, Better::kHigher, TargetOnLimit::kDecides),
            kConsistentlyMissed);
  EXPECT_EQ(AssuranceOf(kNoSpread, 16, Better::kLower, TargetOnLimit::kDecides), kConsistentlyMet);
}

}  // namespace
}  // namespace trustwatch::stats
