#include "collectors/cli/arguments.h"

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/sources/source_row.h"
#include "daemon/base/error.h"
#include "daemon/domain/london.h"
#include "daemon/domain/period.h"
#include "fmt/format.h"
#include "google/protobuf/timestamp.pb.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::cli {
namespace {

absl::Status Malformed(std::string_view option, std::string_view text, std::string_view wanted) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "ARGUMENT_MALFORMED",
                     .message = fmt::format("{} \"{}\" is not {}", option, text, wanted),
                     .field = std::string(option)}
      .ToStatus();
}

v1::Date ToProto(domain::Day day) {
  const domain::WrittenDate written = domain::ToWritten(day);
  v1::Date date;
  date.set_year(written.year);
  date.set_month(written.month);
  date.set_day(written.day);
  return date;
}

sources::SourceDate ToSource(domain::Day day) {
  const domain::WrittenDate written = domain::ToWritten(day);
  return {.year = written.year, .month = written.month, .day = written.day};
}

}  // namespace

absl::StatusOr<v1::Date> DateArgument(std::string_view option, std::string_view text) {
  const absl::StatusOr<domain::Day> day = domain::ParseDay(text);
  if (!day.ok()) return Malformed(option, text, "a day; write it as 2026-04-30");
  return ToProto(*day);
}

absl::StatusOr<v1::Date> MonthArgument(std::string_view option, std::string_view text) {
  const absl::StatusOr<domain::Day> day = domain::ParseDay(fmt::format("{}-01", text));
  if (!day.ok()) return Malformed(option, text, "a month; write it as 2026-04");
  return ToProto(*day);
}

absl::StatusOr<sources::SourceSpan> PeriodArgument(std::string_view option, std::string_view text) {
  const absl::StatusOr<domain::Period> period = domain::Period::Parse(text);
  if (!period.ok()) {
    return Malformed(option, text,
                     "a period; write a month as 2026-04, or the first and last day as "
                     "2026-02-01..2026-04-30");
  }
  return sources::SourceSpan{ToSource(period->first()), ToSource(period->last())};
}

absl::StatusOr<google::protobuf::Timestamp> InstantArgument(std::string_view option,
                                                            std::string_view text) {
  absl::Time instant;
  std::string error;
  if (const absl::StatusOr<domain::Day> day = domain::ParseDay(text); day.ok()) {
    const absl::StatusOr<absl::Time> end = domain::EndOfLondonDay(*day);
    if (!end.ok()) return end.status();
    instant = *end;
  } else if (text.find('T') == std::string_view::npos ||
             !absl::ParseTime(absl::RFC3339_full, std::string(text), &instant, &error)) {
    return Malformed(option, text,
                     "a day or an instant; write 2026-04-30 for all of that day, or "
                     "2026-04-30T17:00:00Z");
  }
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(instant));
  const absl::Duration rest = instant - absl::FromUnixSeconds(timestamp.seconds());
  timestamp.set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(rest)));
  return timestamp;
}

absl::StatusOr<v1::Status> StatusArgument(std::string_view option, std::string_view text) {
  if (text.empty()) return v1::STATUS_UNSPECIFIED;
  if (text == "provisional") return v1::STATUS_PROVISIONAL;
  if (text == "refreshed") return v1::STATUS_REFRESHED;
  if (text == "final") return v1::STATUS_FINAL;
  return Malformed(option, text, "a status; write provisional, refreshed or final");
}

}  // namespace trustwatch::cli
