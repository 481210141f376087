#ifndef TRUSTWATCH_TESTS_CONFORMANCE_KLEENE_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_KLEENE_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

namespace trustwatch::conformance {

// R's logic, in which an answer may be unknown. The order makes "and" the smaller of two and "or"
// the larger.
enum class Kleene : std::uint8_t { kFalse, kUnknown, kTrue };

constexpr Kleene Of(bool value) { return value ? Kleene::kTrue : Kleene::kFalse; }
constexpr Kleene And(Kleene a, Kleene b) { return std::min(a, b); }
constexpr Kleene Or(Kleene a, Kleene b) { return std::max(a, b); }
constexpr Kleene Not(Kleene a) { return static_cast<Kleene>(2 - static_cast<std::uint8_t>(a)); }

// a < b, unknown where either is not a number.
inline Kleene Less(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? Kleene::kUnknown : Of(a < b);
}

// 1, 0, or an empty cell for unknown.
inline std::string ToCell(Kleene value) {
  return value == Kleene::kUnknown ? "" : (value == Kleene::kTrue ? "1" : "0");
}

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_KLEENE_H_
