#ifndef TRUSTWATCH_COLLECTORS_CLI_ARGUMENTS_H_
#define TRUSTWATCH_COLLECTORS_CLI_ARGUMENTS_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "collectors/sources/source_row.h"
#include "google/protobuf/timestamp.pb.h"
#include "trustwatch/v1/value.pb.h"

// What a person types on the command line, read. Errors are kInvalidArgument, reason
// ARGUMENT_MALFORMED, and name the option. Pure.
namespace trustwatch::cli {

// 2026-04-30.
absl::StatusOr<v1::Date> DateArgument(std::string_view option, std::string_view text);

// 2026-04: the first day of that month.
absl::StatusOr<v1::Date> MonthArgument(std::string_view option, std::string_view text);

// 2026-04, or 2026-02-01..2026-04-30.
absl::StatusOr<sources::SourceSpan> PeriodArgument(std::string_view option, std::string_view text);

// 2026-04-30T17:00:00Z or with an offset as in +01:00: that instant. 2026-04-30: the last instant
// of that day in London, so that the whole day counts.
absl::StatusOr<google::protobuf::Timestamp> InstantArgument(std::string_view option,
                                                            std::string_view text);

// provisional, refreshed or final; STATUS_UNSPECIFIED for an empty text.
absl::StatusOr<v1::Status> StatusArgument(std::string_view option, std::string_view text);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_ARGUMENTS_H_
