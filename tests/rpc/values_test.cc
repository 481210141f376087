#include "daemon/rpc/values.h"

#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/value.h"
#include "gmock/gmock.h"
#include "google/protobuf/timestamp.pb.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::rpc {
namespace {

using ::testing::HasSubstr;
using ::trustwatch::testing::DayOf;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::PeriodOf;
using ::trustwatch::testing::SliceOf;
using ::trustwatch::testing::Value;

v1::Value Sent(const domain::Value& value) {
  v1::Value sent;
  ToProto(value, sent);
  return sent;
}

TEST(Values, EachOfTheFiveIsSentAsItself) {
  const v1::Value full = Sent(domain::Number{.value = 62.5, .numerator = 5, .denominator = 8});
  EXPECT_EQ(full.kind_case(), v1::Value::kNumber);
  EXPECT_EQ(full.number().value(), 62.5);
  EXPECT_EQ(full.number().numerator(), 5);
  EXPECT_EQ(full.number().denominator(), 8);
  EXPECT_TRUE(Sent(domain::NilReturn{}).has_nil_return());
  EXPECT_TRUE(Sent(domain::NotApplicable{}).has_not_applicable());
  EXPECT_TRUE(Sent(domain::Suppressed{}).has_suppressed());
  EXPECT_EQ(Sent(domain::Missing{.reason = "system down"}).missing().reason(), "system down");
}

TEST(Values, ZeroIsAFigureAndAbsentPartsStayAbsent) {
  const v1::Value zero = Sent(domain::Number{.value = 0});
  EXPECT_TRUE(zero.number().has_value());
  EXPECT_FALSE(zero.number().has_numerator());
  EXPECT_FALSE(zero.number().has_denominator());
}

TEST(Values, EachOfTheFiveIsReadAsItself) {
  v1::Value sent;
  EXPECT_TRUE(std::holds_alternative<std::monostate>(ToDomain(sent)));
  sent.mutable_number();
  auto number = std::get<domain::DraftNumber>(ToDomain(sent));
  EXPECT_FALSE(number.value.has_value());
  EXPECT_FALSE(number.numerator.has_value());
  EXPECT_FALSE(number.denominator.has_value());
  sent.mutable_number()->set_value(0);
  sent.mutable_number()->set_numerator(-1);
  sent.mutable_number()->set_denominator(std::numeric_limits<double>::infinity());
  number = std::get<domain::DraftNumber>(ToDomain(sent));
  EXPECT_EQ(number.value, 0);
  EXPECT_EQ(number.numerator, -1);
  EXPECT_EQ(number.denominator, std::numeric_limits<double>::infinity());
  EXPECT_EQ(number.unit_sign, domain::UnitSign::kNone);
  for (const auto& [sign, read] : {std::pair(v1::UNIT_SIGN_PERCENT, domain::UnitSign::kPercent),
                                   std::pair(v1::UNIT_SIGN_POUNDS, domain::UnitSign::kPounds),
                                   std::pair(v1::UnitSign(9), domain::UnitSign::kUnknown)}) {
    sent.mutable_number()->set_unit_sign(sign);
    EXPECT_EQ(std::get<domain::DraftNumber>(ToDomain(sent)).unit_sign, read);
  }
  sent.mutable_nil_return();
  EXPECT_TRUE(std::holds_alternative<domain::NilReturn>(ToDomain(sent)));
  sent.mutable_not_applicable();
  EXPECT_TRUE(std::holds_alternative<domain::NotApplicable>(ToDomain(sent)));
  sent.mutable_suppressed();
  EXPECT_TRUE(std::holds_alternative<domain::Suppressed>(ToDomain(sent)));
  sent.mutable_missing()->set_reason("why");
  EXPECT_EQ(std::get<domain::Missing>(ToDomain(sent)).reason, "why");
}

TEST(Observations, AreSentWithEveryField) {
  domain::Slice slice = SliceOf("calls_offered");
  slice.breakdown = "ethnicity:white";
  v1::Observation sent;
  ToProto(domain::Observation{.slice = slice,
                              .period = PeriodOf("2026-02-01..2026-04-30"),
                              .value = domain::Number{.value = 7}},
          sent);
  EXPECT_EQ(sent.indicator(), "calls_offered");
  EXPECT_EQ(sent.breakdown(), "ethnicity:white");
  EXPECT_EQ(sent.period().first_day().year(), 2026);
  EXPECT_EQ(sent.period().first_day().month(), 2);
  EXPECT_EQ(sent.period().first_day().day(), 1);
  EXPECT_EQ(sent.period().last_day().year(), 2026);
  EXPECT_EQ(sent.period().last_day().month(), 4);
  EXPECT_EQ(sent.period().last_day().day(), 30);
  EXPECT_EQ(sent.value().number().value(), 7);
  EXPECT_EQ(sent.explanation(), "");
}

TEST(Observations, AreReadWithEveryFieldAndNothingIsJudged) {
  v1::Observation sent;
  domain::DraftObservation read = ToDomain(sent);
  EXPECT_EQ(read.indicator, "");
  EXPECT_FALSE(read.first_day.has_value());
  EXPECT_FALSE(read.last_day.has_value());

  sent.set_indicator("NOT an id");
  sent.set_breakdown("A b");
  sent.mutable_period()->mutable_first_day()->set_year(2026);
  sent.mutable_period()->mutable_first_day()->set_month(2);
  sent.mutable_period()->mutable_first_day()->set_day(31);  // there is none
  sent.mutable_period()->mutable_last_day()->set_year(-5);
  sent.mutable_value()->mutable_number()->set_value(3);
  sent.set_explanation("a new ward opened");
  read = ToDomain(sent);
  EXPECT_EQ(read.indicator, "NOT an id");
  EXPECT_EQ(read.breakdown, "A b");
  EXPECT_EQ(read.first_day, (domain::WrittenDate{.year = 2026, .month = 2, .day = 31}));
  EXPECT_EQ(read.last_day, (domain::WrittenDate{.year = -5, .month = 0, .day = 0}));
  EXPECT_EQ(std::get<domain::DraftNumber>(read.value).value, 3);
  EXPECT_EQ(read.explanation, "a new ward opened");
}

TEST(Statuses, TravelBothWaysAndUnsaidIsProvisional) {
  for (const domain::Status status :
       {domain::Status::kProvisional, domain::Status::kRefreshed, domain::Status::kFinal}) {
    EXPECT_EQ(Value(ToDomain(ToProto(status), "status")), status);
  }
  EXPECT_EQ(ToProto(domain::Status::kProvisional), v1::STATUS_PROVISIONAL);
  EXPECT_EQ(ToProto(domain::Status::kRefreshed), v1::STATUS_REFRESHED);
  EXPECT_EQ(ToProto(domain::Status::kFinal), v1::STATUS_FINAL);
  EXPECT_EQ(Value(ToDomain(v1::STATUS_UNSPECIFIED, "status")), domain::Status::kProvisional);
}

TEST(Statuses, NumbersThatTheProtoDoesNotHaveAreRefused) {
  for (const int number : {-1, 4, 99}) {
    const auto refused = ToDomain(static_cast<v1::Status>(number), "status");
    EXPECT_THAT(refused, HasReason("STATUS_UNKNOWN"));
    EXPECT_THAT(std::string(refused.status().message()),
                HasSubstr("status " + std::to_string(number)));
    EXPECT_EQ(base::ErrorOf(refused.status()).field, "status");
  }
}

TEST(Days, AreReadIfTheyExistAndNameTheirFieldIfNot) {
  v1::Date date;
  ToProto(DayOf("2024-02-29"), date);
  EXPECT_EQ(Value(ToDay(date, "month")), DayOf("2024-02-29"));
  date.set_year(2023);
  const auto refused = ToDay(date, "view.first_day");
  EXPECT_THAT(refused, HasReason("DATE_MALFORMED"));
  EXPECT_EQ(base::ErrorOf(refused.status()).field, "view.first_day");
  EXPECT_THAT(ToDay(v1::Date(), "month"), HasReason("DATE_MALFORMED"));
}

struct Instant {
  std::int64_t seconds;
  std::int32_t nanos;
};

google::protobuf::Timestamp StampOf(Instant instant) {
  google::protobuf::Timestamp stamp;
  stamp.set_seconds(instant.seconds);
  stamp.set_nanos(instant.nanos);
  return stamp;
}

// Seconds from 1970-01-01 to 0001-01-01 and to the last second of 9999, as timestamp.proto gives
// them.
constexpr std::int64_t kFirstSecond = -62'135'596'800;
constexpr std::int64_t kLastSecond = 253'402'300'799;

TEST(Instants, TravelBothWaysToTheNanosecond) {
  for (const Instant instant :
       {Instant{0, 0}, Instant{0, 1}, Instant{1'751'371'200, 123'456'789}, Instant{-1, 999'999'999},
        Instant{kFirstSecond, 0}, Instant{kLastSecond, 999'999'999}}) {
    const google::protobuf::Timestamp sent = StampOf(instant);
    google::protobuf::Timestamp back;
    ToProto(Value(ToTime(sent, "as_of")), back);
    EXPECT_EQ(back.seconds(), instant.seconds);
    EXPECT_EQ(back.nanos(), instant.nanos);
  }
  EXPECT_EQ(Value(ToTime(StampOf({1'751'371'200, 0}), "as_of")),
            absl::FromCivil(absl::CivilHour(2025, 7, 1, 12), absl::UTCTimeZone()));
}

TEST(Instants, OutOfRangeAreRefusedWithTheirField) {
  for (const Instant instant :
       {Instant{kFirstSecond - 1, 0}, Instant{kLastSecond + 1, 0}, Instant{0, -1},
        Instant{0, 1'000'000'000}, Instant{std::numeric_limits<std::int64_t>::max(), 0},
        Instant{std::numeric_limits<std::int64_t>::min(), 0}}) {
    const auto refused = ToTime(StampOf(instant), "view.as_of");
    EXPECT_THAT(refused, HasReason("TIME_MALFORMED"));
    EXPECT_EQ(base::ErrorOf(refused.status()).field, "view.as_of");
    EXPECT_THAT(std::string(refused.status().message()),
                HasSubstr(std::to_string(instant.seconds) + " seconds"));
  }
}

}  // namespace
}  // namespace trustwatch::rpc
