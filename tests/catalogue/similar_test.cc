#include "daemon/catalogue/similar.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::catalogue {
namespace {

TEST(Similar, TakesTheNearestWithinAThirdOfTheLetters) {
  const std::vector<std::string> ids = {"tt_access", "tt_6wk", "eip_2wk"};
  EXPECT_EQ(MostSimilar("tt_acces", ids), "tt_access");  // 1 of 8 letters
  EXPECT_EQ(MostSimilar("tt_aces", ids), "tt_access");   // 2 of 7
  EXPECT_EQ(MostSimilar("tt_26wk", ids), "tt_6wk");      // 1, where eip_2wk is 4
  EXPECT_EQ(MostSimilar("tt_a", ids), "");               // 5 of 4
  EXPECT_EQ(MostSimilar("bed_days", ids), "");           // nothing alike
  EXPECT_EQ(MostSimilar("", ids), "");
  EXPECT_EQ(MostSimilar("tt_access", {}), "");
}

TEST(Similar, GivesTheFirstOfEquals) { EXPECT_EQ(MostSimilar("cat", {"bat", "car"}), "bat"); }

TEST(Similar, AsksOrSaysOtherwise) {
  EXPECT_EQ(DidYouMean("conut", {"count"}, "x"), "did you mean count?");  // a swap is one slip
  EXPECT_EQ(DidYouMean("coats", {"count"}, "x"), "x");                    // 3 of 5 letters: too far
  EXPECT_EQ(DidYouMean("countt", {"count"}, "x"), "did you mean count?");
}

}  // namespace
}  // namespace trustwatch::catalogue
