#ifndef TRUSTWATCH_DAEMON_DOMAIN_VALUE_H_
#define TRUSTWATCH_DAEMON_DOMAIN_VALUE_H_

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace trustwatch::domain {

// A figure in the indicator's unit, with what it was computed from where the indicator has that.
// All finite.
struct Number {
  double value = 0;
  std::optional<double> numerator;
  std::optional<double> denominator;

  friend bool operator==(const Number&, const Number&) = default;
};

struct NilReturn {  // there was nothing to count; not the number 0
  friend bool operator==(const NilReturn&, const NilReturn&) = default;
};
struct NotApplicable {  // the indicator has no meaning for this organisation
  friend bool operator==(const NotApplicable&, const NotApplicable&) = default;
};
struct Suppressed {  // a figure exists and is withheld
  friend bool operator==(const Suppressed&, const Suppressed&) = default;
};
struct Missing {  // a figure should exist and does not
  std::string reason;
  friend bool operator==(const Missing&, const Missing&) = default;
};

// What one cell of a return says. Never merged, never guessed from one another, no sentinel
// numbers.
using Value = std::variant<Number, NilReturn, NotApplicable, Suppressed, Missing>;

// number, nil_return, not_applicable, suppressed or missing.
std::string_view KindName(const Value& value);

// For people: 62.5, "nil return", "suppressed", "missing: records system down".
std::string ToString(const Value& value);

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_VALUE_H_
