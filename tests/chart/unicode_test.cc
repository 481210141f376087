#include "daemon/chart/unicode.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/chart/text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/chart/random_charts.h"
#include "tests/chart/samples.h"

namespace trustwatch::chart {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  EXPECT_EQ(text, "") << "the last line has no line feed";
  return lines;
}

// Without the escape sequences of colours.
std::string Plain(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    if (text.starts_with("\x1b[")) {
      text.remove_prefix(text.find('m') + 1);
      continue;
    }
    plain.push_back(text.front());
    text.remove_prefix(1);
  }
  return plain;
}

void ExpectFits(const std::string& text, const UnicodeOptions& options) {
  const std::vector<std::string> lines = LinesOf(text);
  ASSERT_LE(lines.size(), static_cast<std::size_t>(options.rows)) << text;
  for (const std::string& line : lines) {
    const std::string plain = Plain(line);
    const std::u32string characters = Characters(plain);
    ASSERT_LE(characters.size(), static_cast<std::size_t>(options.columns)) << text;
    ASSERT_EQ(ToUtf8(characters), plain) << "a control character, or no UTF-8: " << text;
    if (options.ascii) {
      ASSERT_EQ(characters.size(), plain.size()) << text;
    }
  }
}

// Eight rows are 32 dots; on the axis of -10 to 10 a value is (10 - value) / 20 x 31 dots down, and
// four dots are a row: 4 is at dot 9 in row 2, 2 at dot 12 in row 3, the mean 8/3 at dot 11 in row
// 2, the limits 8/3 -/+ 5.32 at dots 3 and 20 in rows 0 and 5, zero at dot 16 in row 4.
TEST(UnicodeTest, ASmallChart) {
  const ChartInput input = Judge({.values = {2, 4, 2}, .unit = "", .decimals = 0});
  EXPECT_EQ("\n" + DrawUnicode(input, {.columns = 60, .rows = 14}), R"(
Crisis line answered
 10 ┤···············
    │
    │──⢀⣀⡠⠤⠔•⠤⠤⣀⣀───
    │ •⠁         ⠉•
  0 ┤
    │···············
    │
-10 ┤
    └─┬───────────┬─
  Apr 2024    Jun 2024
• Common cause   ── Mean 3   ·· Provisional limits -3 to 8
No change beyond chance: Jun 2024 is within the expected
range, -3 to 8. Limits are provisional: 3 points.
)");
}

TEST(UnicodeTest, TheSameInAscii) {
  const ChartInput input = Judge({.values = {2, 4, 2}, .unit = "", .decimals = 0});
  EXPECT_EQ("\n" + DrawUnicode(input, {.columns = 60, .rows = 14, .ascii = true}), R"(
Crisis line answered
 10 +~~~~~~~~~~~~~~~
    |
    |==.....o....===
    | o.         .o
  0 +
    |~~~~~~~~~~~~~~~
    |
-10 +
    +-+-----------+-
  Apr 2024    Jun 2024
o Common cause   == Mean 3   ~~ Provisional limits -3 to 8
No change beyond chance: Jun 2024 is within the expected
range, -3 to 8. Limits are provisional: 3 points.
)");
}

// A step change before row 3, no figure in row 4, a note at row 3, and a target.
TEST(UnicodeTest, AChartWithAllThatMayHappen) {
  ChartInput input = Judge({.values = {2, 4, 2, 9, 8, 7, 8},
                            .known = {1, 1, 1, 1, 0, 1, 1},
                            .group_starts = {3},
                            .target = 6,
                            .unit = "",
                            .decimals = 0});
  input.notes = {{3, "New ward"}};
  EXPECT_EQ("\n" + DrawUnicode(input, {.columns = 60, .rows = 18}), R"(
Crisis line answered
 20 ┤                ┊
    │                ┊
 10 ┤                ┊··•···················
    │════════════════┊══════════════•⠒⠒⠊⠉⠉•═
    │─•⣀⠤⠤⠤⠒•⠢⠤⠤⢄⣀•──┊
  0 ┤················┊
    │                ┊
-10 ┤                ┊
    └─┬───────────┬─────1─────?───────────┬─
  Apr 2024    Jun 2024    Aug 2024    Oct 2024
• Common cause   ? No figure   ── Mean 8
·· Provisional limits 5 to 11   ══ Target 6   ┊ Step change
No change beyond chance: Oct 2024 is within the expected
range, 5 to 11. The target of 6 will sometimes be met and
sometimes missed. Limits are provisional: 3 points.
The vertical axis runs from -10 to 20.
Note 1, Jul 2024: New ward
)");
}

// Eight rows are 32 dots; on the axis of 0 to 10 a value v is (10 - v) / 10 x 31 dots down: 8 is at
// dot 6 in row 1, 7 at 9 in row 2, 6 at 12 in row 3, the mean 4 at 19 in row 4, 2 at 25 in row 6, 0
// at 31 in row 7. Figures are 6 columns apart from column 1 on, and lines begin half the way.
TEST(UnicodeTest, LimitsThatMoveAreDrawnWhereTheyStand) {
  ChartInput input = Judge({.values = {3, 5, 3, 5}, .unit = "", .decimals = 0});
  input.lines = MovingLines();
  input.sentence = "Where lines move.";
  EXPECT_EQ("\n" + DrawUnicode(input, {.columns = 60, .rows = 14, .ascii = true}), R"(
Crisis line answered
10 +
   |    ~~~~~~~~~~~~
   |                ~~~~~
   |~~~~
 5 +====...o...=====...o=
   | o..      ...o..
   |~~~~
 0 +    ~~~~~~~~~~~~
   +-------+-----------+-
       May 2024    Jul 2024
o Common cause   == Mean 4   ~~ Provisional limits to 7
Where lines move.
The vertical axis runs from 0 to 10.
)");
}

TEST(UnicodeTest, RemarksAreLinesBelowTheSentenceWhereThereIsRoom) {
  ChartInput input = Judge({.values = {2, 4, 2}});
  input.remarks = {"It will be met in June.", "It drifts."};
  const std::string text = DrawUnicode(input, {.columns = 200, .rows = 24});
  EXPECT_THAT(text, HasSubstr(input.sentence + "\nIt will be met in June.\nIt drifts.\n"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 24);
  // Title, two of floor, legend and sentence leave 8 of 13 rows, which the plot needs.
  const std::string low = DrawUnicode(input, {.columns = 200, .rows = 13});
  EXPECT_THAT(low, HasSubstr(input.sentence));
  EXPECT_THAT(low, Not(HasSubstr("drifts")));
  EXPECT_EQ(DrawUnicode(input, {.columns = 200, .rows = 4}),
            "Crisis line answered\n" + input.sentence + "\nIt will be met in June.\nIt drifts.\n");
}

TEST(UnicodeTest, OneRowIsTheSentence) {
  const ChartInput input = Judge({.values = {2, 4, 2}});
  EXPECT_EQ(DrawUnicode(input, {.columns = 200, .rows = 1}), input.sentence + "\n");
  EXPECT_EQ(DrawUnicode(input, {.columns = 20, .rows = 1}), "No change beyond ch\u2026\n");
  EXPECT_EQ(DrawUnicode(input, {.columns = 20, .rows = 1, .ascii = true}),
            "No change beyond ...\n");
}

TEST(UnicodeTest, ASeriesWithoutFiguresIsInWordsOnly) {
  EXPECT_EQ(DrawUnicode(Judge({}), {}), "Crisis line answered\nThere are no figures.\n");
}

TEST(UnicodeTest, OfALongSeriesTheLatestAreDrawn) {
  std::vector<double> values(500, 5);
  values[0] = 900;
  const std::string text = DrawUnicode(Judge({.values = values, .unit = ""}), {.rows = 24});
  EXPECT_THAT(text, HasSubstr("of 500 periods are shown."));
  EXPECT_THAT(text, Not(HasSubstr("Apr 2024 "))) << "the first row is not among the latest";
  EXPECT_THAT(text, HasSubstr("Nov 2065"));
}

TEST(UnicodeTest, ColoursAreNeverTheOnlySign) {
  const ChartInput input = Judge({.values = {1, 2, 3, 4, 5, 6, 7, 8}});
  const std::string coloured = DrawUnicode(input, {.ansi_colour = true});
  EXPECT_THAT(coloured, HasSubstr("\x1b[38;5;39m\u25b2\x1b[0m"));
  EXPECT_EQ(Plain(coloured), DrawUnicode(input, {}));
  EXPECT_THAT(DrawUnicode(input, {}), Not(HasSubstr("\x1b")));
}

TEST(UnicodeTest, TheMarkTellsImprovementConcernAndNeitherApart) {
  Sample sample{.values = {1, 2, 3, 4, 5, 6, 7, 8}};
  EXPECT_THAT(DrawUnicode(Judge(sample), {}), HasSubstr("\u25b2 Improvement"));
  sample.better = stats::Better::kLower;
  EXPECT_THAT(DrawUnicode(Judge(sample), {}), HasSubstr("\u25a0 Concern"));
  sample.better = stats::Better::kNeither;
  EXPECT_THAT(DrawUnicode(Judge(sample), {}), HasSubstr("\u25c6 Change, neither better nor worse"));
  sample = {.values = {8, 7, 6, 5, 4, 3, 2, 1}, .better = stats::Better::kLower};
  EXPECT_THAT(DrawUnicode(Judge(sample), {}), HasSubstr("\u25bc Improvement"));
}

class HardText : public testing::TestWithParam<NamedChart> {};

TEST_P(HardText, FitsEveryTerminal) {
  for (const int columns : {1, 2, 13, 20, 40, 80, 300}) {
    for (const int rows : {1, 2, 5, 10, 20, 60}) {
      for (const bool ascii : {false, true}) {
        const UnicodeOptions options{.columns = columns, .rows = rows, .ascii = ascii};
        ExpectFits(DrawUnicode(GetParam().input, options), options);
        if (HasFatalFailure()) return;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, HardText, testing::ValuesIn(HardCharts()),
                         [](const auto& test) { return test.param.name; });

TEST(UnicodeTest, RandomChartsFitEveryTerminal) {
  constexpr std::uint64_t kSeed = 20'240'402;
  RandomCharts charts(kSeed);
  for (int round = 0; round < 1000; ++round) {
    SCOPED_TRACE(testing::Message() << "seed " << kSeed << ", round " << round);
    const UnicodeOptions options{.columns = static_cast<int>(1 + charts.Below(120)),
                                 .rows = static_cast<int>(1 + charts.Below(40)),
                                 .ansi_colour = charts.Below(2) == 0,
                                 .ascii = charts.Below(2) == 0};
    ExpectFits(DrawUnicode(charts.Next(), options), options);
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace trustwatch::chart
