#include "tests/app/notify_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace trustwatch::testing {

Variable::Variable(std::string name, const std::string& value) : name_(std::move(name)) {
  setenv(name_.c_str(), value.c_str(), 1);
}
Variable::~Variable() { unsetenv(name_.c_str()); }

NotifySocket::NotifySocket(const std::string& name)
    : descriptor_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)), variable_("NOTIFY_SOCKET", name) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  EXPECT_LT(name.size(), sizeof(address.sun_path));
  name.copy(address.sun_path, name.size());
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
  const std::size_t size = offsetof(sockaddr_un, sun_path) + name.size();
  EXPECT_EQ(
      bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(size)),
      0)
      << name;
}

NotifySocket::~NotifySocket() { close(descriptor_); }

std::optional<std::string> NotifySocket::Next(absl::Duration limit) const {
  pollfd ready{.fd = descriptor_, .events = POLLIN, .revents = 0};
  if (poll(&ready, 1, static_cast<int>(absl::ToInt64Milliseconds(limit))) != 1) {
    return std::nullopt;
  }
  std::array<char, 4096> buffer{};
  const ssize_t size = recv(descriptor_, buffer.data(), buffer.size(), 0);
  EXPECT_GE(size, 0);
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

}  // namespace trustwatch::testing
