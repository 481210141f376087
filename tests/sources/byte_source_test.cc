#include "collectors/sources/byte_source.h"

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::sources {
namespace {

using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::TemporaryFolder;

std::string Gzip(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string input(text);
  std::string packed(deflateBound(&stream, input.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

absl::StatusOr<std::string> All(ByteSource& source, std::size_t at_a_time = 1000) {
  std::string all;
  for (;;) {
    std::string part(at_a_time, '\0');
    const absl::StatusOr<std::size_t> count = source.Read(part.data(), part.size());
    if (!count.ok()) return count.status();
    if (*count == 0) return all;
    all += part.substr(0, *count);
  }
}

absl::StatusOr<std::string> AllOf(std::string bytes, std::size_t at_a_time = 1000) {
  return All(*OpenText(std::move(bytes)), at_a_time);
}

std::string Long() {
  std::string text;
  for (int i = 0; text.size() < 1'000'000; ++i) text += std::to_string(i * 7919) + ",";
  return text;
}

TEST(ByteSourceTest, PlainBytesPassUnchanged) {
  for (const std::string& text : {std::string(), std::string("a"), std::string("\x1F"), Long()}) {
    EXPECT_EQ(testing::Value(AllOf(text)), text);
    EXPECT_EQ(testing::Value(AllOf(text, 1)), text);
  }
}

TEST(ByteSourceTest, GzipIsKnownByItsBytesAndUnpacked) {
  EXPECT_EQ(testing::Value(AllOf(Gzip(Long()))), Long());
  EXPECT_EQ(testing::Value(AllOf(Gzip(""))), "");
}

TEST(ByteSourceTest, AGzipOfSeveralMembersIsReadToItsEnd) {
  EXPECT_EQ(testing::Value(AllOf(Gzip("one,") + Gzip("") + Gzip("two"), 1)), "one,two");
}

TEST(ByteSourceTest, ADamagedGzipIsAnErrorWhereverItIsCut) {
  const std::string packed = Gzip("indicator,value\nbeds,12\n");
  for (std::size_t size = 2; size < packed.size(); ++size) {
    EXPECT_THAT(AllOf(packed.substr(0, size)), HasReason("FILE_BROKEN")) << size;
  }
  std::string flipped = packed;
  flipped[flipped.size() - 6] ^= 1;  // the checksum
  EXPECT_THAT(AllOf(flipped), IsError(absl::StatusCode::kInvalidArgument,
                                      HasSubstr("fetch or pack the file again")));
  EXPECT_THAT(AllOf(packed + "tail"), HasReason("FILE_BROKEN"));
}

TEST(ByteSourceTest, AFileIsReadAndItsSizeKnown) {
  const TemporaryFolder folder;
  const std::string packed = Gzip(Long());
  auto file = OpenFile(folder.Write("data.csv", packed));
  ASSERT_THAT(file, testing::IsOk());
  EXPECT_EQ(testing::Value(All(**file)), Long());
  EXPECT_EQ((*file)->progress().bytes_read, static_cast<std::int64_t>(packed.size()));
  EXPECT_EQ((*file)->progress().bytes_total, static_cast<std::int64_t>(packed.size()));
}

TEST(ByteSourceTest, WhatCannotBeOpenedIsNamed) {
  const TemporaryFolder folder;
  EXPECT_THAT(OpenFile(folder.path() / "none.csv"),
              IsError(absl::StatusCode::kNotFound, HasSubstr("none.csv cannot be opened")));
  EXPECT_THAT(OpenFile(folder.path()), HasReason("FILE_UNREADABLE"));
}

}  // namespace
}  // namespace trustwatch::sources
