#include "daemon/insight/counted.h"

#include <optional>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/stats/rank.h"
#include "gtest/gtest.h"
#include "tests/insight/peer_figures.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::insight {
namespace {

using domain::IndicatorKind;
using stats::UnitKind;
using testing::Percent;

TEST(CountedAs, OnlyProportionsAndRatesAreCounts) {
  domain::Indicator indicator = testing::PercentIndicator("seen");
  EXPECT_EQ(CountedAs(&indicator), UnitKind::kProportion);
  indicator.kind = IndicatorKind::kRate;
  EXPECT_EQ(CountedAs(&indicator), UnitKind::kRate);
  for (const IndicatorKind kind : {IndicatorKind::kCount, IndicatorKind::kMoney,
                                   IndicatorKind::kDuration, IndicatorKind::kScore}) {
    indicator.kind = kind;
    EXPECT_EQ(CountedAs(&indicator), std::nullopt);
  }
  EXPECT_EQ(CountedAs(nullptr), std::nullopt);
}

TEST(CountedAs, AProportionWithoutADenominatorIsNone) {
  domain::Indicator indicator = testing::PercentIndicator("seen");
  indicator.name = "Seen in time";
  indicator.scale = 0;
  EXPECT_EQ(CountedAs(&indicator), std::nullopt);
  EXPECT_EQ(WhyNotCounted(&indicator),
            "Seen in time has no denominator, so chance cannot be told from difference");
}

TEST(ComparedNumber, IsANumberOrANilThatIsZero) {
  domain::Indicator indicator = testing::PercentIndicator("seen");
  EXPECT_EQ(ComparedNumber(Percent(1, 2), &indicator)->denominator, 2);
  EXPECT_EQ(ComparedNumber(domain::NilReturn{}, &indicator), std::nullopt);
  EXPECT_EQ(ComparedNumber(domain::NilReturn{}, nullptr), std::nullopt);
  indicator.nil_is_zero = true;
  EXPECT_EQ(ComparedNumber(domain::NilReturn{}, &indicator), domain::Number{.value = 0});
  EXPECT_EQ(ComparedNumber(domain::Suppressed{}, &indicator), std::nullopt);
  EXPECT_EQ(ComparedNumber(domain::NotApplicable{}, &indicator), std::nullopt);
  EXPECT_EQ(ComparedNumber(domain::Missing{.reason = "down"}, &indicator), std::nullopt);
  EXPECT_EQ(ComparedNumber(std::nullopt, &indicator), std::nullopt);
}

TEST(WhyNotCounted, OnlyAProportionIsAtMostItsDenominator) {
  EXPECT_EQ(WhyNotCounted(Percent(100, 100), UnitKind::kProportion), "");
  EXPECT_NE(WhyNotCounted(Percent(101, 100), UnitKind::kProportion), "");
  EXPECT_EQ(WhyNotCounted(Percent(101, 100), UnitKind::kRate), "");
  EXPECT_EQ(WhyNotCounted(Percent(0, 100), UnitKind::kRate), "");
}

}  // namespace
}  // namespace trustwatch::insight
