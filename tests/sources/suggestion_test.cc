#include "collectors/sources/suggestion.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace trustwatch::sources {
namespace {

constexpr std::array<std::string_view, 4> kWords = {"organisation", "indicator", "period", "value"};

TEST(SuggestionTest, ASlipOrTwoOfTheFingersIsUnderstood) {
  EXPECT_EQ(Nearest("organization", kWords), "organisation");
  EXPECT_EQ(Nearest("indcator", kWords), "indicator");
  EXPECT_EQ(Nearest("perriod", kWords), "period");
  EXPECT_EQ(Nearest("vaule", kWords), "value");
  EXPECT_EQ(Nearest("value", kWords), "value");
}

TEST(SuggestionTest, AnotherWordIsNotTakenForOneOfOurs) {
  EXPECT_EQ(Nearest("colour", kWords), std::nullopt);
  EXPECT_EQ(Nearest("v", kWords), std::nullopt);
  EXPECT_EQ(Nearest("", kWords), std::nullopt);
  EXPECT_EQ(Nearest(std::string(5000, 'v'), kWords), std::nullopt);
}

TEST(SuggestionTest, TheNearestOfTwoWins) {
  constexpr std::array<std::string_view, 2> kTwo = {"first_day", "first_days"};
  EXPECT_EQ(Nearest("first_dayss", kTwo), "first_days");
}

}  // namespace
}  // namespace trustwatch::sources
