#ifndef TRUSTWATCH_COLLECTORS_CLI_WORDS_H_
#define TRUSTWATCH_COLLECTORS_CLI_WORDS_H_

#include <concepts>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/protobuf/timestamp.pb.h"
#include "trustwatch/v1/value.pb.h"

// How the messages of the API read. Pure functions.
namespace trustwatch::cli {

// 2026-04-30; empty for a date that is not set.
std::string DateText(const v1::Date& date);
// 2026-04 for a calendar month, else 2026-02-01..2026-04-30.
std::string PeriodText(const v1::Period& period);
// 2026-07-01T12:00:05Z, to the second.
std::string InstantText(const google::protobuf::Timestamp& instant);
// The shortest digits that mean this very number: 62.5.
std::string NumberText(double number);
// 62.5 (5/8), nil return, not applicable, suppressed, missing: records system down.
std::string ValueText(const v1::Value& value);

// A value in the columns of a table for programs.
struct ValueColumns {
  std::string kind;  // number, nil_return, not_applicable, suppressed, missing
  std::string number;
  std::string numerator;
  std::string denominator;
  std::string reason;
};
ValueColumns ColumnsOf(const v1::Value& value);

// "1 figure", "2 figures".
std::string Counted(std::integral auto count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

// The name of an enum's value, without what all its values begin with, in lower case with spaces:
// OUTCOME_PARTLY_ACCEPTED is "partly accepted".
std::string EnumNameText(std::string_view name, std::string_view zero_name);
template <typename Enum>
std::string EnumText(Enum value) {
  const auto* descriptor = google::protobuf::GetEnumDescriptor<Enum>();
  const auto* found = descriptor->FindValueByNumber(value);
  if (found == nullptr) return std::to_string(static_cast<int>(value));
  return EnumNameText(found->name(), descriptor->FindValueByNumber(0)->name());
}

// Cells of a table for programs: empty for a number that is not there, and for an enum's zero.
std::string NumberOrNothing(bool is_there, double number);
template <typename Enum>
std::string EnumOrNothing(Enum value) {
  return static_cast<int>(value) == 0 ? "" : EnumText(value);
}

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_WORDS_H_
