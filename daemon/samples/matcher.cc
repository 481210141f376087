#include "daemon/samples/matcher.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/excerpt.h"
#include "fmt/format.h"
#include "re2/re2.h"

namespace trustwatch::samples {
namespace {

constexpr std::size_t kRegexBytesMax = 16UL * 1024;
constexpr std::int64_t kRegexMemoryBytesMax = 4L * 1024 * 1024;

bool IsLabelName(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  const auto fits = [&is_letter](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
  return !name.empty() && is_letter(name.front()) && std::all_of(name.begin(), name.end(), fits);
}

absl::Status Malformed(std::string_view reason, std::string message) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = std::string(reason),
                     .message = std::move(message),
                     .field = "matchers"}
      .ToStatus();
}

}  // namespace

Matcher::Matcher(std::string_view label, MatchKind kind, std::string_view value)
    : label_(label), kind_(kind), value_(value) {}

absl::StatusOr<Matcher> Matcher::Make(std::string_view label, MatchKind kind,
                                      std::string_view value) {
  if (!IsLabelName(label)) {
    return Malformed("LABEL_NAME_MALFORMED",
                     fmt::format("\"{}\" in a matcher is not the name of a label; write a letter "
                                 "or _, then letters, digits and _",
                                 base::Excerpt(label)));
  }
  Matcher matcher(label, kind, value);
  if (kind == MatchKind::kEqual || kind == MatchKind::kNotEqual) return matcher;
  if (value.size() > kRegexBytesMax) {
    return Malformed("REGEX_TOO_LONG",
                     fmt::format("the regular expression for {} has {} bytes, the most is {}; "
                                 "ask in several queries",
                                 base::Excerpt(label), value.size(), kRegexBytesMax));
  }
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(kRegexMemoryBytesMax);
  options.set_dot_nl(true);  // as Prometheus does
  matcher.regex_ =
      std::make_shared<const re2::RE2>(re2::StringPiece(value.data(), value.size()), options);
  if (!matcher.regex_->ok()) {
    return Malformed("REGEX_MALFORMED",
                     fmt::format("\"{}\" for {} is not a regular expression ({}); see RE2's syntax",
                                 base::Excerpt(value), base::Excerpt(label),
                                 base::Excerpt(matcher.regex_->error())));
  }
  return matcher;
}

bool Matcher::Matches(std::string_view value) const {
  switch (kind_) {
    case MatchKind::kEqual:
      return value == value_;
    case MatchKind::kNotEqual:
      return value != value_;
    case MatchKind::kRegex:
    case MatchKind::kNotRegex:
      break;
  }
  const bool fits = re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), *regex_);
  return fits == (kind_ == MatchKind::kRegex);
}

}  // namespace trustwatch::samples
