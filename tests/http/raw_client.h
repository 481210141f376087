#ifndef TRUSTWATCH_TESTS_HTTP_RAW_CLIENT_H_
#define TRUSTWATCH_TESTS_HTTP_RAW_CLIENT_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace trustwatch::testing {

// A connection that sends what it is told and nothing else.
class RawClient {
 public:
  explicit RawClient(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  }
  ~RawClient() { close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void Send(std::string_view text) const {
    EXPECT_EQ(send(socket_, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
  }
  // The same of text that the server may refuse half way.
  void SendWhatIsTaken(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t count = send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (count <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void EndSending() const { shutdown(socket_, SHUT_WR); }
  // The next bytes, so many unless the server hangs up.
  std::string ReadSome(std::size_t size) const {
    std::string bytes(size, ' ');
    const ssize_t count = recv(socket_, bytes.data(), size, MSG_WAITALL);
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
  }
  // Everything up to the server's hanging up.
  std::string ReadAll() const {
    std::string all;
    char bytes[4096];
    for (ssize_t count = 0; (count = recv(socket_, bytes, sizeof(bytes), 0)) > 0;) {
      all.append(bytes, static_cast<std::size_t>(count));
    }
    return all;
  }

 private:
  int socket_;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_HTTP_RAW_CLIENT_H_
