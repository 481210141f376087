#include "daemon/rpc/page.h"

#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::rpc {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::Value;

const std::vector<std::string> kScope = {"ListThings", "RX4"};

TEST(PageSize, IsTheStandardForZeroAndTheMaximumAtMost) {
  const PageSizes sizes{.standard = 100, .maximum = 1'000};
  EXPECT_EQ(Value(PageSize(0, sizes)), 100);
  EXPECT_EQ(Value(PageSize(1, sizes)), 1);
  EXPECT_EQ(Value(PageSize(1'000, sizes)), 1'000);
  EXPECT_EQ(Value(PageSize(1'001, sizes)), 1'000);
  EXPECT_EQ(Value(PageSize(2'147'483'647, sizes)), 1'000);
}

TEST(PageSize, NegativeIsRefusedWithWhatToGiveInstead) {
  for (const int size : {-1, -2'147'483'647}) {
    const auto refused = PageSize(size, {.standard = 100, .maximum = 1'000});
    EXPECT_THAT(refused, HasReason("PAGE_SIZE_NEGATIVE"));
    EXPECT_THAT(refused, IsError(absl::StatusCode::kInvalidArgument,
                                 AllOf(HasSubstr(std::to_string(size)),
                                       HasSubstr("give 1 to 1000, or 0 for 100"))));
  }
}

TEST(PageToken, ReadsBackThePositionItWasMadeFor) {
  for (const std::string position : {"a", "RX4",
                                     "2026-04-30\x1f"
                                     "calls",
                                     "\xc3\xa9"}) {
    EXPECT_EQ(Value(ReadPageToken(kScope, MakePageToken(kScope, position))), position);
  }
}

TEST(PageToken, EmptyAsksForTheFirstPage) { EXPECT_EQ(Value(ReadPageToken(kScope, "")), ""); }

TEST(PageToken, IsRefusedForAnyOtherRequest) {
  const std::string token = MakePageToken(kScope, "position");
  for (const std::vector<std::string>& other :
       std::vector<std::vector<std::string>>{{},
                                             {"ListThings"},
                                             {"ListThings", "RX5"},
                                             {"ListOthers", "RX4"},
                                             {"ListThingsRX4"},
                                             {"ListThings", "RX4", ""}}) {
    EXPECT_THAT(ReadPageToken(other, token), HasReason("PAGE_TOKEN_MALFORMED"));
  }
}

TEST(PageToken, IsRefusedWhenAnybodyChangedIt) {
  const std::string token = MakePageToken(kScope, "position");
  std::vector<std::string> bad = {"x",
                                  "!!!!",
                                  "AAAAAAAAAAA",
                                  "0",
                                  token + "AA",
                                  token.substr(0, token.size() - 2),
                                  std::string(100'000, 'A')};
  for (std::size_t i = 0; i + 1 < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    bad.push_back(changed);
  }
  for (const std::string& text : bad) {
    const auto refused = ReadPageToken(kScope, text);
    EXPECT_THAT(refused, HasReason("PAGE_TOKEN_MALFORMED")) << text.substr(0, 100);
    EXPECT_LT(refused.status().message().size(), 400U);
  }
}

TEST(PageToken, RefusalSaysWhatToDo) {
  EXPECT_THAT(ReadPageToken(kScope, "x"),
              IsError(absl::StatusCode::kInvalidArgument,
                      AllOf(HasSubstr("page_token \"x\""), HasSubstr("leave it empty"))));
}

// All pages of `items` of that size, and the positions between them.
std::vector<std::vector<std::string>> PagesOf(const std::vector<std::string>& items, int size) {
  std::vector<std::vector<std::string>> pages;
  std::string position;
  do {
    const auto page = TakePage(std::span<const std::string>(items), position, size,
                               [](const std::string& item) { return item; });
    pages.emplace_back(page.items.begin(), page.items.end());
    position = page.next_position;
  } while (!position.empty());
  return pages;
}

TEST(TakePage, PagesTogetherAreTheListInItsOrder) {
  const std::vector<std::string> items = {"a", "b", "c", "d"};
  EXPECT_THAT(PagesOf(items, 1),
              ElementsAre(ElementsAre("a"), ElementsAre("b"), ElementsAre("c"), ElementsAre("d")));
  EXPECT_THAT(PagesOf(items, 3), ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("d")));
  EXPECT_THAT(PagesOf(items, 4), ElementsAre(ElementsAre("a", "b", "c", "d")));
  EXPECT_THAT(PagesOf(items, 5), ElementsAre(ElementsAre("a", "b", "c", "d")));
  EXPECT_THAT(PagesOf({}, 5), ElementsAre(IsEmpty()));
}

TEST(TakePage, WhatLeavesOrJoinsTheListNeitherRepeatsNorSkipsWhatStays) {
  const std::vector<std::string> later = {"a", "b2", "c", "d"};  // b has left, b2 has joined
  const auto page = TakePage(std::span<const std::string>(later), "b", 2,
                             [](const std::string& item) { return item; });
  EXPECT_THAT(page.items, ElementsAre("b2", "c"));
  EXPECT_EQ(page.next_position, "c");
}

}  // namespace
}  // namespace trustwatch::rpc
