#ifndef TRUSTWATCH_DAEMON_HTTP_CONNECTION_STREAM_H_
#define TRUSTWATCH_DAEMON_HTTP_CONNECTION_STREAM_H_

#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

#include "absl/time/time.h"
#include "httplib.h"

namespace trustwatch::http {

// The bytes of one connection, with a deadline for each request as a whole. httplib's own stream
// limits each read and write by itself, so that a client which sends a byte now and then keeps a
// thread for ever. Not thread-safe. Borrows both descriptors.
class ConnectionStream final : public httplib::Stream {
 public:
  // `stop_event` becomes readable, and stays so, when the server stops.
  ConnectionStream(int socket, int stop_event) : socket_(socket), stop_event_(stop_event) {}

  // Waits for the first byte of the next request. False after `idle_max`, when the client hung up,
  // or at once when the server stops and nothing has come.
  bool WaitForRequest(absl::Duration idle_max);
  // From now on, reads and writes fail after `duration_max`.
  void StartRequest(absl::Duration duration_max);

  // httplib::Stream. read: bytes, 0 at the end of the stream, -1 on trouble or past the deadline.
  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* bytes, std::size_t size) override;
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  using Clock = std::chrono::steady_clock;  // a wall clock could step over the deadline

  bool WaitFor(short events) const;

  const int socket_;
  const int stop_event_;
  Clock::time_point deadline_;
  std::array<char, 4096> buffer_{};  // httplib reads lines byte by byte
  std::size_t buffer_begin_ = 0;
  std::size_t buffer_end_ = 0;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_CONNECTION_STREAM_H_
