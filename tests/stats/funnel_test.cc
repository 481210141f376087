#include "daemon/stats/funnel.h"

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/stats/options_for.h"
#include "tests/stats/special_values.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::stats {
namespace {

using ::testing::HasSubstr;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::Value;

struct Counts {
  double numerator = 0;
  double denominator = 0;
};

// Trusts "a", "b", ... with these counts.
std::vector<FunnelRecord> Trusts(const std::vector<Counts>& counts) {
  std::vector<FunnelRecord> records;
  for (const Counts& row : counts) {
    const std::string name(1, static_cast<char>('a' + records.size()));
    records.push_back(
        FunnelRecord{.group = name, .numerator = row.numerator, .denominator = row.denominator});
  }
  return records;
}

std::string ReasonOf(const absl::StatusOr<Funnel>& funnel) {
  return base::ErrorOf(funnel.status()).reason;
}

// FunnelPlotR's own example of six trusts.
const std::vector<FunnelRecord>& SixTrusts() {
  static const std::vector<FunnelRecord> kTrusts =
      Trusts({{100, 108}, {150, 112}, {180, 165}, {80, 95}, {120, 100}, {225, 220}});
  return kTrusts;
}

// A funnel of what nobody in particular is good or bad at: 20 % of 100, 200, ... 1,000.
std::vector<FunnelRecord> EqualTrusts() {
  return Trusts({{20, 100}, {40, 200}, {60, 300}, {80, 400}, {100, 500}, {120, 600}, {200, 1000}});
}

TEST(FunnelTest, ThePublishedExampleHasItsPhi) {
  for (const FunnelProfile profile : {FunnelProfile::kFunnelplotr, FunnelProfile::kTrustwatch}) {
    const Funnel funnel = Value(
        ComputeFunnel(SixTrusts(), testing::OptionsFor(FunnelData::kStandardisedRatio, profile)));
    EXPECT_NEAR(*funnel.phi.number(), 2.948033, 5e-7);
    EXPECT_EQ(funnel.target.number(), 1);
    EXPECT_TRUE(funnel.draw_adjusted);
    // 150 against 112 is beyond the exact 99.8 % limits, but not of trusts that differ so.
    EXPECT_EQ(funnel.points[1].flag, FunnelFlag::kInside);
    EXPECT_LT(*funnel.points[1].unadjusted.upper_998.number(), 150.0 / 112);
  }
}

TEST(FunnelTest, NoMoreSpreadThanChanceFallsBackToUnadjustedLimits) {
  FunnelOptions options = testing::OptionsFor(FunnelData::kProportion);
  Funnel funnel = Value(ComputeFunnel(EqualTrusts(), options));
  EXPECT_NEAR(*funnel.phi.number(), 0, 1e-20);
  EXPECT_FALSE(funnel.draw_adjusted);
  EXPECT_TRUE(funnel.draw_unadjusted);
  // Not where both are wanted.
  options.draw_unadjusted = true;
  EXPECT_TRUE(Value(ComputeFunnel(EqualTrusts(), options)).draw_adjusted);
}

TEST(FunnelTest, PhiDecidesOnFallingBackThoughTau2IsAboveZero) {
  // Six scores of +-0.95: phi = 0.9025, no more than 1, but n phi = 5.4 is more than n - 1.
  const double high = 100 * std::exp(0.095);
  const double low = 100 * std::exp(-0.095);
  const Funnel funnel = Value(ComputeFunnel(
      Trusts({{high, 100}, {low, 100}, {high, 100}, {low, 100}, {high, 100}, {low, 100}}),
      testing::OptionsFor(FunnelData::kStandardisedRatio)));
  EXPECT_NEAR(*funnel.phi.number(), 0.9025, 1e-12);
  EXPECT_GT(*funnel.tau2.number(), 0);
  EXPECT_FALSE(funnel.draw_adjusted);
}

TEST(FunnelTest, AFlagSaysHighOrLow) {
  std::vector<FunnelRecord> records = EqualTrusts();
  records.push_back({"high", 150, 300});
  records.push_back({"low", 10, 300});
  FunnelOptions options = testing::OptionsFor(FunnelData::kProportion);
  options.draw_adjusted = false;
  options.draw_unadjusted = true;
  const Funnel funnel = Value(ComputeFunnel(records, options));
  EXPECT_EQ(funnel.points[7].group, "high");
  EXPECT_EQ(funnel.points[7].flag, FunnelFlag::kHigh);
  EXPECT_EQ(funnel.points[8].flag, FunnelFlag::kLow);
  EXPECT_EQ(funnel.points[0].flag, FunnelFlag::kInside);
}

TEST(FunnelTest, TheLevelDecidesHowFarOutIsOutside) {
  // 27 of 100 at 20 % is 1.7 standard errors out, 30 is 2.3 and 35 is 3.4.
  std::vector<FunnelRecord> records = EqualTrusts();
  records.push_back({"x", 30, 100});
  FunnelOptions options = testing::OptionsFor(FunnelData::kProportion);
  options.draw_adjusted = false;
  options.draw_unadjusted = true;
  options.flag_at = FunnelLevel::k95;
  EXPECT_EQ(Value(ComputeFunnel(records, options)).points.back().flag, FunnelFlag::kHigh);
  options.flag_at = FunnelLevel::k998;
  EXPECT_EQ(Value(ComputeFunnel(records, options)).points.back().flag, FunnelFlag::kInside);
  options.flag_at = FunnelLevel::kNoFlag;
  EXPECT_EQ(Value(ComputeFunnel(records, options)).points.back().flag, std::nullopt);
}

TEST(FunnelTest, NeitherFamilyDrawnFlagsNothing) {
  FunnelOptions options = testing::OptionsFor(FunnelData::kStandardisedRatio);
  options.draw_adjusted = false;
  for (const FunnelPoint& point : Value(ComputeFunnel(SixTrusts(), options)).points) {
    EXPECT_EQ(point.flag, FunnelFlag::kInside);
  }
}

TEST(FunnelTest, FourTrustsAreTooFewForUsButNotForThePackage) {
  const std::vector<FunnelRecord> four = Trusts({{1, 5}, {2, 5}, {3, 5}, {2, 6}});
  const auto funnel = ComputeFunnel(four, testing::OptionsFor(FunnelData::kProportion));
  EXPECT_THAT(funnel, IsError(absl::StatusCode::kFailedPrecondition, HasSubstr("4 have figures")));
  EXPECT_EQ(ReasonOf(funnel), "FUNNEL_TOO_FEW_UNITS");
  EXPECT_TRUE(
      ComputeFunnel(four, testing::OptionsFor(FunnelData::kProportion, FunnelProfile::kFunnelplotr))
          .ok());
}

TEST(FunnelTest, TrustsWithoutAUsableFigureAreLeftOutWithTheReason) {
  std::vector<FunnelRecord> records = EqualTrusts();
  records.push_back({"no numerator", std::nullopt, 100});
  records.push_back({"no denominator", 5, std::nullopt});
  records.push_back({"nobody", 0, 0});
  records.push_back({"above one", 9, 8});
  const Funnel funnel = Value(ComputeFunnel(records, testing::OptionsFor(FunnelData::kProportion)));
  ASSERT_EQ(funnel.points.size(), 11U);
  EXPECT_EQ(funnel.target.number(), 0.2);
  for (const FunnelPoint& point : funnel.points) {
    const bool is_out = point.exclusion != FunnelExclusion::kNone;
    EXPECT_EQ(is_out, point.group.size() > 1) << point.group;
    EXPECT_EQ(point.flag.has_value(), !is_out) << point.group;
    if (is_out) {
      EXPECT_EQ(point.ratio, Quantity());
      EXPECT_EQ(point.unadjusted.upper_95, Quantity());
    }
  }
  EXPECT_EQ(funnel.points[1].group, "above one");
  EXPECT_EQ(funnel.points[1].exclusion, FunnelExclusion::kProportionAboveOne);
}

TEST(FunnelTest, ExcludedTrustsDoNotMakeUpTheNumber) {
  std::vector<FunnelRecord> records = Trusts({{1, 5}, {2, 5}, {3, 5}, {2, 6}});
  records.push_back({"z", 0, 0});
  EXPECT_EQ(ReasonOf(ComputeFunnel(records, testing::OptionsFor(FunnelData::kProportion))),
            "FUNNEL_TOO_FEW_UNITS");
}

TEST(FunnelTest, ManyTrustsWithoutEventsMakeNoLimitInfiniteInOurs) {
  const std::vector<FunnelRecord> records =
      Trusts({{0, 9.5}, {0, 11}, {0, 24}, {3, 40}, {2, 15}, {4, 10}});
  const Funnel package = Value(ComputeFunnel(
      records, testing::OptionsFor(FunnelData::kStandardisedRatio, FunnelProfile::kFunnelplotr)));
  EXPECT_EQ(package.phi.kind(), Quantity::Kind::kUnboundedAbove);
  EXPECT_EQ(package.points[0].z.kind(), Quantity::Kind::kUnboundedBelow);
  EXPECT_EQ(package.points[0].adjusted.upper_95.kind(), Quantity::Kind::kUnboundedAbove);
  EXPECT_EQ(package.points[0].flag, FunnelFlag::kInside);
  const Funnel ours =
      Value(ComputeFunnel(records, testing::OptionsFor(FunnelData::kStandardisedRatio)));
  EXPECT_TRUE(ours.phi.number().has_value());
  EXPECT_TRUE(ours.points[0].adjusted.upper_95.number().has_value());
}

TEST(FunnelTest, WhereNobodyHasAnEventNobodyIsLow) {
  const std::vector<FunnelRecord> records =
      Trusts({{0, 50}, {0, 60}, {0, 70}, {0, 80}, {0, 80}, {0, 90}});
  // The package flags the largest, which its repair of the limits does not reach.
  const Funnel package = Value(ComputeFunnel(
      records, testing::OptionsFor(FunnelData::kProportion, FunnelProfile::kFunnelplotr)));
  EXPECT_EQ(package.points[5].flag, FunnelFlag::kLow);
  const Funnel ours = Value(ComputeFunnel(records, testing::OptionsFor(FunnelData::kProportion)));
  for (const FunnelPoint& point : ours.points) EXPECT_EQ(point.flag, FunnelFlag::kInside);
  EXPECT_EQ(ReasonOf(ComputeFunnel(records, testing::OptionsFor(FunnelData::kRatioOfCounts))),
            "FUNNEL_NO_EVENTS");
}

TEST(FunnelTest, ThePackageRefusesWhatItCannotDraw) {
  const auto package = [](FunnelData data) {
    return testing::OptionsFor(data, FunnelProfile::kFunnelplotr);
  };
  std::vector<FunnelRecord> same = Trusts({{10, 10}, {11, 11}, {12, 12}});
  EXPECT_EQ(ReasonOf(ComputeFunnel(same, package(FunnelData::kStandardisedRatio))),
            "FUNNEL_COLUMNS_IDENTICAL");
  std::vector<FunnelRecord> missing = SixTrusts();
  missing[2].numerator.reset();
  EXPECT_EQ(ReasonOf(ComputeFunnel(missing, package(FunnelData::kProportion))),
            "FUNNEL_TARGET_MISSING");
  EXPECT_TRUE(ComputeFunnel(missing, package(FunnelData::kStandardisedRatio)).ok());
  missing[2].denominator.reset();
  EXPECT_EQ(ReasonOf(ComputeFunnel(missing, package(FunnelData::kStandardisedRatio))),
            "FUNNEL_DENOMINATOR_MISSING");
  FunnelOptions options = package(FunnelData::kStandardisedRatio);
  options.trim_by = 0.5;
  EXPECT_EQ(ReasonOf(ComputeFunnel(SixTrusts(), options)), "FUNNEL_NOTHING_KEPT");
  EXPECT_EQ(ReasonOf(ComputeFunnel({}, package(FunnelData::kProportion))), "FUNNEL_TOO_FEW_UNITS");
}

TEST(FunnelTest, OneTrustHasUnboundedLimitsInThePackage) {
  const Funnel funnel =
      Value(ComputeFunnel(Trusts({{10, 12.5}}), testing::OptionsFor(FunnelData::kStandardisedRatio,
                                                                    FunnelProfile::kFunnelplotr)));
  EXPECT_EQ(funnel.tau2.kind(), Quantity::Kind::kUnboundedAbove);
  EXPECT_EQ(funnel.points[0].adjusted.lower_95.number(), 0);
}

TEST(FunnelTest, RoundingOfExpectedCountsIsForTheShmiAlone) {
  std::vector<FunnelRecord> records = SixTrusts();
  records[0].denominator = 108.004;
  FunnelOptions options = testing::OptionsFor(FunnelData::kStandardisedRatio);
  const FunnelPoint rounded = Value(ComputeFunnel(records, options)).points[0];
  EXPECT_EQ(rounded.denominator, 108);
  EXPECT_EQ(rounded.ratio.number(), 100 / 108.004);
  options.ratio_method = RatioMethod::kCqc;
  EXPECT_EQ(Value(ComputeFunnel(records, options)).points[0].denominator, 108.004);
  options.ratio_method = RatioMethod::kShmi;
  options.round_expected = false;
  EXPECT_EQ(Value(ComputeFunnel(records, options)).points[0].denominator, 108.004);
}

TEST(FunnelTest, TheCurveIsThereWhenAskedFor) {
  FunnelOptions options = testing::OptionsFor(FunnelData::kStandardisedRatio);
  EXPECT_TRUE(Value(ComputeFunnel(SixTrusts(), options)).curve.empty());
  options.with_curve = true;
  const Funnel funnel = Value(ComputeFunnel(SixTrusts(), options));
  EXPECT_EQ(funnel.curve.size(), kFunnelCurvePoints + 5);  // 220 is the end of the curve too
  EXPECT_EQ(funnel.curve.back().unadjusted.lower_95, funnel.points[5].unadjusted.lower_95);
}

struct BadInput {
  std::string name;
  FunnelRecord record;
  double trim_by = 0.1;
  double multiplier = 1;
  std::optional<double> curve_end;
  std::string message;
};

class BadInputTest : public ::testing::TestWithParam<BadInput> {};

TEST_P(BadInputTest, IsRefusedInEitherProfile) {
  for (const FunnelProfile profile : {FunnelProfile::kFunnelplotr, FunnelProfile::kTrustwatch}) {
    std::vector<FunnelRecord> records = EqualTrusts();
    records.push_back(GetParam().record);
    FunnelOptions options = testing::OptionsFor(FunnelData::kProportion, profile);
    options.trim_by = GetParam().trim_by;
    options.multiplier = GetParam().multiplier;
    options.curve_end = GetParam().curve_end;
    const auto funnel = ComputeFunnel(records, options);
    EXPECT_THAT(funnel, IsError(absl::StatusCode::kInvalidArgument, HasSubstr(GetParam().message)));
    EXPECT_EQ(ReasonOf(funnel), "FUNNEL_INVALID");
  }
}

INSTANTIATE_TEST_SUITE_P(
    , BadInputTest,
    ::testing::Values(
        BadInput{
            .name = "NegativeNumerator", .record = {"RX4", -1, 10}, .message = "\"RX4\" is -1"},
        BadInput{.name = "NegativeDenominator", .record = {"RX4", 1, -10}, .message = "is -10"},
        BadInput{.name = "NaNNumerator", .record = {"RX4", testing::kNaN, 10}, .message = "is nan"},
        BadInput{.name = "InfiniteDenominator",
                 .record = {"RX4", 1, testing::kInfinity},
                 .message = "inf"},
        BadInput{
            .name = "HugeNumerator", .record = {"RX4", 1e13, 1}, .message = "is 10000000000000;"},
        BadInput{.name = "NegativeTrim", .record = {"x", 1, 9}, .trim_by = -0.1, .message = "-0.1"},
        BadInput{.name = "TrimAboveOne", .record = {"x", 1, 9}, .trim_by = 1.1, .message = "1.1"},
        BadInput{
            .name = "NaNTrim", .record = {"x", 1, 9}, .trim_by = testing::kNaN, .message = "nan"},
        BadInput{.name = "NoMultiplier", .record = {"x", 1, 9}, .multiplier = 0, .message = "is 0"},
        BadInput{.name = "CurveOfNothing",
                 .record = {"x", 1, 9},
                 .curve_end = 0,
                 .message = "ends at 0"}),
    [](const auto& tested) { return tested.param.name; });

// Every quantity of the funnel is a number.
void ExpectAllNumbers(const Funnel& funnel) {
  std::vector<Quantity> all = {funnel.target, funnel.target_transformed, funnel.phi, funnel.tau2};
  for (const FunnelPoint& point : funnel.points) {
    all.insert(all.end(),
               {point.ratio, point.transformed, point.standard_error, point.z, point.limit_error});
    for (const FunnelLimits& limits : {point.adjusted, point.unadjusted}) {
      all.insert(all.end(), {limits.lower_95, limits.upper_95, limits.lower_998, limits.upper_998});
      EXPECT_LE(*limits.lower_998.number(), *limits.lower_95.number());
      EXPECT_LE(*limits.lower_95.number(), *limits.upper_95.number());
      EXPECT_LE(*limits.upper_95.number(), *limits.upper_998.number());
    }
  }
  for (const Quantity& quantity : all) EXPECT_EQ(quantity.kind(), Quantity::Kind::kNumber);
}

TEST(FunnelTest, OursHasANumberEverywhere) {
  const std::array<std::vector<FunnelRecord>, 4> odd = {
      Trusts({{0, 1}, {0, 1}, {1, 1}, {0, 2}, {0, 1}}),
      Trusts({{1, 1}, {1, 1}, {2, 2}, {2, 2}, {1, 1}}),
      Trusts({{0, 1e12}, {1, 1e12}, {1, 1}, {0, 0.01}, {0, 5}, {3, 7}}),
      Trusts({{0, 20}, {20, 20}, {0, 20}, {20, 20}, {10, 20}, {0, 20}, {20, 20}})};
  for (const std::vector<FunnelRecord>& records : odd) {
    for (const FunnelData data :
         {FunnelData::kStandardisedRatio, FunnelData::kProportion, FunnelData::kRatioOfCounts}) {
      for (const RatioMethod method : {RatioMethod::kShmi, RatioMethod::kCqc}) {
        FunnelOptions options = testing::OptionsFor(data);
        options.ratio_method = method;
        options.draw_unadjusted = true;
        ExpectAllNumbers(Value(ComputeFunnel(records, options)));
      }
    }
  }
}

}  // namespace
}  // namespace trustwatch::stats
