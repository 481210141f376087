#include "collectors/push/target.h"

#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "fmt/format.h"

namespace trustwatch::push {
namespace {

constexpr int kPortMax = 65535;

absl::Status Malformed(std::string_view text) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "TARGET_MALFORMED",
      .message = fmt::format("server \"{}\" is not a host and a port; give --server or "
                             "TRUSTWATCH_SERVER as 127.0.0.1:9190",
                             text),
      .field = "server"}
      .ToStatus();
}

bool ReadPart(std::string_view text, int max, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= 0 && number <= max;
}

// 127.a.b.c: the whole block is the machine itself.
bool IsLoopbackV4(std::string_view host) {
  int number = 0;
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = part < 3 ? host.find('.') : host.size();
    if (dot == std::string_view::npos || dot == 0 || dot > 3) return false;
    if (!ReadPart(host.substr(0, dot), 255, number)) return false;
    if (part == 0 && number != 127) return false;
    host.remove_prefix(part < 3 ? dot + 1 : dot);
  }
  return host.empty();
}

}  // namespace

absl::StatusOr<std::string> LoopbackTarget(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  int port = 0;
  if (colon == std::string_view::npos || colon == 0 ||
      !ReadPart(text.substr(colon + 1), kPortMax, port) || port == 0) {
    return Malformed(text);
  }
  const std::string_view host = text.substr(0, colon);
  const bool bracketed = host.front() == '[' && host.back() == ']';
  if (!bracketed && host.find_first_of(":/[] ") != std::string_view::npos) return Malformed(text);
  if (host == "localhost" || host == "[::1]" || IsLoopbackV4(host)) return std::string(text);
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "TARGET_NOT_LOOPBACK",
      .message = fmt::format(
          "server \"{}\" is not on this machine, and this version has no credentials to protect "
          "what it sends over a network; run the command on the daemon's machine, or forward a "
          "port to it with ssh -L 9190:127.0.0.1:9190 and use --server 127.0.0.1:9190",
          text),
      .field = "server"}
      .ToStatus();
}

}  // namespace trustwatch::push
