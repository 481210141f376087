#include "daemon/base/log.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "fmt/format.h"

namespace trustwatch::base {
namespace {

std::atomic<Severity> threshold{Severity::kInfo};

std::string_view Name(Severity severity) {
  switch (severity) {
    case Severity::kDebug:
      return "debug";
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "error";
}

// Quoted if it holds anything that would end a bare logfmt value.
std::string Quoted(std::string_view text) {
  const bool bare = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c != '"' && c != '=' && c != '\\' && c != '\x7f';
  });
  if (bare) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (static_cast<unsigned char>(c) < ' ') {
      quoted += ' ';
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace

void SetLogThreshold(Severity severity) { threshold.store(severity, std::memory_order_relaxed); }

void Log(Severity severity, std::string_view message, std::initializer_list<LogField> fields) {
  if (severity < threshold.load(std::memory_order_relaxed)) return;
  std::string line =
      fmt::format("{} level={} msg={}",
                  absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone()),
                  Name(severity), Quoted(message));
  for (const auto& field : fields) {
    line += fmt::format(" {}={}", field.key, Quoted(field.value));
  }
  line += '\n';
  // One call for the whole line: stdio locks the stream, so lines of threads do not mix.
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace trustwatch::base
