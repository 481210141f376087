#include "daemon/app/version.h"

#include <string_view>

namespace trustwatch::app {

std::string_view Version() { return TRUSTWATCH_VERSION; }

}  // namespace trustwatch::app
