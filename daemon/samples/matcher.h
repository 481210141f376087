#ifndef TRUSTWATCH_DAEMON_SAMPLES_MATCHER_H_
#define TRUSTWATCH_DAEMON_SAMPLES_MATCHER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace re2 {
class RE2;
}  // namespace re2

namespace trustwatch::samples {

enum class MatchKind : std::uint8_t { kEqual, kNotEqual, kRegex, kNotRegex };

// One condition on a label, as PromQL has them. Const methods are safe from any thread. Cheap to
// copy: copies share the compiled expression, which never changes.
class Matcher {
 public:
  // A regular expression is RE2's and must match the whole value. kInvalidArgument:
  // LABEL_NAME_MALFORMED (not a letter or _, then letters, digits and _), REGEX_MALFORMED (with
  // RE2's reason), REGEX_TOO_LONG.
  static absl::StatusOr<Matcher> Make(std::string_view label, MatchKind kind,
                                      std::string_view value);

  const std::string& label() const { return label_; }
  MatchKind kind() const { return kind_; }
  const std::string& value() const { return value_; }

  // Whether a label's value fits; empty: the series does not have the label.
  bool Matches(std::string_view value) const;

 private:
  Matcher(std::string_view label, MatchKind kind, std::string_view value);

  std::string label_;
  MatchKind kind_;
  std::string value_;
  std::shared_ptr<const re2::RE2> regex_;  // shared by copies; nullptr unless a regex
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_MATCHER_H_
