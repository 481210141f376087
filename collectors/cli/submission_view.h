#ifndef TRUSTWATCH_COLLECTORS_CLI_SUBMISSION_VIEW_H_
#define TRUSTWATCH_COLLECTORS_CLI_SUBMISSION_VIEW_H_

#include "collectors/cli/console.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "trustwatch/v1/submission_service.pb.h"

// How recorded submissions are shown. Pure but for the console.
namespace trustwatch::cli {

// A row for each submission; for programs with a few facts more.
Table SubmissionsTable(const v1::ListSubmissionsResponse& response, Format format);

// A row for each recorded observation.
Table ObservationsTable(const v1::GetSubmissionResponse& response, Format format);

// The receipt, the withdrawal if any, the findings and the observations.
void PrintSubmission(const v1::GetSubmissionResponse& response, const Console& console);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_SUBMISSION_VIEW_H_
