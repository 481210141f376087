#ifndef TRUSTWATCH_DAEMON_RPC_VALUES_H_
#define TRUSTWATCH_DAEMON_RPC_VALUES_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"
#include "google/protobuf/timestamp.pb.h"
#include "trustwatch/v1/value.pb.h"

// The words that every service shares, between the wire and the domain. Pure; safe from any thread.
namespace trustwatch::rpc {

void ToProto(domain::Day day, v1::Date& out);
void ToProto(const domain::Period& period, v1::Period& out);
void ToProto(const domain::Value& value, v1::Value& out);
void ToProto(const domain::Observation& observation, v1::Observation& out);
v1::Status ToProto(domain::Status status);
// Nothing finer than a nanosecond, which absl::Time may hold and the wire does not.
void ToProto(absl::Time instant, google::protobuf::Timestamp& out);

domain::WrittenDate ToDomain(const v1::Date& date);
domain::DraftValue ToDomain(const v1::Value& value);
domain::DraftObservation ToDomain(const v1::Observation& observation);

// Unspecified is provisional. kInvalidArgument (STATUS_UNKNOWN) for a number that the proto does
// not have; `field` is the path that the error names.
absl::StatusOr<domain::Status> ToDomain(v1::Status status, std::string_view field);

// kInvalidArgument (DATE_MALFORMED) for a day that does not exist or is outside 1900 to 2200.
absl::StatusOr<domain::Day> ToDay(const v1::Date& date, std::string_view field);

// kInvalidArgument (TIME_MALFORMED) outside 0001-01-01 to 9999-12-31 UTC, or with nanoseconds
// outside 0 to 999,999,999.
absl::StatusOr<absl::Time> ToTime(const google::protobuf::Timestamp& instant,
                                  std::string_view field);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_VALUES_H_
