#include "daemon/http/page_body.h"

#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "daemon/http/deflated.h"
#include "gtest/gtest.h"
#include "tests/http/gunzip.h"

namespace trustwatch::http {
namespace {

PageBody BodyOf(const std::vector<std::string>& texts, Coding coding) {
  Deflater deflater;
  PageBody body(coding);
  for (const std::string& text : texts) {
    body.Add(std::make_shared<const Run>(coding == Coding::kGzip
                                             ? deflater.Deflate(text)
                                             : Run{.bytes = text, .plain_size = text.size()}));
  }
  body.Finish();
  return body;
}

TEST(PageBodyTest, RunsComeOutAsOneTextInEitherCoding) {
  const std::vector<std::vector<std::string>> cases = {
      {},
      {""},
      {"one line\n"},
      {"a\n", "", "b\n", std::string(200'000, 'c'), "d"},
      {std::string(65'536, 'x')},
      {std::string(65'535, 'x'), "y", std::string(65'537, 'z')},
      {std::string("\0\xFF\x1F\x8B", 4), "\n"}};
  for (const auto& texts : cases) {
    std::string whole;
    for (const std::string& text : texts) whole += text;
    const PageBody plain = BodyOf(texts, Coding::kIdentity);
    EXPECT_EQ(plain.Joined(), whole);
    EXPECT_EQ(plain.size(), whole.size());
    const PageBody zipped = BodyOf(texts, Coding::kGzip);
    EXPECT_EQ(testing::Gunzip(zipped.Joined()), whole);
    EXPECT_EQ(zipped.size(), zipped.Joined().size());
  }
}

TEST(PageBodyTest, NoiseSurvivesDeflating) {
  const auto seed = std::random_device()();
  std::cout << "seed " << seed << '\n';
  std::mt19937_64 random(seed);
  for (int round = 0; round < 50; ++round) {
    std::vector<std::string> texts;
    std::string whole;
    for (std::size_t i = random() % 5; i > 0; --i) {
      std::string text(random() % 150'000, ' ');
      const std::uint64_t variety = random() % 255 + 1;
      for (char& c : text) c = static_cast<char>(random() % variety);
      whole += text;
      texts.push_back(std::move(text));
    }
    ASSERT_EQ(testing::Gunzip(BodyOf(texts, Coding::kGzip).Joined()), whole);
  }
}

TEST(PageBodyTest, SmallRunsAreWrittenTogetherAndInOrder) {
  const std::vector<std::string> texts(100'000, "0123456789");
  const PageBody body = BodyOf(texts, Coding::kIdentity);
  std::string all;
  int writes = 0;
  EXPECT_TRUE(body.WriteTo([&](std::string_view bytes) {
    all += bytes;
    ++writes;
    return true;
  }));
  EXPECT_EQ(all, body.Joined());
  EXPECT_LE(writes, 16) << "a million bytes, 65,536 at a time";
}

TEST(PageBodyTest, AWriteThatFailsIsTheLast) {
  const PageBody body =
      BodyOf({std::string(70'000, 'a'), "b", std::string(70'000, 'c')}, Coding::kIdentity);
  int writes = 0;
  EXPECT_FALSE(body.WriteTo([&writes](std::string_view) { return ++writes < 2; }));
  EXPECT_EQ(writes, 2);
}

TEST(PageBodyTest, FiguresAreDeflatedToAFraction) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    text += "trustwatch_indicator_latest_value{org=\"XA1\",indicator=\"i" + std::to_string(i) +
            "\"} " + std::to_string(i * 7 % 1000) + "\n";
  }
  EXPECT_LT(Deflater().Deflate(text).bytes.size(), text.size() / 5);
}

}  // namespace
}  // namespace trustwatch::http
