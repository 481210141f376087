#ifndef TRUSTWATCH_TESTS_APP_NOTIFY_SOCKET_H_
#define TRUSTWATCH_TESTS_APP_NOTIFY_SOCKET_H_

#include <optional>
#include <string>

#include "absl/time/time.h"

namespace trustwatch::testing {

// A variable of this process' environment, and so of those that it starts, for a while.
class Variable {
 public:
  Variable(std::string name, const std::string& value);
  ~Variable();
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const std::string name_;
};

// systemd's end of sd_notify: a datagram socket, named in NOTIFY_SOCKET while it lives.
class NotifySocket {
 public:
  // A path, or a name of the abstract kind that begins with @.
  explicit NotifySocket(const std::string& name);
  ~NotifySocket();
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  // The next message; absent if none comes within `limit`.
  std::optional<std::string> Next(absl::Duration limit = absl::Minutes(1)) const;

 private:
  int descriptor_;
  Variable variable_;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_APP_NOTIFY_SOCKET_H_
