#include "daemon/http/json.h"

#include <string>

#include "gtest/gtest.h"

namespace trustwatch::http {
namespace {

std::string Json(std::string_view text) {
  std::string json;
  AppendJson(text, json);
  return json;
}

TEST(Json, WhatJsonHasSignsForIsEscaped) {
  EXPECT_EQ(Json(""), R"("")");
  EXPECT_EQ(Json("RX4"), R"("RX4")");
  EXPECT_EQ(Json("say \"no\" to \\"), R"("say \"no\" to \\")");
  EXPECT_EQ(Json("a\nb\tc\x01"), R"("a\nb\tc\u0001")");
  EXPECT_EQ(Json(std::string_view("\0", 1)), R"("\u0000")");
}

TEST(Json, OtherAlphabetsStayAndBrokenBytesAreMended) {
  EXPECT_EQ(Json("Ynys Môn"), "\"Ynys Môn\"");
  EXPECT_EQ(Json("a\xff"
                 "b"),
            "\"a\xef\xbf\xbd"
            "b\"");
}

}  // namespace
}  // namespace trustwatch::http
