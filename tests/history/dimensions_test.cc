#include "daemon/history/dimensions.h"

#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::history {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Dimension> Of(const std::vector<std::string_view>& breakdowns) {
  return DimensionsOf(breakdowns);
}

TEST(Dimensions, TheWholeAloneHasNone) {
  EXPECT_THAT(Of({}), IsEmpty());
  EXPECT_THAT(Of({""}), IsEmpty());
}

TEST(Dimensions, PartsOfOneStandTogetherAndTheWholeIsTheirTotal) {
  EXPECT_THAT(Of({"sex:f", "age:under18", "", "sex:m", "age:over18"}),
              ElementsAre(Dimension{.parts = {1, 4}, .totals = {2}},
                          Dimension{.parts = {0, 3}, .totals = {2}}));
}

TEST(Dimensions, WithoutTheWholeThereIsNoTotal) {
  EXPECT_THAT(Of({"sex:f", "sex:m"}), ElementsAre(Dimension{.parts = {0, 1}, .totals = {}}));
}

TEST(Dimensions, ThePartsOfAPartHaveItAndTheWholeAsTotals) {
  EXPECT_THAT(Of({"", "age:under18", "age:under18:sex:f", "age:under18:sex:m", "age:under1"}),
              ElementsAre(Dimension{.parts = {1, 4}, .totals = {0}},
                          Dimension{.parts = {2, 3}, .totals = {0, 1}}));
}

TEST(Dimensions, NamesWithoutAColonAreOneDimension) {
  EXPECT_THAT(Of({"", "acute", "adult"}), ElementsAre(Dimension{.parts = {1, 2}, .totals = {0}}));
}

}  // namespace
}  // namespace trustwatch::history
