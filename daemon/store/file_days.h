#ifndef TRUSTWATCH_DAEMON_STORE_FILE_DAYS_H_
#define TRUSTWATCH_DAEMON_STORE_FILE_DAYS_H_

#include <cstdint>

#include "daemon/domain/period.h"

namespace trustwatch::store {

// A day as the file keeps it: days since 1970-01-01.
inline std::int64_t FileDays(domain::Day day) { return day.time_since_epoch().count(); }

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_FILE_DAYS_H_
