#include "daemon/http/connection_stream.h"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace trustwatch::http {
namespace {

// A pair of connected sockets: one that the stream reads, one for the test.
class ConnectionStreamTest : public ::testing::Test {
 protected:
  ConnectionStreamTest() { stream_.StartRequest(absl::Seconds(10)); }
  ~ConnectionStreamTest() override {
    close(sockets_[0]);
    HangUp();
    close(stop_event_);
  }

  void Send(std::string_view text) {
    ASSERT_EQ(write(sockets_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void HangUp() {
    if (sockets_[1] >= 0) close(sockets_[1]);
    sockets_[1] = -1;
  }
  void StopServer() {
    const std::uint64_t one = 1;
    ASSERT_EQ(write(stop_event_, &one, sizeof(one)), 8);
  }
  // What one read of `size` bytes gives; "-" for an error.
  std::string Read(std::size_t size) {
    std::string bytes(size, ' ');
    const ssize_t count = stream_.read(bytes.data(), size);
    if (count < 0) return "-";
    bytes.resize(static_cast<std::size_t>(count));
    return bytes;
  }

  std::array<int, 2> sockets_{};
  int stop_event_ = eventfd(0, EFD_CLOEXEC);
  ConnectionStream stream_{SocketOf(sockets_), stop_event_};

 private:
  static int SocketOf(std::array<int, 2>& sockets) {
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets.data()), 0);
    return sockets[0];
  }
};

TEST_F(ConnectionStreamTest, BytesComeInOrderHoweverTheyAreRead) {
  Send("abcdef");
  EXPECT_EQ(Read(1), "a");
  EXPECT_EQ(Read(2), "bc");
  EXPECT_TRUE(stream_.is_readable());
  EXPECT_EQ(Read(100), "def");
}

TEST_F(ConnectionStreamTest, TheEndOfTheStreamIsNoError) {
  Send("x");
  HangUp();
  EXPECT_EQ(Read(10), "x");
  EXPECT_EQ(Read(10), "");
}

TEST_F(ConnectionStreamTest, PastTheDeadlineNothingIsReadOrWritten) {
  Send("x");
  stream_.StartRequest(absl::ZeroDuration());
  EXPECT_EQ(Read(1), "-") << "although a byte is there";
  EXPECT_EQ(stream_.write("y", 1), -1);
  stream_.StartRequest(absl::Seconds(10));
  EXPECT_EQ(Read(1), "x");
}

TEST_F(ConnectionStreamTest, ASilentClientIsGivenUp) {
  stream_.StartRequest(absl::Milliseconds(5));
  EXPECT_EQ(Read(1), "-");
  EXPECT_FALSE(stream_.is_readable());
  EXPECT_FALSE(stream_.WaitForRequest(absl::Milliseconds(5)));
}

TEST_F(ConnectionStreamTest, AClientThatReadsNothingIsGivenUp) {
  stream_.StartRequest(absl::Milliseconds(50));
  const std::string megabyte(1 << 20, 'x');
  ssize_t written = 0;
  for (int i = 0; i < 100 && written >= 0; ++i) {
    written = stream_.write(megabyte.data(), megabyte.size());
  }
  EXPECT_EQ(written, -1) << "the kernel's buffers took 100 megabytes";
}

TEST_F(ConnectionStreamTest, WritingToNobodyIsAnErrorAndNoSignal) {
  HangUp();
  ssize_t written = 0;
  for (int i = 0; i < 3 && written >= 0; ++i) written = stream_.write("x", 1);
  EXPECT_EQ(written, -1);
}

TEST_F(ConnectionStreamTest, ARequestIsWaitedForUntilItsFirstByte) {
  Send("GET");
  EXPECT_TRUE(stream_.WaitForRequest(absl::Seconds(10)));
  EXPECT_EQ(Read(1), "G");
  EXPECT_TRUE(stream_.WaitForRequest(absl::ZeroDuration())) << "the rest was read already";
}

TEST_F(ConnectionStreamTest, AStoppingServerWaitsForNobody) {
  StopServer();
  EXPECT_FALSE(stream_.WaitForRequest(absl::Hours(1)));
  Send("GET");
  EXPECT_TRUE(stream_.WaitForRequest(absl::Hours(1))) << "but serves what has come";
}

TEST_F(ConnectionStreamTest, ARequestMayNotBeLongerThanWasAllowed) {
  Send("0123456789");
  stream_.StartRequest(absl::Seconds(10), 4);
  EXPECT_EQ(Read(3), "012");
  EXPECT_EQ(Read(3), "3");
  EXPECT_EQ(Read(1), "-") << "although bytes are there";
  stream_.AllowBody(2, absl::Seconds(10));
  EXPECT_EQ(Read(9), "45");
  EXPECT_EQ(Read(1), "-");
  stream_.StartRequest(absl::Seconds(10));
  EXPECT_EQ(Read(9), "6789") << "the next request";
}

TEST_F(ConnectionStreamTest, ALongerTimeCountsFromTheStart) {
  Send("x");
  stream_.AllowBody(9, absl::ZeroDuration());
  EXPECT_EQ(Read(1), "-");
  stream_.AllowBody(9, absl::Seconds(10));
  EXPECT_EQ(Read(1), "x");
}

TEST_F(ConnectionStreamTest, WhatWasWrittenIsCountedForEachRequest) {
  EXPECT_EQ(stream_.write("abc", 3), 3);
  EXPECT_EQ(stream_.write("de", 2), 2);
  EXPECT_EQ(stream_.bytes_written(), 5U);
  stream_.StartRequest(absl::Seconds(10));
  EXPECT_EQ(stream_.bytes_written(), 0U);
}

TEST_F(ConnectionStreamTest, LingeringEndsWhenTheClientHasSentEverything) {
  Send(std::string(10'000, 'x'));
  HangUp();
  stream_.Linger();
  stream_.StartRequest(absl::Seconds(10));
  EXPECT_EQ(Read(1), "") << "all of it was thrown away";
}

TEST_F(ConnectionStreamTest, AClientThatHungUpHasNoRequest) {
  Send("x");
  HangUp();
  EXPECT_TRUE(stream_.WaitForRequest(absl::Seconds(10)));
  EXPECT_EQ(Read(1), "x");
  EXPECT_FALSE(stream_.WaitForRequest(absl::Seconds(10)));
}

}  // namespace
}  // namespace trustwatch::http
