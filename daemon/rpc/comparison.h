#ifndef TRUSTWATCH_DAEMON_RPC_COMPARISON_H_
#define TRUSTWATCH_DAEMON_RPC_COMPARISON_H_

#include "absl/status/statusor.h"
#include "daemon/domain/definitions.h"
#include "daemon/insight/comparison.h"
#include "daemon/insight/comparison_reader.h"
#include "trustwatch/v1/insight_service.pb.h"

// Organisations beside each other, between the wire and insight. Pure; safe from any thread.
namespace trustwatch::rpc {

// kInvalidArgument: DATE_MALFORMED (last_day), TIME_MALFORMED (as_of). Names are checked by the
// ComparisonReader.
absl::StatusOr<insight::ComparisonQuery> ToDomain(const v1::CompareOrganisationsRequest& request);

// Every number, message and word is set only if it exists. The unit comes from `definitions`; it is
// empty for an indicator that has left the catalogue. `out` is empty before.
void ToProto(const insight::Comparison& comparison, const domain::Definitions& definitions,
             v1::CompareOrganisationsResponse& out);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_COMPARISON_H_
