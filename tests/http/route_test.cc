#include "daemon/http/route.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Route Named(std::string path, std::vector<std::string> methods = {"GET"}) {
  return {.path = std::move(path),
          .methods = std::move(methods),
          .what = "a test",
          .handle = [](const httplib::Request&, const Exchange&, httplib::Response&) {}};
}

TEST(RouteTest, APathIsFoundWholeOrNotAtAll) {
  const Routes routes(
      {Named("/a/{x}"), Named("/a/b"), Named("/a/{x}/values"), Named("/"), Named("/{x}/{y}/z")});
  struct Case {
    const char* path;
    const char* found;  // empty: none
    std::vector<std::string> segments;
  };
  const std::vector<Case> cases = {{"/", "/", {}},
                                   {"/a/b", "/a/b", {}},  // not /a/{x}
                                   {"/a/c", "/a/{x}", {"c"}},
                                   {"/a/c d\n", "/a/{x}", {"c d\n"}},
                                   {"/a/{x}", "/a/{x}", {"{x}"}},
                                   {"/a/c/values", "/a/{x}/values", {"c"}},
                                   {"/q/r/z", "/{x}/{y}/z", {"q", "r"}},
                                   {"", "", {}},
                                   {"//", "", {}},
                                   {"/a", "", {}},
                                   {"/a/", "", {}},
                                   {"/a//values", "", {}},
                                   {"/a/c/", "", {}},
                                   {"/a/c/values/", "", {}},
                                   {"/a/c/values/d", "", {}},
                                   {"a/b", "", {}},
                                   {"/A/b", "", {}}};
  for (const Case& c : cases) {
    const Routes::Found found = routes.Find(c.path);
    EXPECT_EQ(found.route == nullptr ? "" : found.route->path, c.found) << c.path;
    EXPECT_EQ(found.segments, c.segments) << c.path;
  }
}

TEST(RouteTest, HeadGoesWithGet) {
  const Route get = Named("/a");
  const Route both = Named("/b", {"GET", "POST"});
  const Route post = Named("/c", {"POST"});
  EXPECT_EQ(AllowedMethods(get), "GET, HEAD");
  EXPECT_EQ(AllowedMethods(both), "GET, HEAD, POST");
  EXPECT_EQ(AllowedMethods(post), "POST");
  EXPECT_TRUE(Allows(get, "HEAD"));
  EXPECT_TRUE(Allows(both, "POST"));
  EXPECT_FALSE(Allows(get, "POST"));
  EXPECT_FALSE(Allows(post, "GET"));
  EXPECT_FALSE(Allows(post, "HEAD"));
  EXPECT_FALSE(Allows(get, "get"));
}

TEST(RouteTest, TheListSaysEverythingThatThereIs) {
  const Routes routes({Named("/b", {"POST"}), Named("/a")});
  EXPECT_EQ(routes.list(), "  /a (GET, HEAD): a test\n  /b (POST): a test\n");
}

TEST(RouteDeathTest, MistakesOfOursEndTheProcessAtOnce) {
  EXPECT_DEATH(Routes({Named("/a"), Named("/a", {"POST"})}), "we believed");
  EXPECT_DEATH(Routes({Named("a")}), "we believed");
  EXPECT_DEATH(Routes({Named("/a", {})}), "we believed");
  EXPECT_DEATH(Routes({Named("/a", {"OPTIONS"})}), "we believed");
  Route mute = Named("/a");
  mute.handle = nullptr;
  EXPECT_DEATH(Routes({mute}), "we believed");
}

}  // namespace
}  // namespace trustwatch::http
