#include "daemon/http/json.h"

#include <string>
#include <string_view>

#include "daemon/http/utf8.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

constexpr unsigned char kFirstPrintable = 0x20;

void AppendEscaped(char c, std::string& json) {
  switch (c) {
    case '"':
      json += "\\\"";
      return;
    case '\\':
      json += "\\\\";
      return;
    case '\n':
      json += "\\n";
      return;
    case '\t':
      json += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte < kFirstPrintable) {
    json += fmt::format("\\u{:04x}", byte);
  } else {
    json += c;
  }
}

}  // namespace

void AppendJson(std::string_view text, std::string& json) {
  json += '"';
  if (IsUtf8(text)) {
    for (const char c : text) AppendEscaped(c, json);
  } else {
    for (const char c : MendUtf8(text)) AppendEscaped(c, json);
  }
  json += '"';
}

}  // namespace trustwatch::http
