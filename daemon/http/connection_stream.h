#ifndef TRUSTWATCH_DAEMON_HTTP_CONNECTION_STREAM_H_
#define TRUSTWATCH_DAEMON_HTTP_CONNECTION_STREAM_H_

#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

#include "absl/time/time.h"
#include "daemon/http/limits.h"
#include "httplib.h"

namespace trustwatch::http {

// The bytes of one connection, with a deadline and a number of bytes for each request as a whole.
// httplib's own stream limits each read and write by itself, so that a client which sends a byte
// now and then keeps a thread for ever; and httplib reads a line of any length into memory. Not
// thread-safe. Borrows both descriptors.
class ConnectionStream final : public httplib::Stream {
 public:
  // `stop_event` becomes readable, and stays so, when the server stops.
  ConnectionStream(int socket, int stop_event) : socket_(socket), stop_event_(stop_event) {}

  // Waits for the first byte of the next request. False after `idle_max`, when the client hung up,
  // or at once when the server stops and nothing has come.
  bool WaitForRequest(absl::Duration idle_max);
  // From now on, reads and writes fail after `duration_max`, and reads beyond `head_bytes_max`.
  void StartRequest(absl::Duration duration_max, std::size_t head_bytes_max = kRequestHeadBytesMax);
  // Once the head was read: so many bytes of a body may follow, and the request may take
  // `duration_max` from its start.
  void AllowBody(std::size_t body_bytes_max, absl::Duration duration_max);
  std::size_t bytes_written() const { return bytes_written_; }  // since StartRequest

  // Says that nothing more will be sent, and throws away what still comes, kLingerBytesMax and
  // kLingerMax at most: closed with bytes unread, the kernel would take back the answer.
  void Linger();

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
  Clock::time_point begun_;
  Clock::time_point deadline_;
  std::size_t bytes_left_ = 0;  // that may be read
  std::size_t bytes_written_ = 0;
  std::array<char, 4096> buffer_{};  // httplib reads lines byte by byte
  std::size_t buffer_begin_ = 0;
  std::size_t buffer_end_ = 0;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_CONNECTION_STREAM_H_
