#include "daemon/base/digest.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace trustwatch::base {
namespace {

TEST(Digest, OfNothingIsThatOfSha256) {
  // FIPS 180-4: SHA-256 of the empty message.
  EXPECT_EQ(Hex(Digest().Finish()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, IsSha256OverFieldsWithTheirSizes) {
  // Eight bytes that hold 0: SHA-256 of 00 00 00 00 00 00 00 00, as sha256sum gives it.
  Digest digest;
  digest.Add(std::int64_t{0});
  EXPECT_EQ(Hex(digest.Finish()),
            "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc");
}

TEST(Digest, FieldsAreFramed) {
  const auto of = [](std::string_view a, std::string_view b) {
    Digest digest;
    digest.Add(a);
    digest.Add(b);
    return digest.Finish();
  };
  const std::set<std::string> digests = {of("ab", "c"), of("a", "bc"), of("abc", ""),
                                         of("", "abc")};
  EXPECT_EQ(digests.size(), 4U);
}

TEST(Digest, ZeroAndNegativeZeroDiffer) {
  const auto of = [](double number) {
    Digest digest;
    digest.Add(number);
    return digest.Finish();
  };
  EXPECT_NE(of(0.0), of(-0.0));
  EXPECT_EQ(of(62.5), of(62.5));
}

TEST(Digest, DoesNotDependOnHowFieldsMeetItsBuffer) {
  // 10,000 bytes pass a buffer of 4,096 in one field; sizes near its border pass it in many ways.
  for (const std::size_t size : {4079U, 4080U, 4087U, 4088U, 4089U, 4096U, 4097U, 10000U}) {
    Digest first;
    first.Add(std::string(size, 'x'));
    Digest second;
    second.Add(std::string(size, 'x'));
    EXPECT_EQ(first.Finish(), second.Finish());
    Digest other;
    other.Add(std::string(size - 1, 'x') + 'y');
    Digest same;
    same.Add(std::string(size, 'x'));
    EXPECT_NE(other.Finish(), same.Finish()) << "the last byte of " << size << " is not hashed";
  }
}

TEST(Hex, WritesTwoDigitsAByte) {
  EXPECT_EQ(Hex(std::string("\x00\x0f\xa0\xff", 4)), "000fa0ff");
  EXPECT_EQ(Hex(""), "");
}

}  // namespace
}  // namespace trustwatch::base
