#include "collectors/cli/json.h"

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/cli/console.h"
#include "collectors/cli/exit_code.h"
#include "daemon/base/error.h"
#include "fmt/format.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"

namespace trustwatch::cli {
namespace {

// The size of the well-formed UTF-8 letter at the start; 0 if there is none.
std::size_t LetterSize(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xf0 && lead < 0xf5   ? 4
                           : lead >= 0xe0 && lead < 0xf0 ? 3
                           : lead >= 0xc2 && lead < 0xe0 ? 2
                                                         : 0;
  if (size == 0 || size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((at(i) & 0xc0U) != 0x80U) return 0;
  }
  return size;
}

}  // namespace

absl::StatusOr<std::string> JsonText(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message, &text, options);
  if (status.ok()) return text;
  return base::Error{
      .code = absl::StatusCode::kInternal,
      .reason = "ANSWER_NOT_JSON",
      .message = fmt::format("the daemon's answer {} cannot be written as JSON: {}; use --format "
                             "table, and report this",
                             message.GetTypeName(), std::string(status.message()))}
      .ToStatus();
}

ExitCode PrintJson(const Console& console, const google::protobuf::Message& message) {
  const absl::StatusOr<std::string> text = JsonText(message);
  if (!text.ok()) {
    console.Complain(text.status());
    return ExitCode::kInternal;
  }
  console.out << *text << '\n';
  return ExitCode::kDone;
}

std::string JsonQuoted(std::string_view text) {
  std::string quoted = "\"";
  while (!text.empty()) {
    const std::size_t size = LetterSize(text);
    const char letter = text.front();
    if (size == 0) {
      quoted += "\xef\xbf\xbd";
    } else if (letter == '"' || letter == '\\') {
      quoted += '\\';
      quoted += letter;
    } else if (static_cast<unsigned char>(letter) < 0x20) {
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
    } else {
      quoted += text.substr(0, size);
    }
    text.remove_prefix(size == 0 ? 1 : size);
  }
  return quoted + '"';
}

}  // namespace trustwatch::cli
