// Bodies that were damaged on purpose: each is read or refused with a reason, and nothing else.

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/remote_read/request.h"
#include "daemon/samples/query.h"
#include "gtest/gtest.h"
#include "snappy.h"
#include "tests/remote_read/hex.h"

namespace trustwatch::remote_read {
namespace {

std::vector<std::string> GoldenBodies() {
  std::ifstream file(TRUSTWATCH_SOURCE_DIR "/tests/remote_read/golden/requests.txt");
  std::vector<std::string> bodies;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name;
    std::string hex;
    if (words >> name >> hex && name != "#") bodies.push_back(FromHex(hex));
  }
  EXPECT_EQ(bodies.size(), 16U);
  return bodies;
}

// Whether it was read.
bool IsReadOrRefused(const std::string& body) {
  const absl::StatusOr<Request> request = ParseRequest(body);
  if (!request.ok()) {
    EXPECT_EQ(request.status().code(), absl::StatusCode::kInvalidArgument) << ToHex(body);
    EXPECT_NE(base::ErrorOf(request.status()).reason, "INVALID_ARGUMENT")
        << "without a reason of its own: " << ToHex(body);
    EXPECT_LT(request.status().message().size(), 600U) << ToHex(body);
    return false;
  }
  EXPECT_FALSE(request->queries.empty()) << ToHex(body);
  for (const samples::Query& query : request->queries) {
    EXPECT_FALSE(query.matchers.empty()) << ToHex(body);
    EXPECT_FALSE(query.labels_only && query.fill.has_value()) << ToHex(body);
    EXPECT_GE(query.fill.value_or(samples::Grid{}).step_ms, 0) << ToHex(body);
  }
  return true;
}

std::string Compressed(std::string_view message) {
  std::string body;
  snappy::Compress(message.data(), message.size(), &body);
  return body;
}

std::string Uncompressed(const std::string& body) {
  std::string message;
  EXPECT_TRUE(snappy::Uncompress(body.data(), body.size(), &message));
  return message;
}

void Damage(std::mt19937_64& random, std::string& bytes) {
  for (std::uint64_t times = 1 + random() % 4; times > 0 && !bytes.empty(); --times) {
    const std::size_t at = random() % bytes.size();
    switch (random() % 5) {
      case 0:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
        break;
      case 1:
        bytes[at] = static_cast<char>(random());
        break;
      case 2:
        bytes.erase(at, 1 + random() % 4);
        break;
      case 3:
        bytes.insert(at, 1 + random() % 4, static_cast<char>(random()));
        break;
      default:
        bytes.insert(at, bytes.substr(random() % bytes.size(), 1 + random() % 16));
        break;
    }
  }
}

std::uint64_t Seed() { return std::random_device()(); }

TEST(RequestMutationTest, EveryBeginningOfABodyIsRefused) {
  for (const std::string& body : GoldenBodies()) {
    EXPECT_TRUE(IsReadOrRefused(body));
    for (std::size_t bytes = 0; bytes < body.size(); ++bytes) {
      EXPECT_FALSE(IsReadOrRefused(body.substr(0, bytes)));
    }
  }
}

TEST(RequestMutationTest, EveryFlippedBitIsReadOrRefused) {
  for (const std::string& body : GoldenBodies()) {
    for (std::size_t bit = 0; bit < body.size() * 8; ++bit) {
      std::string flipped = body;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      IsReadOrRefused(flipped);
    }
  }
}

TEST(RequestMutationTest, EveryBeginningOfAMessageIsReadOrRefused) {
  for (const std::string& body : GoldenBodies()) {
    const std::string message = Uncompressed(body);
    for (std::size_t bytes = 0; bytes < message.size(); ++bytes) {
      IsReadOrRefused(Compressed(std::string_view(message).substr(0, bytes)));
    }
  }
}

TEST(RequestMutationTest, DamagedMessagesAreReadOrRefused) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  const std::vector<std::string> bodies = GoldenBodies();
  int read = 0;
  constexpr int kRounds = 20'000;
  for (int round = 0; round < kRounds; ++round) {
    std::string message = Uncompressed(bodies[random() % bodies.size()]);
    Damage(random, message);
    if (IsReadOrRefused(Compressed(message))) ++read;
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
  EXPECT_GT(read, kRounds / 100) << "nearly all are refused at the door, so little was tested";
}

TEST(RequestMutationTest, DamagedBodiesAreReadOrRefused) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  const std::vector<std::string> bodies = GoldenBodies();
  for (int round = 0; round < 20'000; ++round) {
    std::string body = bodies[random() % bodies.size()];
    Damage(random, body);
    IsReadOrRefused(body);
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
}

TEST(RequestMutationTest, RandomBytesAreReadOrRefused) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 64, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    IsReadOrRefused(round % 2 == 0 ? bytes : Compressed(bytes));
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
}

// Up to 4 GiB are declared in front of a body of a hundred bytes.
TEST(RequestMutationTest, DeclaredLengthsAreNotBelieved) {
  const std::string golden = GoldenBodies()[0];
  for (std::uint64_t length = 1; length <= 0xffff'ffff; length = length * 2 + 1) {
    std::string head;
    for (std::uint64_t left = length;; left >>= 7) {
      head += static_cast<char>((left & 0x7f) | (left >= 0x80 ? 0x80 : 0));
      if (left < 0x80) break;
    }
    EXPECT_FALSE(IsReadOrRefused(head + golden.substr(1))) << length;
    EXPECT_FALSE(IsReadOrRefused(head)) << length;
  }
}

// Fields within fields until the limit of the body: depth must not become the program's own.
TEST(RequestMutationTest, DeepNestingIsReadOrRefused) {
  std::string nested;
  while (nested.size() < 20'000) nested += "\x0b";  // a group begins, and never ends
  EXPECT_FALSE(IsReadOrRefused(Compressed(nested)));
  std::string many(900'000, '\0');
  for (std::size_t i = 0; i < many.size(); i += 2) many[i] = '\x0a';  // empty queries
  EXPECT_FALSE(IsReadOrRefused(Compressed(many)));
}

}  // namespace
}  // namespace trustwatch::remote_read
