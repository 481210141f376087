#include "daemon/stats/slips.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr SlipUnit kPeople{.kind = DataKind::kCount};
constexpr SlipUnit kPercent{.kind = DataKind::kProportion, .scale = 100};
constexpr SlipUnit kFraction{.kind = DataKind::kProportion, .scale = 1};
constexpr SlipUnit kMinutes{.family = UnitFamily::kTime};
constexpr SlipUnit kPounds{.family = UnitFamily::kMoney};
constexpr SlipUnit kScore{};

// Two years around 400 that never repeat a figure: 388 to 412.
const std::vector<double> kAround400 = {401, 395, 407, 399, 388, 410, 404, 397, 392, 408, 400, 396,
                                        411, 394, 403, 389, 406, 398, 412, 393, 405, 391, 409, 402};
std::vector<double> Times(std::vector<double> values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}
std::vector<double> Around(double level) { return Times(kAround400, level / 400); }

// About 40000, in steps of one.
std::vector<double> Thousands() {
  std::vector<double> values = Around(40000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += static_cast<double>(7 * i);
  return values;
}

std::vector<double> Wide() {
  return {20, 180, 100, 60, 140, 25, 175, 101, 61, 139, 21, 181, 99, 59, 141, 100};
}

std::vector<double> Swelling() {
  return {500, 600, 750, 900, 1100, 1400, 1700, 2000, 1700, 1400, 1100, 900, 750, 600};
}

std::vector<Question> Ask(const std::vector<double>& history, double value, const SlipUnit& unit) {
  return FindSlips({.values = history, .numerators = {}, .denominators = {}, .known = {}},
                   {.value = value}, unit, {});
}

struct SlipsCase {
  const char* name;
  std::vector<double> history;
  double value;
  SlipUnit unit;
  std::optional<SlipKind> kind;  // absent: no question
  std::optional<double> mended;
};

const std::vector<SlipsCase>& SlipsCases() {
  static const std::vector<SlipsCase> kCases = {
      {"AnOrdinaryFigure", Around(400), 415, kPeople, {}, {}},
      {"TenTimes", Around(400), 4020, kPeople, SlipKind::kMultiple, 402},
      {"AHundredTimes", Around(400), 39500, kPeople, SlipKind::kMultiple, 395},
      {"AThousandTimes", Around(400), 401000, kPeople, SlipKind::kMultiple, 401},
      {"ATenth", Around(400), 40.5, kScore, SlipKind::kPart, 405},
      {"AHundredth", Around(400), 4, kPeople, SlipKind::kPart, 400},
      // So wide a series that three and a half spreads below it lies nothing at all.
      {"ATenthOfAWideSeries", Swelling(), 60, kPeople, SlipKind::kPart, 600},
      {"NobodyInAWideSeries", Swelling(), 0, kPeople, SlipKind::kUnusual, {}},
      {"AThirdOfAWideSeries", Swelling(), 200, kPeople, {}, {}},
      {"ATenthOfAWideLoss", Times(Swelling(), -1), -60, kPounds, SlipKind::kPart, -600},
      {"AThousandth", Around(4000), 4, kPeople, SlipKind::kPart, 4000},
      {"SixTimes", Around(400), 2500, kPeople, SlipKind::kUnusual, {}},
      // From 20 to 180, so that 260 is usual enough, but not what a slip of 2600 would leave.
      {"TenTimesFarFromTheMiddle", Wide(), 2600, kPeople, SlipKind::kUnusual, {}},
      {"AlmostNothing", Around(400), 1, kPeople, SlipKind::kUnusual, {}},
      {"Half", Around(400), 190, kPeople, SlipKind::kUnusual, {}},
      {"AThirdMore", Around(400), 530, kPeople, {}, {}},
      {"WrongSign", Around(400), -402, kPeople, SlipKind::kWrongSign, 402},
      {"WrongSignOfSavings", Around(-400), 398, kPounds, SlipKind::kWrongSign, -398},
      {"WrongSignEarly", {40, 44, 42}, -41, kScore, SlipKind::kWrongSign, 41},
      {"BothSignsAreUsual", {5, -4, 6, -5, 3, -6, 4, -3, 5, -4}, -5.5, kScore, {}, {}},
      {"FractionForPercent", Around(91), 0.92, kPercent, SlipKind::kFractionForPercent, 92},
      {"PercentForFraction", Around(0.42), 43, kFraction, SlipKind::kPercentForFraction, 0.43},
      {"TenthOfAPercent", Around(62), 6.1, kPercent, SlipKind::kPart, 61},
      {"HoursForMinutes", Around(90), 1.5, kMinutes, SlipKind::kOtherUnit, 90},
      {"SecondsForMinutes", Around(90), 5400, kMinutes, SlipKind::kOtherUnit, 90},
      {"DaysForHours", Around(240), 10, kMinutes, SlipKind::kOtherUnit, 240},
      {"PenceForPounds", Around(350), 35100, kPounds, SlipKind::kOtherUnit, 351},
      {"ThousandsForPounds", Around(350000), 352, kPounds, SlipKind::kOtherUnit, 352000},
      {"NoUnitOfTimeIsKnown", Around(90), 1.5, kScore, SlipKind::kUnusual, {}},
      {"ACopy", Thousands(), Thousands().back(), kPeople, SlipKind::kCopy, {}},
      // Changes of about ten people: one honest figure in forty repeats.
      {"ARepeatByChance", Around(400), 402, kPeople, {}, {}},
      {"ACopyOfAnEarlierMonth", Around(400), 409, kPeople, {}, {}},
      // A step of one person in a spread of two or three: repeats happen.
      {"ARepeatOfSmallCounts", {7, 5, 6, 8, 5, 7, 9, 6, 8, 7, 5, 8}, 8, kPeople, {}, {}},
      {"ARepeatOfAConstant", std::vector<double>(12, 16), 16, kPeople, {}, {}},
      {"ACopyTooEarlyToTell", {401, 395, 407, 399}, 399, kPeople, {}, {}},
      // Rare events: the third in a month of a series of zeros is no slip.
      {"AFirstEventAfterZeros", std::vector<double>(24, 0), 3, kPeople, {}, {}},
      {"NobodyAmongThree", {3, 2, 4, 3, 1, 5, 3, 2, 4, 3, 6, 3}, 0, kPeople, {}, {}},
      {"ManyEventsAfterZeros", std::vector<double>(24, 0), 40, kPeople, SlipKind::kUnusual, {}},
      {"NoEventAfterEvents", Around(400), 0, kPeople, SlipKind::kUnusual, {}},
      {"NothingBefore", {}, 7, kPeople, {}, {}},
      {"ManyTimesTheOnlyFigure", {555}, 58115, kPeople, SlipKind::kUnusual, {}},
      {"AFewMoreThanTheOnlyFigure", {2}, 12, kPeople, {}, {}},
      {"FourTimesTheOnlyFigure", {100}, 400, kPeople, {}, {}},
      {"BackAfterAFalseStart", {555, 58115}, 57900, kPeople, {}, {}},
      {"TenTimesEarly", {40, 44, 42}, 420, kPeople, SlipKind::kMultiple, 42},
      {"SevenTimesEarly", {23115, 22905, 23715}, 182375, kPeople, SlipKind::kUnusual, {}},
      {"FromNothingEarly", {0, 0, 0}, 900, kScore, {}, {}},
      {"FromNoneEarly", {0, 0, 0}, 900, kPeople, SlipKind::kUnusual, {}}};
  return kCases;
}

class SlipTableTest : public testing::TestWithParam<SlipsCase> {};

TEST_P(SlipTableTest, AsksWhatTheTableSays) {
  const SlipsCase& given = GetParam();
  const std::vector<Question> questions = Ask(given.history, given.value, given.unit);
  if (!given.kind.has_value()) {
    EXPECT_TRUE(questions.empty()) << static_cast<int>(questions.front().kind);
    return;
  }
  ASSERT_EQ(questions.size(), 1U);
  const Question& question = questions.front();
  EXPECT_EQ(static_cast<int>(question.kind), static_cast<int>(*given.kind));
  EXPECT_EQ(question.value, given.value);
  EXPECT_EQ(question.points, given.history.size());
  EXPECT_EQ(question.mended.has_value(), given.mended.has_value());
  if (given.mended.has_value()) {
    EXPECT_NEAR(*question.mended, *given.mended, 1e-9);
  }
  EXPECT_LE(question.usual_lower, question.usual_upper);
  // No range of people begins below nobody.
  if (given.unit.kind == DataKind::kCount) {
    EXPECT_GE(question.usual_lower, 0);
  }
}

INSTANTIATE_TEST_SUITE_P(AllCases, SlipTableTest, testing::ValuesIn(SlipsCases()),
                         [](const auto& test) { return std::string(test.param.name); });

// A percentage with what it was made from: about 300 of 400.
struct Ratios {
  std::vector<double> values, numerators, denominators;
  FigureHistory History() const {
    return {.values = values, .numerators = numerators, .denominators = denominators, .known = {}};
  }
};
Ratios ThreeInFour() {
  Ratios ratios;
  for (std::size_t i = 0; i < kAround400.size(); ++i) {
    ratios.denominators.push_back(kAround400[i]);
    ratios.numerators.push_back(kAround400[kAround400.size() - 1 - i] * 0.75);
    ratios.values.push_back(100 * ratios.numerators[i] / ratios.denominators[i]);
  }
  return ratios;
}

TEST(SlipsOfPartsTest, TheFactorIsFoundInThePartThatHasIt) {
  const Ratios ratios = ThreeInFour();
  const std::vector<Question> denominator = FindSlips(
      ratios.History(), {.value = 7.5, .numerator = 300, .denominator = 4000}, kPercent, {});
  ASSERT_EQ(denominator.size(), 1U);
  EXPECT_EQ(denominator[0].part, FigurePart::kDenominator);
  EXPECT_EQ(denominator[0].mended, 400);
  // Both ten times too large leave the percentage as it was, and are found all the same.
  const std::vector<Question> both = FindSlips(
      ratios.History(), {.value = 75, .numerator = 3000, .denominator = 4000}, kPercent, {});
  ASSERT_EQ(both.size(), 1U);
  EXPECT_EQ(both[0].part, FigurePart::kNumerator);
}

TEST(SlipsOfPartsTest, AFractionIsSeenWithoutAnyHistory) {
  const std::vector<Question> fraction =
      FindSlips({}, {.value = 0.75, .numerator = 300, .denominator = 400}, kPercent, {});
  ASSERT_EQ(fraction.size(), 1U);
  EXPECT_EQ(fraction[0].kind, SlipKind::kFractionForPercent);
  EXPECT_EQ(fraction[0].mended, 75);
  const std::vector<Question> percent =
      FindSlips({}, {.value = 75, .numerator = 300, .denominator = 400}, kFraction, {});
  ASSERT_EQ(percent.size(), 1U);
  EXPECT_EQ(percent[0].kind, SlipKind::kPercentForFraction);
  EXPECT_TRUE(
      FindSlips({}, {.value = 75, .numerator = 300, .denominator = 400}, kPercent, {}).empty());
  EXPECT_TRUE(
      FindSlips({}, {.value = 0, .numerator = 0, .denominator = 400}, kPercent, {}).empty());
  EXPECT_TRUE(FindSlips({}, {.value = 1, .numerator = 1, .denominator = 0}, kPercent, {}).empty());
}

TEST(SlipsOfPartsTest, ACopyRepeatsNumeratorAndDenominator) {
  const Ratios ratios = ThreeInFour();
  const double value = ratios.values.back();
  const NewFigure copy{.value = value,
                       .numerator = ratios.numerators.back(),
                       .denominator = ratios.denominators.back()};
  const std::vector<Question> questions = FindSlips(ratios.History(), copy, kPercent, {});
  ASSERT_EQ(questions.size(), 1U);
  EXPECT_EQ(questions[0].kind, SlipKind::kCopy);
  EXPECT_LT(questions[0].chance, 0.01);
  const NewFigure other{.value = value, .numerator = 150, .denominator = 200};
  EXPECT_TRUE(FindSlips(ratios.History(), other, kPercent, {}).empty());
}

TEST(SlipsOfPartsTest, ASmallDenominatorExplainsMuch) {
  // 40 % of 400 is far from 75 %; 2 of 5 is not: one standard deviation of 5 is 19 points.
  const Ratios ratios = ThreeInFour();
  EXPECT_FALSE(
      FindSlips(ratios.History(), {.value = 40, .denominator = 400}, kPercent, {}).empty());
  EXPECT_TRUE(FindSlips(ratios.History(), {.value = 40, .denominator = 5}, kPercent, {}).empty());
}

TEST(SlipsTest, UnknownMonthsAreNotZeros) {
  std::vector<double> values = kAround400;
  std::vector<std::uint8_t> known(values.size(), 1);
  for (std::size_t i = 0; i < values.size(); i += 3) {
    values[i] = 0;
    known[i] = 0;
  }
  const FigureHistory history{
      .values = values, .numerators = {}, .denominators = {}, .known = known};
  EXPECT_TRUE(FindSlips(history, {.value = 415}, kPeople, {}).empty());
  EXPECT_FALSE(FindSlips(history, {.value = 0}, kPeople, {}).empty());
  // A copy needs the point just before; here it is unknown.
  known.back() = 0;
  EXPECT_TRUE(FindSlips(history, {.value = 409}, kPeople, {}).empty());
}

TEST(SlipsTest, ANewLevelIsAskedAboutOnce) {
  std::vector<double> values = kAround400;
  EXPECT_FALSE(Ask(values, 190, kPeople).empty());
  values.push_back(190);
  EXPECT_TRUE(Ask(values, 197, kPeople).empty());  // it lasts
  EXPECT_TRUE(Ask(values, 404, kPeople).empty());  // or it was a slip, and this is the return
}

TEST(SlipsTest, ScalingAMeasurementChangesNoQuestion) {
  std::mt19937 random(20266);
  std::lognormal_distribution<double> level(4, 0.3);
  const std::vector<double> times = {1, 10, 0.01, -1, 8};
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 20266 round " << round);
    std::vector<double> values(static_cast<std::size_t>(round % 30));
    std::generate(values.begin(), values.end(), [&] { return level(random); });
    const double value = level(random) * times[static_cast<std::size_t>(round) % times.size()];
    std::vector<double> scaled = values;
    std::vector<double> mirrored = values;
    for (double& x : scaled) x *= 0x1p-20;
    for (double& x : mirrored) x = -x;
    const std::vector<Question> plain = Ask(values, value, kScore);
    const std::vector<Question> small = Ask(scaled, value * 0x1p-20, kScore);
    const std::vector<Question> mirror = Ask(mirrored, -value, kScore);
    ASSERT_EQ(plain.size(), small.size());
    ASSERT_EQ(plain.size(), mirror.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
      EXPECT_EQ(plain[i].kind, small[i].kind);
      EXPECT_EQ(plain[i].kind, mirror[i].kind);
      EXPECT_EQ(plain[i].usual * 0x1p-20, small[i].usual);
      if (plain[i].mended.has_value()) {
        EXPECT_EQ(*plain[i].mended, -*mirror[i].mended);
      }
    }
  }
}

TEST(SlipsTest, NoNastyInputLetsOutWhatIsNotFinite) {
  constexpr double kMax = std::numeric_limits<double>::max();
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  const std::vector<double> nasty = {0, kTiny, -kTiny, 1, -1, 5, 1e308, -1e308, kMax, -kMax};
  std::mt19937 random(20267);
  std::uniform_int_distribution<std::size_t> pick(0, nasty.size() - 1);
  const std::vector<SlipUnit> units = {kPeople,
                                       kPercent,
                                       kFraction,
                                       kMinutes,
                                       kPounds,
                                       kScore,
                                       {.kind = DataKind::kRate, .scale = 1000}};
  for (int round = 0; round < 5000; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 20267 round " << round);
    std::vector<double> values(static_cast<std::size_t>(round % 14));
    std::generate(values.begin(), values.end(), [&] { return nasty[pick(random)]; });
    std::vector<double> others = values;
    std::shuffle(others.begin(), others.end(), random);
    const NewFigure figure{.value = nasty[pick(random)],
                           .numerator = nasty[pick(random)],
                           .denominator = nasty[pick(random)]};
    const FigureHistory history{
        .values = values, .numerators = others, .denominators = values, .known = {}};
    for (const Question& question :
         FindSlips(history, figure, units[static_cast<std::size_t>(round) % units.size()], {})) {
      ASSERT_TRUE(std::isfinite(question.usual_lower) && std::isfinite(question.usual_upper));
      ASSERT_TRUE(std::isfinite(question.usual) && std::isfinite(question.mended.value_or(0)));
      ASSERT_TRUE(std::isfinite(question.chance) && std::isfinite(question.factor));
    }
  }
}

}  // namespace
}  // namespace trustwatch::stats
