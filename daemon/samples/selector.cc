#include "daemon/samples/selector.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/samples/matcher.h"
#include "fmt/format.h"

namespace trustwatch::samples {
namespace {

absl::Status Refusal(std::string_view reason, std::string message) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = std::string(reason),
                     .message = std::move(message),
                     .field = "match[]"}
      .ToStatus();
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

void AppendUtf8(std::uint32_t rune, std::string& to) {
  const auto put = [&to](std::uint32_t byte) { to += static_cast<char>(byte); };
  const auto follow = [&](unsigned shift) { put(0x80 | ((rune >> shift) & 0x3f)); };
  if (rune < 0x80) return put(rune);
  if (rune < 0x800) {
    put(0xc0 | (rune >> 6));
    return follow(0);
  }
  if (rune < 0x10000) {
    put(0xe0 | (rune >> 12));
  } else {
    put(0xf0 | (rune >> 18));
    follow(12);
  }
  follow(6);
  follow(0);
}

// The number that so many digits say, or nothing if there are fewer.
std::optional<std::uint32_t> Digits(std::string_view text, std::size_t count, std::uint32_t base) {
  if (text.size() < count) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : text.substr(0, count)) {
    std::uint32_t digit = base;
    if (IsDigit(c)) digit = static_cast<std::uint32_t>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<std::uint32_t>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') digit = static_cast<std::uint32_t>(c - 'A') + 10;
    if (digit >= base) return std::nullopt;
    number = number * base + digit;
  }
  return number;
}

// Reads one selector from its beginning to its end. Not thread-safe.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<Matcher>> Parse() {
    SkipSpace();
    if (AtEnd() || !(IsLetter(Peek()) || Peek() == ':' || Peek() == '{')) {
      return Expected("the name of a metric or {");
    }
    if (Peek() != '{') {
      const std::string_view name = Name(true);
      TRUSTWATCH_RETURN_IF_ERROR(Add("__name__", MatchKind::kEqual, std::string(name)));
      is_named_ = true;
      SkipSpace();
    }
    if (Take('{')) TRUSTWATCH_RETURN_IF_ERROR(Braces());
    SkipSpace();
    if (!AtEnd()) {
      return Expected(
          "the end: only a selector such as name{label=\"value\"} is read here, Prometheus "
          "evaluates the rest of PromQL");
    }
    if (std::all_of(matchers_.begin(), matchers_.end(),
                    [](const Matcher& matcher) { return matcher.Matches(""); })) {
      return Refusal("SELECTOR_MATCHES_ALL",
                     "no matcher of the selector refuses the empty text, so it would mean every "
                     "series; add one that does, for example org=~\".+\"");
    }
    return std::move(matchers_);
  }

 private:
  bool AtEnd() const { return at_ == text_.size(); }
  char Peek() const { return text_[at_]; }
  bool Take(char c) {
    if (AtEnd() || Peek() != c) return false;
    ++at_;
    return true;
  }
  void SkipSpace() {
    while (!AtEnd() && IsSpace(Peek())) ++at_;
  }

  absl::Status Expected(std::string_view what) const {
    const std::string_view before = text_.substr(0, at_);
    const auto column = 1 + std::count_if(before.begin(), before.end(), [](char c) {
                          return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
                        });
    return Refusal("SELECTOR_MALFORMED",
                   fmt::format("column {} of the selector {}; there should be {}", column,
                               AtEnd() ? "is its end" : "cannot be read", what));
  }

  // As many characters as a name has; names of metrics may have colons.
  std::string_view Name(bool is_metric) {
    const std::size_t start = at_;
    while (!AtEnd() && (IsLetter(Peek()) || IsDigit(Peek()) || (is_metric && Peek() == ':'))) ++at_;
    return text_.substr(start, at_ - start);
  }

  absl::Status Braces() {
    SkipSpace();
    while (!Take('}')) {
      TRUSTWATCH_RETURN_IF_ERROR(OneMatcher());
      SkipSpace();
      if (Take(',')) {
        SkipSpace();
      } else if (AtEnd() || Peek() != '}') {
        return Expected("a comma or }");
      }
    }
    return absl::OkStatus();
  }

  absl::Status OneMatcher() {
    if (AtEnd() || !IsLetter(Peek())) return Expected("the name of a label or }");
    const std::size_t start = at_;
    const std::string_view label = Name(false);
    if (label == "__name__" && is_named_) {
      at_ = start;
      return Expected("no second name: the metric is named before the braces");
    }
    SkipSpace();
    TRUSTWATCH_ASSIGN_OR_RETURN(const MatchKind kind, Sign());
    SkipSpace();
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::string value, Text());
    return Add(label, kind, value);
  }

  absl::StatusOr<MatchKind> Sign() {
    const bool is_not = Take('!');
    if (!is_not && Take('=')) return Take('~') ? MatchKind::kRegex : MatchKind::kEqual;
    if (is_not && Take('=')) return MatchKind::kNotEqual;
    if (is_not && Take('~')) return MatchKind::kNotRegex;
    return Expected(is_not ? "= or ~ after !" : "=, !=, =~ or !~");
  }

  absl::Status Add(std::string_view label, MatchKind kind, const std::string& value) {
    if (matchers_.size() == kSelectorMatchersMax) {
      return Refusal("TOO_MANY_MATCHERS",
                     fmt::format("the selector has more than {} matchers; join them into a regular "
                                 "expression",
                                 kSelectorMatchersMax));
    }
    TRUSTWATCH_ASSIGN_OR_RETURN(Matcher matcher, Matcher::Make(label, kind, value));
    matchers_.push_back(std::move(matcher));
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> Text() {
    const char quote = AtEnd() ? '\0' : Peek();
    if (quote != '"' && quote != '\'' && quote != '`') return Expected("a text in quotes");
    ++at_;
    std::string value;
    while (!Take(quote)) {
      if (AtEnd()) return Expected(fmt::format("the closing {}", quote));
      if (quote != '`' && Peek() == '\n') return Expected(R"(\n: a line ends only within ``)");
      if (quote != '`' && Take('\\')) {
        TRUSTWATCH_RETURN_IF_ERROR(Escape(quote, value));
      } else {
        value += Peek();
        ++at_;
      }
    }
    return value;
  }

  // What follows a backslash.
  absl::Status Escape(char quote, std::string& value) {
    constexpr std::string_view kLetters = "abfnrtv\\";
    constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\";
    const char c = AtEnd() ? '\0' : Peek();
    if (c != '\0' && kLetters.find(c) != std::string_view::npos) {
      value += kMeanings[kLetters.find(c)];
      ++at_;
      return absl::OkStatus();
    }
    if (c == quote) {
      value += quote;
      ++at_;
      return absl::OkStatus();
    }
    if (c >= '0' && c <= '7') return Byte(3, 8, value);
    if (c == 'x') return ++at_, Byte(2, 16, value);
    if (c == 'u') return ++at_, Rune(4, value);
    if (c == 'U') return ++at_, Rune(8, value);
    return Expected(
        fmt::format(R"(one of a b f n r t v \ {} x u U or three octal digits after \)", quote));
  }

  absl::Status Byte(std::size_t digits, std::uint32_t base, std::string& value) {
    const std::optional<std::uint32_t> byte = Digits(text_.substr(at_), digits, base);
    if (!byte.has_value() || *byte > 0xff) {
      return Expected(base == 8 ? "three octal digits up to 377" : "two hexadecimal digits");
    }
    value += static_cast<char>(*byte);
    at_ += digits;
    return absl::OkStatus();
  }

  absl::Status Rune(std::size_t digits, std::string& value) {
    const std::optional<std::uint32_t> rune = Digits(text_.substr(at_), digits, 16);
    if (!rune.has_value() || *rune > 0x10ffff || (*rune >= 0xd800 && *rune < 0xe000)) {
      return Expected(fmt::format("{} hexadecimal digits of a Unicode character", digits));
    }
    AppendUtf8(*rune, value);
    at_ += digits;
    return absl::OkStatus();
  }

  std::string_view text_;  // borrowed for the length of Parse()
  std::size_t at_ = 0;
  bool is_named_ = false;
  std::vector<Matcher> matchers_;
};

}  // namespace

absl::StatusOr<std::vector<Matcher>> ParseSelector(std::string_view text) {
  if (text.size() > kSelectorBytesMax) {
    return Refusal(
        "SELECTOR_TOO_LONG",
        fmt::format("the selector has {} bytes, the most is {}; ask with several match[]",
                    text.size(), kSelectorBytesMax));
  }
  return Parser(text).Parse();
}

}  // namespace trustwatch::samples
