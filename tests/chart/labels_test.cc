#include "daemon/chart/labels.h"

#include <cstddef>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::chart {
namespace {

using ::testing::ElementsAreArray;

// Labels of one width whose centres are `apart` from each other, the first in the middle of itself.
std::vector<Label> Labels(std::size_t count, double apart, double width) {
  std::vector<Label> labels;
  for (std::size_t i = 0; i < count; ++i) {
    labels.push_back({.centre = width / 2 + apart * static_cast<double>(i), .width = width});
  }
  return labels;
}

struct ThinningCase {
  std::string name;
  std::size_t count;
  double apart;
  double width;
  std::vector<std::size_t> rows;
};

class Thinning : public testing::TestWithParam<ThinningCase> {};

TEST_P(Thinning, KeepsTheLastAndNiceSteps) {
  const ThinningCase& c = GetParam();
  std::vector<std::size_t> rows;
  for (const PlacedLabel& place :
       PlaceLabels(Labels(c.count, c.apart, c.width), {.left = 0, .right = 1000, .gap = 2})) {
    rows.push_back(place.row);
  }
  EXPECT_THAT(rows, ElementsAreArray(c.rows));
}

// A label of 8 and the gap of 2 need 10.
INSTANTIATE_TEST_SUITE_P(All, Thinning,
                         testing::Values(ThinningCase{"None", 0, 10, 8, {}},
                                         ThinningCase{"One", 1, 10, 8, {0}},
                                         ThinningCase{"AllFit", 4, 10, 8, {0, 1, 2, 3}},
                                         ThinningCase{"EverySecond", 5, 9.9, 8, {0, 2, 4}},
                                         ThinningCase{"CountedFromTheLast", 6, 9.9, 8, {1, 3, 5}},
                                         ThinningCase{"EveryThird", 7, 4, 8, {0, 3, 6}},
                                         ThinningCase{"EveryFourth", 7, 2.5, 8, {2, 6}},
                                         ThinningCase{"SixNotFive", 13, 2, 8, {0, 6, 12}},
                                         ThinningCase{"TwelveNotSeven", 25, 1.5, 8, {0, 12, 24}},
                                         ThinningCase{"OnlyTheLast", 5, 1, 8, {4}},
                                         ThinningCase{"WiderThanTheRoom", 5, 1, 1001, {}}),
                         [](const auto& test) { return test.param.name; });

TEST(LabelsTest, AreMovedInsideTheRoom) {
  // Centred on 0 and 20 with a width of 10 they would stand at -5 and 15; the room is 0 to 22.
  const std::vector<Label> labels = {{.centre = 0, .width = 10}, {.centre = 20, .width = 10}};
  EXPECT_THAT(PlaceLabels(labels, {.left = 0, .right = 22, .gap = 2}),
              ElementsAreArray({PlacedLabel{.row = 0, .left = 0}, {.row = 1, .left = 12}}));
}

TEST(LabelsTest, OneWideLabelMakesTheStepWider) {
  std::vector<Label> labels = Labels(5, 10, 8);
  labels[2].width = 30;  // 24 +- 15 reaches over its neighbours, and over 0 and 4 with the gap
  const std::vector<PlacedLabel> places = PlaceLabels(labels, {.left = 0, .right = 50, .gap = 2});
  EXPECT_THAT(places,
              ElementsAreArray({PlacedLabel{.row = 1, .left = 10}, {.row = 4, .left = 40}}));
}

}  // namespace
}  // namespace trustwatch::chart
