#ifndef TRUSTWATCH_DAEMON_BASE_RANDOM_ID_H_
#define TRUSTWATCH_DAEMON_BASE_RANDOM_ID_H_

#include <string>

namespace trustwatch::base {

// A new random UUID (RFC 4122, version 4), for example 3f2b8c1e-0d4a-4c55-9a43-5e7f1b2c6d70.
// Safe from any thread.
std::string RandomId();

}  // namespace trustwatch::base

#endif  // TRUSTWATCH_DAEMON_BASE_RANDOM_ID_H_
