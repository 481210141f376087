#ifndef TRUSTWATCH_DAEMON_RPC_STEP_CHANGES_H_
#define TRUSTWATCH_DAEMON_RPC_STEP_CHANGES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/step_change.h"
#include "daemon/ingest/step_change_recorder.h"
#include "daemon/insight/step_change_proposals.h"
#include "daemon/insight/step_changes.h"
#include "trustwatch/v1/insight_service.pb.h"

// Step changes between the wire and the rooms behind it, and the three calls of InsightService
// about them. Safe from any thread.
namespace trustwatch::rpc {

void ToProto(const domain::StepChange& change, v1::StepChange& out);
void ToProto(const insight::ProposedStepChange& proposal, v1::StepChange& out);
void ToProto(const insight::ListedStepChange& listed, v1::StepChange& out);

insight::StepChangeFilter ToDomain(const v1::ListStepChangesRequest& request);
// kInvalidArgument (DATE_MALFORMED). A day that is not set is absent: the recorder asks for it.
absl::StatusOr<ingest::DraftStepChange> ToDomain(const v1::RecordStepChangeRequest& request);

// One page, 1,000 unless said and at most kFiguresPageSizeMax. Errors are those of
// StepChangeBook::List and of page.h.
absl::Status ListStepChanges(const v1::ListStepChangesRequest& request,
                             const insight::StepChangeBook& book, v1::ListStepChangesResponse& out);

// Waits for the disk. Errors are DATE_MALFORMED and those of StepChangeRecorder::Record.
absl::Status RecordStepChange(const v1::RecordStepChangeRequest& request,
                              const ingest::StepChangeRecorder& recorder,
                              const domain::Caller& caller, v1::RecordStepChangeResponse& out);

// Waits for the disk. Errors are those of StepChangeRecorder::Withdraw.
absl::Status WithdrawStepChange(const v1::WithdrawStepChangeRequest& request,
                                const ingest::StepChangeRecorder& recorder,
                                const domain::Caller& caller, v1::WithdrawStepChangeResponse& out);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_STEP_CHANGES_H_
