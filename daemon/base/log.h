#ifndef TRUSTWATCH_DAEMON_BASE_LOG_H_
#define TRUSTWATCH_DAEMON_BASE_LOG_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace trustwatch::base {

enum class Severity { kDebug, kInfo, kWarning, kError };

// One fact of a log line.
struct LogField {
  std::string_view key;
  std::string value;
};

// Writes one line to standard error, in logfmt, whole lines only:
//   2026-04-01T09:00:00.123Z level=info msg="catalogue loaded" version=2026.1
// Safe from any thread. Lines below the threshold cost a comparison.
void Log(Severity severity, std::string_view message, std::initializer_list<LogField> fields = {});

// Lines below this are dropped; kInfo at first.
void SetLogThreshold(Severity severity);

}  // namespace trustwatch::base

#endif  // TRUSTWATCH_DAEMON_BASE_LOG_H_
