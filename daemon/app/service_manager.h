#ifndef TRUSTWATCH_DAEMON_APP_SERVICE_MANAGER_H_
#define TRUSTWATCH_DAEMON_APP_SERVICE_MANAGER_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace trustwatch::app {

// Tells systemd what the daemon does, by sd_notify(3) (Type=notify): that it serves, reads its
// definitions again, stops, and while a watchdog is set (WatchdogSec=) that it is well. Says
// nothing to nobody: without NOTIFY_SOCKET in the environment each call returns at once. What
// cannot be sent is one warning of the log, and the daemon goes on.
//
// A message waits if systemd's queue is full; a daemon that hangs there misses its watchdog and is
// started again. Not thread-safe: it belongs to the thread that asks for signals, so that its
// silence shows when that thread hangs.
class ServiceManager {
 public:
  // Reads WATCHDOG_USEC and WATCHDOG_PID of the environment, once.
  ServiceManager();
  ServiceManager(const ServiceManager&) = delete;
  ServiceManager& operator=(const ServiceManager&) = delete;

  // How often Turn is to be called: in half of the watchdog's time; each minute if none is set.
  absl::Duration turn() const { return turn_; }

  // It serves, from the start or again after Reloading. `status` is a line for people.
  void Serving(std::string_view status);
  // It reads its definitions; Serving follows, however that ends.
  void Reloading();
  // It takes no more calls and ends.
  void Stopping(std::string_view status);

  // The main thread came round. Tells the watchdog so if the daemon is `well`, else stays silent
  // until systemd starts it anew, which the log tells once. A `status` that changed is told, and of
  // one that is not well why.
  void Turn(const absl::Status& well, std::string_view status);

 private:
  void Send(const std::string& message);

  absl::Duration turn_;
  bool has_watchdog_ = false;
  bool is_well_ = true;
  bool can_send_ = true;
  std::string status_;  // told last
};

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_SERVICE_MANAGER_H_
