#include "daemon/chart/svg.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/chart/random_charts.h"
#include "tests/chart/samples.h"
#include "tests/chart/xml_elements.h"

namespace trustwatch::chart {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// The data of the paths that are the process line, one for each group.
std::vector<std::string> ProcessLines(const std::string& svg) {
  std::vector<std::string> lines;
  const std::vector<XmlElement> elements = ReadXml(svg).value();
  for (const XmlElement& element : elements) {
    if (element.name != "path" || !element.attributes.contains("stroke-width")) continue;
    if (element.attributes.at("stroke") == "#a6a6a6") lines.push_back(element.attributes.at("d"));
  }
  return lines;
}

std::size_t Count(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

// Ends the test unless `svg` is well-formed and all of it is inside the view box.
void ExpectInside(const std::string& svg, const SvgOptions& options) {
  const std::optional<std::vector<XmlElement>> elements = ReadXml(svg);
  ASSERT_TRUE(elements.has_value()) << svg;
  for (const XmlElement& element : *elements) {
    for (const Coordinate& at : CoordinatesOf(element)) {
      ASSERT_TRUE(std::isfinite(at.value)) << svg;
      ASSERT_GE(at.value, 0) << element.name << "\n" << svg;
      ASSERT_LE(at.value, at.across ? options.width : options.height) << element.name << "\n"
                                                                      << svg;
    }
  }
}

// Mean 8/3 and limits 8/3 -/+ 5.32 make an axis of -4 to 8 in steps of 2. Characters count 7.44.
// Down: title to 32, legend 36 to 52, plot from 64; two lines of text end at 488, so they begin at
// 456 and the plot ends at 428: 12 units are 364, 2 is at 428 - 6/12 x 364 and 4 at 428 - 8/12.
// Across: "-4" and 8 right of 12 make 34.88, "Lower limit -3" and 6 left of 888 make 777.84; points
// stay 10 away from both.
TEST(SvgTest, PointsStandWhereTheyShould) {
  const std::string svg = DrawSvg(Judge({.values = {2, 4, 2}, .unit = "", .decimals = 0}), {});
  EXPECT_THAT(ProcessLines(svg), ElementsAre("M44.9 246.0L406.4 185.3L767.8 246.0"));
  EXPECT_THAT(svg, HasSubstr("<circle cx=\"406.4\" cy=\"185.3\" r=\"4.5\" fill=\"#a6a6a6\"><title>"
                             "May 2024: 4. Common cause.</title></circle>"));
  // The mean: 428 - (8/3 + 4) / 12 x 364 = 225.8, over the whole plot.
  EXPECT_THAT(svg, HasSubstr("<line x1=\"34.9\" y1=\"225.8\" x2=\"777.8\" y2=\"225.8\" "
                             "stroke=\"#000000\" stroke-width=\"1.5\"><title>Mean 3</title>"));
}

TEST(SvgTest, SaysWhatItShowsToThoseWhoDoNotSee) {
  const ChartInput input = Judge({.values = {2, 4, 2}, .unit = "", .decimals = 0});
  const std::string svg = DrawSvg(input, {});
  EXPECT_THAT(svg, StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "));
  const std::vector<XmlElement> elements = ReadXml(svg).value();
  EXPECT_EQ(elements[1].name, "title");
  EXPECT_EQ(elements[1].text, "Crisis line answered");
  EXPECT_EQ(elements[2].name, "desc");
  EXPECT_EQ(elements[2].text, input.sentence + " Upper limit 8. Mean 3. Lower limit -3.");
  EXPECT_EQ(elements[3].name, "rect");
  EXPECT_EQ(elements[3].attributes.at("fill"), "#ffffff");
  EXPECT_THAT(svg, HasSubstr(">The vertical axis runs from -4 to 8.<"));
}

TEST(SvgTest, RemarksFollowTheSentence) {
  ChartInput input = Judge({.values = {2, 4, 2}, .unit = "", .decimals = 0});
  input.remarks = {"It drifts < 3."};
  const std::string svg = DrawSvg(input, {});
  EXPECT_EQ(ReadXml(svg).value()[2].text,
            input.sentence + " It drifts &lt; 3. Upper limit 8. Mean 3. Lower limit -3.");
  EXPECT_THAT(svg, HasSubstr(">It drifts &lt; 3.</"));
}

TEST(SvgTest, TheLineBreaksAtAMissingPeriodAndAtAStepChange) {
  const std::vector<std::string> gap =
      ProcessLines(DrawSvg(Judge({.values = {1, 2, 9, 2, 1}, .known = {1, 1, 0, 1, 1}}), {}));
  ASSERT_EQ(gap.size(), 1U);
  EXPECT_EQ(Count(gap[0], "M"), 2U);
  EXPECT_EQ(Count(gap[0], "L"), 2U);
  const std::string step = DrawSvg(Judge({.values = {1, 2, 1, 8, 9}, .group_starts = {3}}), {});
  EXPECT_EQ(ProcessLines(step).size(), 2U);
  EXPECT_THAT(step, HasSubstr("<title>Step change: new mean and limits from Jul 2024.</title>"));
  EXPECT_EQ(Count(step, "<title>Mean "), 2U) << "each group has its own";
}

TEST(SvgTest, AMissingFigureIsSaidAndNotDrawnAsAValue) {
  const std::string svg = DrawSvg(Judge({.values = {1, 2, 0, 2}, .known = {1, 1, 0, 1}}), {});
  EXPECT_THAT(svg, HasSubstr("<title>Jun 2024: no figure.</title>"));
  EXPECT_THAT(svg, HasSubstr(">No figure</text>"));
  EXPECT_EQ(Count(svg, ". Common cause.</title>"), 3U);
}

// The outline of the mark at a row, without its numbers; "circle" for a circle.
std::string ShapeAt(const std::string& svg, const std::string& period) {
  const std::vector<XmlElement> elements = ReadXml(svg).value();
  for (std::size_t i = 1; i < elements.size(); ++i) {
    if (elements[i].name != "title" || !elements[i].text.starts_with(period + ": ")) continue;
    if (elements[i - 1].name != "path") return elements[i - 1].name;
    std::string shape;
    for (const char c : elements[i - 1].attributes.at("d")) {
      if (c >= 'A') shape.push_back(c);
    }
    return shape;
  }
  return "none";
}

// Thirteen figures of 10 and one of 30: mean 11.4, moving ranges 0 and once 20, 20/13 = 1.5, upper
// limit 15.5. The thirteen are a run below the mean.
TEST(SvgTest, ColourIsNeverTheOnlySign) {
  Sample sample{.values = std::vector<double>(13, 10)};
  sample.values.push_back(30);
  const std::string higher = DrawSvg(Judge(sample), {});
  EXPECT_THAT(higher, HasSubstr("fill=\"#00b0f0\"><title>May 2025: 30.0%. Improvement: above the"));
  EXPECT_THAT(higher, HasSubstr("fill=\"#e46c0a\"><title>Apr 2025: 10.0%. Concern: part of a run"));
  EXPECT_THAT(higher, HasSubstr(">Improvement</text>"));
  EXPECT_THAT(higher, HasSubstr(">Concern</text>"));
  EXPECT_EQ(ShapeAt(higher, "May 2025"), "MLHZ") << "a triangle";
  EXPECT_EQ(ShapeAt(higher, "Apr 2025"), "MHVHZ") << "a square";
  sample.better = stats::Better::kNeither;
  const std::string neither = DrawSvg(Judge(sample), {});
  EXPECT_THAT(neither, HasSubstr("fill=\"#490092\"><title>May 2025: 30.0%. Change, neither"));
  EXPECT_EQ(ShapeAt(neither, "May 2025"), "MLLLZ") << "a diamond";
  EXPECT_EQ(ShapeAt(DrawSvg(Judge({.values = {1, 2, 1}}), {}), "May 2024"), "circle");
}

TEST(SvgTest, LimitsThatMoveAreStepsAndEachSaysItsNumber) {
  ChartInput input = Judge({.values = {3, 5, 3, 5}, .unit = "", .decimals = 0});
  input.lines = MovingLines();
  const std::string svg = DrawSvg(input, {});
  EXPECT_EQ(Count(svg, "<title>Mean 4</title>"), 3U) << "one for each stretch";
  EXPECT_EQ(Count(svg, "<title>Provisional upper limit 6</title>"), 1U);
  EXPECT_EQ(Count(svg, "<title>Provisional upper limit 8</title>"), 1U);
  EXPECT_EQ(Count(svg, "<title>Provisional upper limit 7</title>"), 1U);
  EXPECT_EQ(Count(svg, "<title>Provisional lower limit "), 2U) << "none at the last row";
  EXPECT_THAT(svg, HasSubstr(">Upper limit 7</text>")) << "the latest row's";
  EXPECT_THAT(svg, Not(HasSubstr(">Lower limit ")));
  EXPECT_THAT(svg, Not(HasSubstr("Step change")));
}

TEST(SvgTest, FirmLimitsAreDashedAndTrialLimitsDotted) {
  const std::string trial = DrawSvg(Judge({.values = {2, 4, 2}}), {});
  EXPECT_THAT(trial, HasSubstr("stroke-dasharray=\"1.5 4\""));
  EXPECT_THAT(trial, HasSubstr(">Provisional limits</text>"));
  EXPECT_THAT(trial, Not(HasSubstr("stroke-dasharray=\"7 4\"")));
  const std::string firm = DrawSvg(Judge({.values = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2}}), {});
  EXPECT_THAT(firm, HasSubstr("stroke-dasharray=\"7 4\""));
  EXPECT_THAT(firm, Not(HasSubstr("rovisional")));
}

TEST(SvgTest, ATargetFarOffIsSaidInsteadOfDrawn) {
  const std::string far = DrawSvg(Judge({.values = {2, 4, 2}, .target = 95}), {});
  EXPECT_THAT(far, HasSubstr("The target, 95.0%, is above this axis."));
  EXPECT_THAT(far, Not(HasSubstr("#de1b1b")));
  EXPECT_THAT(DrawSvg(Judge({.values = {2, 4, 2}, .target = 5}), {}), HasSubstr("#de1b1b"));
}

TEST(SvgTest, TextsAreEscapedAndNothingRuns) {
  ChartInput input = Judge({.values = {1, 2, 3}});
  input.title = "<script>&";
  input.notes = {{1, "a \"b\" <c>"}};
  const std::string svg = DrawSvg(input, {});
  EXPECT_THAT(svg, HasSubstr("<title>&lt;script&gt;&amp;</title>"));
  EXPECT_THAT(svg, HasSubstr("<title>May 2024: a &quot;b&quot; &lt;c&gt;</title>"));
  EXPECT_THAT(svg, HasSubstr(">Note 1, May 2024: a &quot;b&quot; &lt;c&gt;<"));
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
}

TEST(SvgTest, ASeriesWithoutFiguresSaysSo) {
  EXPECT_THAT(DrawSvg(Judge({}), {}), HasSubstr(">No figures</text>"));
  EXPECT_THAT(DrawSvg(Judge({.values = {1}, .known = {0}}), {}), HasSubstr(">No figures</text>"));
}

TEST(SvgTest, SizesAreBroughtIntoBounds) {
  EXPECT_THAT(DrawSvg(Judge({.values = {1, 2}}), {.width = -5, .height = 0}),
              HasSubstr("viewBox=\"0 0 320 240\""));
  EXPECT_THAT(DrawSvg(Judge({.values = {1, 2}}), {.width = 1'000'000, .height = 500}),
              HasSubstr("viewBox=\"0 0 10000 500\""));
}

class HardSvg : public testing::TestWithParam<NamedChart> {};

TEST_P(HardSvg, IsWellFormedAndInsideItsBox) {
  for (const SvgOptions options : {SvgOptions{900, 500}, SvgOptions{320, 240}}) {
    const std::string svg = DrawSvg(GetParam().input, options);
    ExpectInside(svg, options);
    EXPECT_EQ(svg, DrawSvg(GetParam().input, options)) << "not the same bytes";
  }
}

INSTANTIATE_TEST_SUITE_P(All, HardSvg, testing::ValuesIn(HardCharts()),
                         [](const auto& test) { return test.param.name; });

TEST(SvgTest, RandomChartsAreWellFormedAndInsideTheirBox) {
  constexpr std::uint64_t kSeed = 20'240'401;
  RandomCharts charts(kSeed);
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE(testing::Message() << "seed " << kSeed << ", round " << round);
    const SvgOptions options = {.width = static_cast<int>(kSvgWidthMin + charts.Below(1000)),
                                .height = static_cast<int>(kSvgHeightMin + charts.Below(600))};
    ExpectInside(DrawSvg(charts.Next(), options), options);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(XmlElementsTest, WhatIsNotWellFormedIsNotRead) {
  for (const std::string_view text :
       {"", "text", "<a>", "<a></b>", "<a/><b/>", "<a b=c/>", "<a b=\"1\" b=\"2\"/>", "<a>&</a>",
        "<a>&x;</a>", "<a b=\"<\"/>", "<a>></a>", "</a>", "<a"}) {
    EXPECT_FALSE(ReadXml(text).has_value()) << text;
  }
  EXPECT_TRUE(ReadXml("<a b=\"&lt;\"><c/>&amp;</a>\n").has_value());
}

}  // namespace
}  // namespace trustwatch::chart
