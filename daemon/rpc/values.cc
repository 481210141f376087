#include "daemon/rpc/values.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"
#include "fmt/format.h"
#include "google/protobuf/timestamp.pb.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::rpc {
namespace {

constexpr std::int32_t kNanosMax = 999'999'999;

// One overload for each of the five things that a cell can say.
struct ValueWriter {
  v1::Value& out;

  void operator()(const domain::Number& number) const {
    v1::Number& to = *out.mutable_number();
    to.set_value(number.value);
    if (number.numerator.has_value()) to.set_numerator(*number.numerator);
    if (number.denominator.has_value()) to.set_denominator(*number.denominator);
  }
  void operator()(const domain::NilReturn& /*unused*/) const { out.mutable_nil_return(); }
  void operator()(const domain::NotApplicable& /*unused*/) const { out.mutable_not_applicable(); }
  void operator()(const domain::Suppressed& /*unused*/) const { out.mutable_suppressed(); }
  void operator()(const domain::Missing& missing) const {
    out.mutable_missing()->set_reason(missing.reason);
  }
};

domain::UnitSign ToDomain(v1::UnitSign sign) {
  switch (sign) {
    case v1::UNIT_SIGN_UNSPECIFIED:
      return domain::UnitSign::kNone;
    case v1::UNIT_SIGN_PERCENT:
      return domain::UnitSign::kPercent;
    case v1::UNIT_SIGN_POUNDS:
      return domain::UnitSign::kPounds;
    default:  // of a newer contract
      return domain::UnitSign::kUnknown;
  }
}

domain::DraftNumber ToDomain(const v1::Number& number) {
  domain::DraftNumber to;
  if (number.has_value()) to.value = number.value();
  if (number.has_numerator()) to.numerator = number.numerator();
  if (number.has_denominator()) to.denominator = number.denominator();
  to.unit_sign = ToDomain(number.unit_sign());
  return to;
}

absl::Time FirstInstant() {
  return absl::FromCivil(absl::CivilSecond(1, 1, 1), absl::UTCTimeZone());
}
absl::Time LastSecond() {
  return absl::FromCivil(absl::CivilSecond(9999, 12, 31, 23, 59, 59), absl::UTCTimeZone());
}

}  // namespace

void ToProto(domain::Day day, v1::Date& out) {
  const domain::WrittenDate date = domain::ToWritten(day);
  out.set_year(date.year);
  out.set_month(date.month);
  out.set_day(date.day);
}

void ToProto(const domain::Period& period, v1::Period& out) {
  ToProto(period.first(), *out.mutable_first_day());
  ToProto(period.last(), *out.mutable_last_day());
}

void ToProto(const domain::Value& value, v1::Value& out) { std::visit(ValueWriter{out}, value); }

void ToProto(const domain::Observation& observation, v1::Observation& out) {
  out.set_indicator(observation.slice.indicator.text());
  out.set_breakdown(observation.slice.breakdown);
  ToProto(observation.period, *out.mutable_period());
  ToProto(observation.value, *out.mutable_value());
}

v1::Status ToProto(domain::Status status) {
  switch (status) {
    case domain::Status::kProvisional:
      return v1::STATUS_PROVISIONAL;
    case domain::Status::kRefreshed:
      return v1::STATUS_REFRESHED;
    case domain::Status::kFinal:
      return v1::STATUS_FINAL;
  }
  return v1::STATUS_UNSPECIFIED;
}

void ToProto(absl::Time instant, google::protobuf::Timestamp& out) {
  const std::int64_t seconds = absl::ToUnixSeconds(instant);
  out.set_seconds(seconds);
  out.set_nanos(static_cast<std::int32_t>(
      absl::ToInt64Nanoseconds(instant - absl::FromUnixSeconds(seconds))));
}

domain::WrittenDate ToDomain(const v1::Date& date) {
  return {.year = date.year(), .month = date.month(), .day = date.day()};
}

domain::DraftValue ToDomain(const v1::Value& value) {
  switch (value.kind_case()) {
    case v1::Value::kNumber:
      return ToDomain(value.number());
    case v1::Value::kNilReturn:
      return domain::NilReturn{};
    case v1::Value::kNotApplicable:
      return domain::NotApplicable{};
    case v1::Value::kSuppressed:
      return domain::Suppressed{};
    case v1::Value::kMissing:
      return domain::Missing{.reason = value.missing().reason()};
    case v1::Value::KIND_NOT_SET:
      break;
  }
  return std::monostate{};
}

domain::DraftObservation ToDomain(const v1::Observation& observation) {
  domain::DraftObservation to{.indicator = observation.indicator(),
                              .breakdown = observation.breakdown(),
                              .first_day = std::nullopt,
                              .last_day = std::nullopt,
                              .value = ToDomain(observation.value()),
                              .explanation = observation.explanation()};
  const v1::Period& period = observation.period();
  if (period.has_first_day()) to.first_day = ToDomain(period.first_day());
  if (period.has_last_day()) to.last_day = ToDomain(period.last_day());
  return to;
}

absl::StatusOr<domain::Status> ToDomain(v1::Status status, std::string_view field) {
  switch (status) {
    case v1::STATUS_UNSPECIFIED:
    case v1::STATUS_PROVISIONAL:
      return domain::Status::kProvisional;
    case v1::STATUS_REFRESHED:
      return domain::Status::kRefreshed;
    case v1::STATUS_FINAL:
      return domain::Status::kFinal;
    default:
      break;
  }
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "STATUS_UNKNOWN",
      .message = fmt::format("{} {} is no status that this daemon knows; give 1 (provisional), 2 "
                             "(refreshed) or 3 (final)",
                             field, static_cast<int>(status)),
      .field = std::string(field)}
      .ToStatus();
}

absl::StatusOr<domain::Day> ToDay(const v1::Date& date, std::string_view field) {
  auto day = domain::ToDay(ToDomain(date));
  if (day.ok()) return day;
  base::Error error = base::ErrorOf(day.status());
  error.field = std::string(field);
  return error.ToStatus();
}

absl::StatusOr<absl::Time> ToTime(const google::protobuf::Timestamp& instant,
                                  std::string_view field) {
  const bool good = instant.seconds() >= absl::ToUnixSeconds(FirstInstant()) &&
                    instant.seconds() <= absl::ToUnixSeconds(LastSecond()) &&
                    instant.nanos() >= 0 && instant.nanos() <= kNanosMax;
  if (good) return absl::FromUnixSeconds(instant.seconds()) + absl::Nanoseconds(instant.nanos());
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "TIME_MALFORMED",
      .message = fmt::format("{} with {} seconds and {} nanoseconds is no instant from 0001-01-01 "
                             "to 9999-12-31; give seconds since 1970-01-01 UTC and nanoseconds "
                             "from 0 to {}",
                             field, instant.seconds(), instant.nanos(), kNanosMax),
      .field = std::string(field)}
      .ToStatus();
}

}  // namespace trustwatch::rpc
