#include "daemon/app/protobuf_log.h"

#include <string>

#include "daemon/base/log.h"
#include "fmt/format.h"
#include "google/protobuf/stubs/logging.h"

namespace trustwatch::app {
namespace {

void LogAsDebug(google::protobuf::LogLevel /*level*/, const char* file, int line,
                const std::string& message) {
  base::Log(base::Severity::kDebug, "protobuf",
            {{"message", message}, {"at", fmt::format("{}:{}", file, line)}});
}

}  // namespace

void LogProtobufAsDebug() { google::protobuf::SetLogHandler(LogAsDebug); }

}  // namespace trustwatch::app
