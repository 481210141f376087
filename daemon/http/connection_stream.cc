#include "daemon/http/connection_stream.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>

#include "absl/time/time.h"

namespace trustwatch::http {
namespace {

using std::chrono::milliseconds;

int Milliseconds(std::chrono::steady_clock::duration left) {
  const auto count = std::chrono::ceil<milliseconds>(left).count();
  return static_cast<int>(std::clamp<decltype(count)>(count, 0, std::numeric_limits<int>::max()));
}

void NumericName(int (*name_of)(int, sockaddr*, socklen_t*), int socket, std::string& ip,
                 int& port) {
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> service{};
  if (name_of(socket, generic, &size) != 0 ||
      getnameinfo(generic, size, host.data(), host.size(), service.data(), service.size(),
                  NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return;  // the other end is gone
  }
  ip = host.data();
  port = std::atoi(service.data());
}

}  // namespace

bool ConnectionStream::WaitForRequest(absl::Duration idle_max) {
  if (buffer_begin_ < buffer_end_) return true;
  const auto until = Clock::now() + absl::ToChronoNanoseconds(idle_max);
  std::array<pollfd, 2> waited = {pollfd{.fd = socket_, .events = POLLIN, .revents = 0},
                                  pollfd{.fd = stop_event_, .events = POLLIN, .revents = 0}};
  while (true) {
    const int ready = poll(waited.data(), waited.size(), Milliseconds(until - Clock::now()));
    if (ready > 0) {
      char first = 0;  // the end of the stream is readable, too
      return waited[0].revents != 0 && recv(socket_, &first, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
    }
    if (ready == 0 || errno != EINTR) return false;
  }
}

void ConnectionStream::StartRequest(absl::Duration duration_max, std::size_t head_bytes_max) {
  begun_ = Clock::now();
  deadline_ = begun_ + absl::ToChronoNanoseconds(duration_max);
  bytes_left_ = head_bytes_max;
  bytes_written_ = 0;
}

void ConnectionStream::AllowBody(std::size_t body_bytes_max, absl::Duration duration_max) {
  deadline_ = begun_ + absl::ToChronoNanoseconds(duration_max);
  bytes_left_ = body_bytes_max;
}

void ConnectionStream::Linger() {
  shutdown(socket_, SHUT_WR);
  StartRequest(kLingerMax, kLingerBytesMax);
  std::array<char, 4096> thrown_away;
  while (read(thrown_away.data(), thrown_away.size()) > 0) {
  }
}

bool ConnectionStream::WaitFor(short events) const {
  pollfd waited{.fd = socket_, .events = events, .revents = 0};
  while (true) {
    const int ready = poll(&waited, 1, Milliseconds(deadline_ - Clock::now()));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

bool ConnectionStream::is_readable() const {
  return buffer_begin_ < buffer_end_ || WaitFor(POLLIN);
}

bool ConnectionStream::is_writable() const { return WaitFor(POLLOUT); }

ssize_t ConnectionStream::read(char* bytes, std::size_t size) {
  if (bytes_left_ == 0) return -1;
  if (buffer_begin_ == buffer_end_) {
    ssize_t count = -1;
    do {
      if (Clock::now() >= deadline_ || !WaitFor(POLLIN)) return -1;
      count = recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    } while (count < 0 && (errno == EAGAIN || errno == EINTR));
    if (count <= 0) return count;
    buffer_begin_ = 0;
    buffer_end_ = static_cast<std::size_t>(count);
  }
  const std::size_t count = std::min({size, buffer_end_ - buffer_begin_, bytes_left_});
  std::memcpy(bytes, buffer_.data() + buffer_begin_, count);
  buffer_begin_ += count;
  bytes_left_ -= count;
  return static_cast<ssize_t>(count);
}

ssize_t ConnectionStream::write(const char* bytes, std::size_t size) {
  ssize_t count = -1;
  do {
    if (Clock::now() >= deadline_ || !WaitFor(POLLOUT)) return -1;
    count = send(socket_, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL);
  } while (count < 0 && (errno == EAGAIN || errno == EINTR));
  if (count > 0) bytes_written_ += static_cast<std::size_t>(count);
  return count;
}

void ConnectionStream::get_remote_ip_and_port(std::string& ip, int& port) const {
  NumericName(&getpeername, socket_, ip, port);
}

void ConnectionStream::get_local_ip_and_port(std::string& ip, int& port) const {
  NumericName(&getsockname, socket_, ip, port);
}

}  // namespace trustwatch::http
