#ifndef TRUSTWATCH_DAEMON_RPC_RECEIPTS_H_
#define TRUSTWATCH_DAEMON_RPC_RECEIPTS_H_

#include "absl/status/statusor.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/receipt.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/submission_reader.h"
#include "trustwatch/v1/submission_service.pb.h"

// Submissions and what became of them, between the wire and the domain. Pure; safe from any thread.
namespace trustwatch::rpc {

// Nothing is judged but what the domain cannot hold: kInvalidArgument (STATUS_UNKNOWN).
absl::StatusOr<domain::Draft> ToDomain(const v1::SubmitRequest& request);

void ToProto(const ingest::Reply& reply, v1::SubmitResponse& out);
void ToProto(const domain::Receipt& receipt, v1::Receipt& out);
void ToProto(const domain::SubmissionRecord& record, v1::Submission& out);
void ToProto(const domain::Finding& finding, v1::Finding& out);
void ToProto(const insight::ValueComparison& comparison, v1::ValueComparison& out);

v1::Outcome ToProto(domain::Outcome outcome);
v1::Effect ToProto(domain::Effect effect);
v1::Level ToProto(domain::Level level);
v1::Difference ToProto(insight::Difference difference);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_RECEIPTS_H_
