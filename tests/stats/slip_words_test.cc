#include "daemon/stats/slip_words.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

struct SlipWordsCase {
  const char* name;
  Question question;
  const char* unit;
  const char* sentence;
};

class SlipWordsTest : public testing::TestWithParam<SlipWordsCase> {};

TEST_P(SlipWordsTest, SaysItInPlainEnglish) {
  EXPECT_EQ(ToSentence(GetParam().question, GetParam().unit), GetParam().sentence);
}

const std::vector<SlipWordsCase>& SlipWordsCases() {
  static const std::vector<SlipWordsCase> kCases = {
      {"Unusual",
       {.value = 182375,
        .usual_lower = 21449.7,
        .usual_upper = 26110.2,
        .usual = 23115,
        .points = 24},
       "people",
       "182375 people is far from the usual 21450 to 26110 people. Is it right?"},
      {"OnlyOneBefore",
       {.value = 58115, .usual_lower = 555, .usual_upper = 555, .usual = 555, .points = 1},
       "people",
       "58115 people is far from the only earlier figure, 555 people. Is it right?"},
      {"TenTimes",
       {.kind = SlipKind::kMultiple,
        .value = 4020,
        .usual_lower = 388.4,
        .usual_upper = 412.26,
        .usual = 400,
        .points = 24,
        .mended = 402,
        .factor = 10},
       "bed days",
       "4020 bed days looks like ten times the usual 388.4 to 412.3 bed days. Was 402 bed days "
       "meant?"},
      {"AHundredth",
       {.kind = SlipKind::kPart,
        .value = 0.04,
        .usual_lower = 3.1,
        .usual_upper = 5.2,
        .usual = 4,
        .points = 24,
        .mended = 4,
        .factor = 0.01},
       "",
       "0.04 looks like a hundredth of the usual 3.1 to 5.2. Was 4 meant?"},
      {"Fraction",
       {.kind = SlipKind::kFractionForPercent,
        .value = 0.93,
        .points = 24,
        .mended = 93,
        .factor = 0.01},
       "%",
       "0.93 % looks like a fraction where a percentage is expected. Was 93 % meant?"},
      {"Percent",
       {.kind = SlipKind::kPercentForFraction,
        .value = 93,
        .points = 24,
        .mended = 0.93,
        .factor = 100},
       "",
       "93 looks like a percentage where a fraction is expected. Was 0.93 meant?"},
      {"OtherUnit",
       {.kind = SlipKind::kOtherUnit,
        .value = 35100,
        .usual_lower = 300,
        .usual_upper = 400,
        .usual = 350,
        .points = 24,
        .mended = 351,
        .factor = 100,
        .between = "pence and pounds"},
       "pounds",
       "35100 pounds is far from the usual 300 to 400 pounds, by the factor between pence and "
       "pounds. Was 351 pounds meant?"},
      {"WrongSign",
       {.kind = SlipKind::kWrongSign,
        .value = -402,
        .usual_lower = 388,
        .usual_upper = 412,
        .usual = 400,
        .points = 24,
        .mended = 402},
       "people",
       "-402 people has the other sign than the usual 388 to 412 people. Was 402 people "
       "meant?"},
      {"Copy",
       {.kind = SlipKind::kCopy,
        .value = 402,
        .usual_lower = 388,
        .usual_upper = 412,
        .usual = 400,
        .points = 24},
       "people",
       "402 people is exactly the figure of the period before, and this series hardly ever repeats "
       "itself. Is it right?"},
      {"APart",
       {.kind = SlipKind::kMultiple,
        .part = FigurePart::kDenominator,
        .value = 4000,
        .usual_lower = 388,
        .usual_upper = 412,
        .usual = 400,
        .points = 24,
        .mended = 400,
        .factor = 10},
       "%",
       "The denominator 4000 looks like ten times the usual 388 to 412. Was 400 meant?"},
      {"AConstant",
       {.value = 9, .usual_lower = 16, .usual_upper = 16, .usual = 16, .points = 24},
       "beds",
       "9 beds is far from the usual 16 beds. Is it right?"}};
  return kCases;
}

INSTANTIATE_TEST_SUITE_P(AllKinds, SlipWordsTest, testing::ValuesIn(SlipWordsCases()),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace trustwatch::stats
