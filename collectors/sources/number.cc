#include "collectors/sources/number.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>

#include "absl/strings/ascii.h"
#include "collectors/sources/source_row.h"
#include "collectors/sources/text.h"

namespace trustwatch::sources {
namespace {

constexpr std::string_view kPound = "\xC2\xA3";
constexpr std::string_view kDigitsOnly = "write digits, with a point before decimals: 1234.5";

// What a number says besides its digits.
struct Signs {
  bool negative = false;
  UnitSign unit = UnitSign::kNone;
  std::string_view digits;
};

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// -£5 and £-5 are both written; one sign at most.
std::optional<Signs> ReadSigns(std::string_view text) {
  Signs signs;
  bool sign_seen = false;
  const auto take_sign = [&] {
    if (sign_seen) return;
    signs.negative = text.starts_with('-');
    sign_seen = TakePrefix(text, "-") || TakePrefix(text, "+");
  };
  take_sign();
  if (TakePrefix(text, kPound)) {
    signs.unit = UnitSign::kPounds;
    text = Trim(text);
    take_sign();
  }
  if (text.ends_with('%')) {
    if (signs.unit != UnitSign::kNone) return std::nullopt;
    signs.unit = UnitSign::kPercent;
    text = Trim(text.substr(0, text.size() - 1));
  }
  signs.digits = text;
  return signs;
}

// The separator of thousands that `text` begins with, as a letter: ',' or ' '. 0: none.
char SeparatorAt(std::string_view text, std::size_t& size) {
  size = 1;
  if (text.front() == ',') return ',';
  size = SpaceSize(text);
  return size == 0 ? '\0' : ' ';
}

// 1,234,567 without its separators, which are all alike; nullopt if a group is not right.
std::optional<std::string> Ungroup(std::string_view whole) {
  std::string digits;
  char separator = '\0';
  std::size_t group = 0;
  while (!whole.empty()) {
    std::size_t size = 1;
    const char found = SeparatorAt(whole, size);
    if (found == '\0') {
      if (!absl::ascii_isdigit(static_cast<unsigned char>(whole.front()))) return std::nullopt;
      digits += whole.front();
      ++group;
      size = 1;
    } else {
      const bool first = separator == '\0';
      if (first ? group == 0 || group > 3 || digits.front() == '0' : group != 3)
        return std::nullopt;
      if (!first && found != separator) return std::nullopt;
      separator = found;
      group = 0;
    }
    whole.remove_prefix(size);
  }
  if (separator != '\0' && group != 3) return std::nullopt;
  return digits;
}

bool IsPlain(std::string_view text) {
  std::size_t digits = 0;
  const auto take_digits = [&] {
    while (!text.empty() && absl::ascii_isdigit(static_cast<unsigned char>(text.front()))) {
      text.remove_prefix(1);
      ++digits;
    }
  };
  take_digits();
  if (TakePrefix(text, ".")) take_digits();
  if (digits == 0) return false;
  if (TakePrefix(text, "e") || TakePrefix(text, "E")) {
    if (!TakePrefix(text, "+")) TakePrefix(text, "-");
    return IsDigits(text);
  }
  return text.empty();
}

// The digits as from_chars reads them; nullopt if they are not a number.
std::optional<std::string> Plain(std::string_view digits) {
  if (IsPlain(digits)) return std::string(digits);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::optional<std::string> whole = Ungroup(digits.substr(0, point));
  const std::string_view fraction = digits.substr(point);
  if (!whole.has_value() || whole->empty()) return std::nullopt;
  if (fraction.size() > 1 && !IsDigits(fraction.substr(1))) return std::nullopt;
  whole->append(fraction);
  return whole;
}

// True if the text is a number once letters that look like digits are taken for them.
bool LooksTyped(std::string_view text) {
  std::string mended(text);
  bool has_digit = false;
  for (char& c : mended) {
    has_digit = has_digit || absl::ascii_isdigit(static_cast<unsigned char>(c));
    if (c == 'O' || c == 'o') c = '0';
    if (c == 'l' || c == 'I') c = '1';
  }
  return mended != text && (has_digit || text.size() == 1) && Plain(mended).has_value();
}

// 1.234,56 or 12,5: a comma where a point is meant.
bool HasDecimalComma(std::string_view text) {
  const std::size_t comma = text.rfind(',');
  return comma != std::string_view::npos && comma > text.rfind('.') + 1 &&
         IsDigits(text.substr(comma + 1)) && text.find('.') != std::string_view::npos;
}

bool BeginsWithAny(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  return std::ranges::any_of(prefixes, [text](std::string_view p) { return text.starts_with(p); });
}

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

// Full-width digits, and the minus of a typesetter.
bool HasForeignDigits(std::string_view text) {
  return text.find("\xEF\xBC") != std::string_view::npos ||
         text.find("\xE2\x88\x92") != std::string_view::npos ||
         text.find("\xE2\x80\x93") != std::string_view::npos;
}

bool OnlyDigitsAndSeparators(std::string_view text) {
  return absl::ascii_isdigit(static_cast<unsigned char>(text.front())) &&
         text.find_first_not_of("0123456789, .") == std::string_view::npos &&
         text.find_first_of(", ") != std::string_view::npos;
}

Complaint Diagnose(std::string_view text) {
  const std::string lower = Lower(text);
  std::string_view bare = lower;
  if (!bare.empty() && (bare.front() == '-' || bare.front() == '+')) bare.remove_prefix(1);
  if (IsOneOf(bare, {"nan", "inf", "infinity"})) {
    return {"is not a figure", "write the figure, or missing: and the reason"};
  }
  if (text.front() == '(' && text.back() == ')') {
    return {"is a figure in brackets", "write a figure below zero with -, for example -12"};
  }
  if (BeginsWithAny(text, {"<", ">", "\xE2\x89\xA4", "\xE2\x89\xA5"})) {
    return {"is a range, not a figure", "write the figure, or * if it is suppressed"};
  }
  if (BeginsWithAny(bare, {"0x"})) return {"is a hexadecimal number", "write decimal digits"};
  if (LooksTyped(text)) {
    return {"has a letter in place of a digit", "write the digits 0 and 1, not the letters O or l"};
  }
  if (HasDecimalComma(text)) {
    return {"has a comma as the decimal mark", "write a point before decimals: 1234.56"};
  }
  if (OnlyDigitsAndSeparators(text)) {
    return {"has digits that are not in groups of three",
            "write it without separators, with a point before decimals: 1234.5"};
  }
  if (HasForeignDigits(text)) {
    return {"has digits or a minus of another kind", "write the digits 0 to 9, and - for minus"};
  }
  return {"is not a number", std::string(kDigitsOnly)};
}

}  // namespace

std::variant<NumberText, Complaint> ReadNumber(std::string_view text) {
  const std::optional<Signs> signs = ReadSigns(text);
  if (!signs.has_value()) {
    return Complaint{"is both pounds and percent", "write the figure in the indicator's unit"};
  }
  const std::optional<std::string> plain = Plain(signs->digits);
  if (!plain.has_value()) return Diagnose(text);
  double value = 0;
  const auto [end, error] = std::from_chars(plain->data(), plain->data() + plain->size(), value);
  if (error == std::errc::result_out_of_range) {
    return Complaint{"is too large or too small for a number", "write the figure itself"};
  }
  if (error != std::errc{} || end != plain->data() + plain->size()) return Diagnose(text);
  if (signs->negative && value != 0) value = -value;
  return NumberText{.value = value, .unit = signs->unit};
}

}  // namespace trustwatch::sources
