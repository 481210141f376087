#include "daemon/http/accept.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"

namespace trustwatch::http {
namespace {

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string Lower(std::string_view text) { return absl::AsciiStrToLower(std::string(text)); }

// The parts between separators that no quotes hold, trimmed; empty ones too.
std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || (text[i] == separator && !is_quoted)) {
      parts.push_back(Trimmed(text.substr(begin, i - begin)));
      begin = i + 1;
    } else if (text[i] == '"') {
      is_quoted = !is_quoted;
    } else if (text[i] == '\\' && is_quoted && i + 1 < text.size()) {
      ++i;
    }
  }
  return parts;
}

// 0 to 1 with at most three decimals, in thousandths; absent: malformed.
std::optional<int> Quality(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int thousandths = text[0] == '1' ? 1000 : 0;
  int worth = 100;
  for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (digit < '0' || digit > '9') return std::nullopt;
    thousandths += (digit - '0') * worth;
    worth /= 10;
  }
  return thousandths > 1000 ? std::nullopt : std::optional(thousandths);
}

// One element: text/plain;version=0.0.4;q=0.5, or gzip;q=0.5.
struct WantedForm {
  std::string name;                                             // lower case
  std::vector<std::pair<std::string, std::string>> parameters;  // but q; lower case
  int quality = 1000;
};

std::optional<WantedForm> ParseWanted(std::string_view element) {
  const std::vector<std::string_view> parts = Split(element, ';');
  WantedForm wanted{.name = Lower(parts[0]), .parameters = {}};
  if (wanted.name.empty() || wanted.name.find_first_of(" \t\"=") != std::string::npos) {
    return std::nullopt;
  }
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].empty()) continue;
    const std::size_t equals = parts[i].find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string name = Lower(Trimmed(parts[i].substr(0, equals)));
    std::string value = Lower(Trimmed(parts[i].substr(equals + 1)));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    if (name != "q") {
      wanted.parameters.emplace_back(name, value);
      continue;
    }
    const auto quality = Quality(value);
    if (!quality) return std::nullopt;
    wanted.quality = *quality;
  }
  return wanted;
}

std::vector<WantedForm> ParseAll(std::string_view header) {
  std::vector<WantedForm> all;
  for (const std::string_view element : Split(header, ',')) {
    if (auto wanted = ParseWanted(element)) all.push_back(*std::move(wanted));
  }
  return all;
}

// How closely an element describes a type that we have; 0: not at all.
std::size_t Closeness(const WantedForm& wanted, Dialect dialect) {
  const bool is_text = dialect == Dialect::kText;
  const std::string_view name = is_text ? "text/plain" : "application/openmetrics-text";
  const std::string_view range = is_text ? "text/*" : "application/*";
  for (const auto& [parameter, value] : wanted.parameters) {
    if (parameter == "version" && value != (is_text ? "0.0.4" : "1.0.0")) return 0;
    if (parameter == "charset" && value != "utf-8") return 0;
    // escaping: of names; ours need none, so that any will do. What else there may be, we have not.
    if (parameter != "version" && parameter != "charset" && parameter != "escaping") return 0;
  }
  if (wanted.name == "*/*") return 1;
  if (wanted.name == range) return 2;
  return wanted.name == name ? 3 + wanted.parameters.size() : 0;
}

// Of the element that describes it most closely; absent: none does.
std::optional<int> QualityOf(Dialect dialect, const std::vector<WantedForm>& all) {
  std::optional<int> quality;
  std::size_t closest = 0;
  for (const WantedForm& wanted : all) {
    const std::size_t closeness = Closeness(wanted, dialect);
    if (closeness <= closest) continue;
    closest = closeness;
    quality = wanted.quality;
  }
  return quality;
}

std::optional<int> QualityOf(std::string_view coding, const std::vector<WantedForm>& all) {
  for (const WantedForm& wanted : all) {
    if (wanted.name == coding || wanted.name == "x-" + std::string(coding)) return wanted.quality;
  }
  for (const WantedForm& wanted : all) {
    if (wanted.name == "*") return wanted.quality;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Dialect> ChooseDialect(std::string_view accept) {
  const std::vector<WantedForm> all = ParseAll(accept);
  if (all.empty()) return Dialect::kText;
  const int text = QualityOf(Dialect::kText, all).value_or(0);
  const int open_metrics = QualityOf(Dialect::kOpenMetrics, all).value_or(0);
  if (text == 0 && open_metrics == 0) return std::nullopt;
  return open_metrics > text ? Dialect::kOpenMetrics : Dialect::kText;
}

std::optional<Coding> ChooseCoding(std::string_view accept_encoding) {
  const std::vector<WantedForm> all = ParseAll(accept_encoding);
  const int gzip = QualityOf("gzip", all).value_or(0);
  const std::optional<int> identity = QualityOf("identity", all);
  // What is not mentioned will do, but what is mentioned is wanted more.
  if (gzip > 0 && gzip >= identity.value_or(0)) return Coding::kGzip;
  return identity == 0 ? std::nullopt : std::optional(Coding::kIdentity);
}

bool Names(std::string_view if_none_match, std::string_view etag) {
  const auto opaque = [](std::string_view tag) {
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    return tag;
  };
  for (const std::string_view tag : Split(if_none_match, ',')) {
    if (tag == "*" || (!tag.empty() && opaque(tag) == opaque(etag))) return true;
  }
  return false;
}

}  // namespace trustwatch::http
