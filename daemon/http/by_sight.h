#ifndef TRUSTWATCH_DAEMON_HTTP_BY_SIGHT_H_
#define TRUSTWATCH_DAEMON_HTTP_BY_SIGHT_H_

#include "daemon/domain/caller.h"

namespace trustwatch::http {

// The same for those who may see everything and for those who may not. Borrows both.
template <typename T>
struct BySight {
  const T& disclosed;
  const T& exact;

  const T& For(domain::Sight sight) const {
    return sight == domain::Sight::kExact ? exact : disclosed;
  }
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_BY_SIGHT_H_
