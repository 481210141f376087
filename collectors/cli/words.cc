#include "collectors/cli/words.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "fmt/format.h"
#include "google/protobuf/timestamp.pb.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::cli {
namespace {

bool IsCalendarMonth(const v1::Period& period) {
  const v1::Date& first = period.first_day();
  const v1::Date& last = period.last_day();
  if (first.year() != last.year() || first.month() != last.month() || first.day() != 1) {
    return false;
  }
  const std::chrono::year_month_day_last end =
      std::chrono::year(last.year()) / std::chrono::month(static_cast<unsigned>(last.month())) /
      std::chrono::last;
  return end.ok() && static_cast<unsigned>(end.day()) == static_cast<unsigned>(last.day());
}

std::string NumberValueText(const v1::Number& number) {
  std::string text = number.has_value() ? NumberText(number.value()) : "";
  if (!number.has_numerator() && !number.has_denominator()) return text;
  const std::string parts =
      fmt::format("{}/{}", number.has_numerator() ? NumberText(number.numerator()) : "?",
                  number.has_denominator() ? NumberText(number.denominator()) : "?");
  return text.empty() ? parts : fmt::format("{} ({})", text, parts);
}

}  // namespace

std::string DateText(const v1::Date& date) {
  if (date.year() == 0) return "";
  return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

std::string PeriodText(const v1::Period& period) {
  if (IsCalendarMonth(period)) {
    return fmt::format("{:04}-{:02}", period.first_day().year(), period.first_day().month());
  }
  return fmt::format("{}..{}", DateText(period.first_day()), DateText(period.last_day()));
}

std::string InstantText(const google::protobuf::Timestamp& instant) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(instant.seconds()),
                          absl::UTCTimeZone());
}

std::string NumberText(double number) { return fmt::format("{}", number); }

std::string NumberOrNothing(bool is_there, double number) {
  return is_there ? NumberText(number) : "";
}

std::string ValueText(const v1::Value& value) {
  switch (value.kind_case()) {
    case v1::Value::kNumber:
      return NumberValueText(value.number());
    case v1::Value::kNilReturn:
      return "nil return";
    case v1::Value::kNotApplicable:
      return "not applicable";
    case v1::Value::kSuppressed:
      return "suppressed";
    case v1::Value::kMissing:
      return fmt::format("missing: {}", value.missing().reason());
    case v1::Value::KIND_NOT_SET:
      break;
  }
  return "";
}

ValueColumns ColumnsOf(const v1::Value& value) {
  ValueColumns columns;
  if (value.kind_case() != v1::Value::KIND_NOT_SET) {
    columns.kind =
        value.GetDescriptor()->FindFieldByNumber(static_cast<int>(value.kind_case()))->name();
  }
  if (value.has_number()) {
    const v1::Number& number = value.number();
    if (number.has_value()) columns.number = NumberText(number.value());
    if (number.has_numerator()) columns.numerator = NumberText(number.numerator());
    if (number.has_denominator()) columns.denominator = NumberText(number.denominator());
  }
  if (value.has_missing()) columns.reason = value.missing().reason();
  return columns;
}

std::string EnumNameText(std::string_view name, std::string_view zero_name) {
  constexpr std::string_view kZeroEnd = "UNSPECIFIED";
  if (zero_name.ends_with(kZeroEnd)) {
    const std::string_view start = zero_name.substr(0, zero_name.size() - kZeroEnd.size());
    if (name.starts_with(start)) name.remove_prefix(start.size());
  }
  std::string text(name);
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char letter) {
    return letter == '_' ? ' ' : static_cast<char>(std::tolower(letter));
  });
  return text;
}

}  // namespace trustwatch::cli
