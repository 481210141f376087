#include "daemon/domain/value.h"

#include <array>
#include <string>
#include <string_view>
#include <variant>

#include "fmt/format.h"

namespace trustwatch::domain {

std::string_view KindName(const Value& value) {
  constexpr std::array<std::string_view, std::variant_size_v<Value>> kNames = {
      "number", "nil_return", "not_applicable", "suppressed", "missing"};
  return kNames[value.index()];
}

std::string ToString(const Value& value) {
  if (const auto* number = std::get_if<Number>(&value)) return fmt::format("{}", number->value);
  if (const auto* missing = std::get_if<Missing>(&value)) {
    return fmt::format("missing: {}", missing->reason);
  }
  if (std::holds_alternative<NilReturn>(value)) return "nil return";
  if (std::holds_alternative<NotApplicable>(value)) return "not applicable";
  return "suppressed";
}

}  // namespace trustwatch::domain
