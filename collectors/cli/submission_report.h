#ifndef TRUSTWATCH_COLLECTORS_CLI_SUBMISSION_REPORT_H_
#define TRUSTWATCH_COLLECTORS_CLI_SUBMISSION_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/cli/batch.h"
#include "collectors/cli/console.h"
#include "collectors/cli/findings.h"
#include "collectors/cli/return_reading.h"
#include "trustwatch/v1/submission_service.pb.h"

// What a person or a program is told of one answer to a submission. Pure.
namespace trustwatch::cli {

// The findings where they stand in the file.
std::vector<PlacedFinding> PlacedFindings(const v1::SubmitResponse& response, const Batch& batch,
                                          const ReadingOfReturn& reading);

// A paragraph: the outcome, the counts, the receipt, and which rows changed a figure if the answer
// has no outlooks, which say it otherwise.
std::string OutcomeText(const v1::SubmitRequest& request, const v1::SubmitResponse& response,
                        const Batch& batch, const ReadingOfReturn& reading);

Style StyleOfOutcome(v1::Outcome outcome);

// The response as JSON, with the organisation, which a refusal has no receipt to name, and the
// place of each finding: {..., "organisation": "RX4", "places": [{"file", "row", "column"}]}.
absl::StatusOr<std::string> OutcomeJson(const v1::SubmitResponse& response, const Batch& batch,
                                        const std::vector<PlacedFinding>& findings);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_SUBMISSION_REPORT_H_
