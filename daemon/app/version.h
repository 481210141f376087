#ifndef TRUSTWATCH_DAEMON_APP_VERSION_H_
#define TRUSTWATCH_DAEMON_APP_VERSION_H_

#include <string_view>

namespace trustwatch::app {

// The version that the build was given, for example 0.1.0.
std::string_view Version();

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_VERSION_H_
