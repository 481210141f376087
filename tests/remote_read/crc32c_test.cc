#include "daemon/remote_read/crc32c.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace trustwatch::remote_read {
namespace {

// A bit at a time, straight from the definition: the polynomial 0x1EDC6F41 with its bits reversed.
std::uint32_t BitByBit(std::string_view bytes) {
  std::uint32_t sum = 0xFFFFFFFF;
  for (const char c : bytes) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum & 1) != 0 ? (sum >> 1) ^ 0x82F63B78 : sum >> 1;
  }
  return sum ^ 0xFFFFFFFF;
}

TEST(Crc32cTest, CheckValueOfTheCatalogueOfCrcs) { EXPECT_EQ(Crc32c("123456789"), 0xE3069283U); }

TEST(Crc32cTest, NothingHasTheSumZero) { EXPECT_EQ(Crc32c(""), 0U); }

// RFC 3720, appendix B.4; it prints the bytes of each sum lowest first.
TEST(Crc32cTest, VectorsOfRfc3720) {
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(Crc32c(std::string(32, '\xff')), 0x62A8AB43U);
  std::string up;
  std::string down;
  for (char c = 0; c < 32; ++c) {
    up.push_back(c);
    down.push_back(static_cast<char>(31 - c));
  }
  EXPECT_EQ(Crc32c(up), 0x46DD794EU);
  EXPECT_EQ(Crc32c(down), 0x113FDB5CU);
  std::string read_command(48, '\0');  // an iSCSI command to read
  read_command[0] = '\x01';
  read_command[1] = '\xc0';
  read_command[16] = '\x14';
  read_command[22] = '\x04';
  read_command[27] = '\x14';
  read_command[31] = '\x18';
  read_command[32] = '\x28';
  read_command[40] = '\x02';
  EXPECT_EQ(Crc32c(read_command), 0xD9963A56U);
}

TEST(Crc32cTest, EveryLengthAndAlignmentAgreesWithTheDefinition) {
  constexpr std::uint64_t kSeed = 20260701;
  SCOPED_TRACE(::testing::Message() << "seed " << kSeed);
  std::mt19937_64 random(kSeed);
  std::string bytes(300, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  for (std::size_t start = 0; start < 9; ++start) {
    for (std::size_t length = 0; start + length <= 200; ++length) {
      const std::string_view part = std::string_view(bytes).substr(start, length);
      ASSERT_EQ(Crc32c(part), BitByBit(part)) << start << " + " << length;
    }
  }
}

}  // namespace
}  // namespace trustwatch::remote_read
