#include "daemon/remote_read/snappy_stream.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "snappy.h"
#include "tests/remote_read/hex.h"

namespace trustwatch::remote_read {
namespace {

void Write(std::string_view bytes, SnappyStream& stream) {
  char* room = stream.Room(bytes.size());
  stream.Wrote(std::copy(bytes.begin(), bytes.end(), room));
}

std::string Unpacked(const std::string& packed) {
  std::string message;
  EXPECT_TRUE(snappy::Uncompress(packed.data(), packed.size(), &message));
  return message;
}

class SnappyStreamTest : public ::testing::TestWithParam<Packing> {};

TEST_P(SnappyStreamTest, NothingIsAMessageOfNoBytes) {
  SnappyStream stream(GetParam());
  const std::string packed = stream.Finish();
  EXPECT_EQ(ToHex(packed), "8080808000");
  EXPECT_EQ(Unpacked(packed), "");
}

TEST_P(SnappyStreamTest, WhatWasWrittenComesOut) {
  SnappyStream stream(GetParam());
  Write("one", stream);
  Write("", stream);
  Write(" and two", stream);
  EXPECT_EQ(stream.message_bytes(), 11U);
  EXPECT_EQ(Unpacked(stream.Finish()), "one and two");
}

TEST_P(SnappyStreamTest, RoomThatIsNotUsedIsNotPartOfTheMessage) {
  SnappyStream stream(GetParam());
  char* room = stream.Room(1'000);
  *room = 'x';
  stream.Wrote(room + 1);
  EXPECT_EQ(Unpacked(stream.Finish()), "x");
}

// The place has five bytes: 300 = 0b10'0101100 is ac 82 80 80 00.
TEST_P(SnappyStreamTest, APlaceIsFilledLater) {
  SnappyStream stream(GetParam());
  Write("a", stream);
  const SnappyStream::Place first = stream.LeaveVarint();
  Write("b", stream);
  const SnappyStream::Place second = stream.LeaveVarint();
  EXPECT_EQ(stream.message_bytes(), 12U);
  stream.Fill(second, 0xFFFF'FFFF);
  stream.Fill(first, 300);
  EXPECT_EQ(ToHex(Unpacked(stream.Finish())), "61ac8280800062ffffffff0f");
}

TEST_P(SnappyStreamTest, MorePerRoomThanABlockHolds) {
  SnappyStream stream(GetParam());
  const std::string large(3'000'001, 'y');
  Write("x", stream);
  Write(large, stream);
  Write("z", stream);
  EXPECT_EQ(Unpacked(stream.Finish()), "x" + large + "z");
}

TEST_P(SnappyStreamTest, RandomPiecesComeOutInTheirOrder) {
  const std::uint64_t seed = std::random_device()();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  SnappyStream stream(GetParam());
  std::string expected;
  while (expected.size() < 2'000'000) {
    std::string piece(random() % 60'000, static_cast<char>(random()));
    for (std::size_t i = 0; i < piece.size(); i += 1 + random() % 8) {
      piece[i] = static_cast<char>(random());
    }
    Write(piece, stream);
    expected += piece;
    if (random() % 8 == 0) {
      stream.Fill(stream.LeaveVarint(), 1);
      expected += FromHex("8180808000");
    }
  }
  EXPECT_EQ(stream.message_bytes(), expected.size());
  EXPECT_TRUE(Unpacked(stream.Finish()) == expected);
}

std::string NameOf(const ::testing::TestParamInfo<Packing>& packing) {
  return packing.param == Packing::kStored ? "Stored" : "Compressed";
}
INSTANTIATE_TEST_SUITE_P(Packing, SnappyStreamTest,
                         ::testing::Values(Packing::kCompressed, Packing::kStored), NameOf);

TEST(SnappyStreamPackingTest, CompressedIsSmallerAndStoredIsNot) {
  const std::string text(1'000'000, 'a');
  SnappyStream compressed(Packing::kCompressed);
  SnappyStream stored(Packing::kStored);
  Write(text, compressed);
  Write(text, stored);
  EXPECT_LT(compressed.Finish().size(), text.size() / 10);
  // 5 bytes of length, 16 literals of at most 65,536 bytes with 3 more each.
  EXPECT_EQ(stored.Finish().size(), 1'000'000U + 5 + 16 * 3);
}

}  // namespace
}  // namespace trustwatch::remote_read
