#ifndef TRUSTWATCH_DAEMON_DOMAIN_EVENT_WORD_H_
#define TRUSTWATCH_DAEMON_DOMAIN_EVENT_WORD_H_

#include <string_view>

#include "daemon/domain/register.h"

namespace trustwatch::domain {

// As the register's files write it: rename, merger, acquisition, split, service_transfer, incident,
// coverage_change.
std::string_view EventWord(EventKind kind);

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_EVENT_WORD_H_
