#ifndef TRUSTWATCH_DAEMON_DOMAIN_CALLER_H_
#define TRUSTWATCH_DAEMON_DOMAIN_CALLER_H_

#include <cstdint>
#include <string>

namespace trustwatch::domain {

// Which view of the figures somebody is entitled to.
enum class Sight : std::uint8_t {
  kDisclosed,  // small numbers hidden: what anybody may see
  kExact,
};

// Who is calling, as the security room found out. Passed through every call, so that each room can
// ask what this caller may do and write down who did it.
struct Caller {
  std::string name;  // stored with what they do, for example "loopback"
  Sight sight = Sight::kDisclosed;
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_CALLER_H_
