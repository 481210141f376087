#ifndef TRUSTWATCH_COLLECTORS_CLI_SUBMISSION_CSV_H_
#define TRUSTWATCH_COLLECTORS_CLI_SUBMISSION_CSV_H_

#include <span>

#include "collectors/cli/batch.h"
#include "collectors/cli/findings.h"
#include "collectors/cli/return_reading.h"
#include "collectors/cli/table.h"
#include "trustwatch/v1/submission_service.pb.h"

// What `submit` tells programs that read CSV: one table, whatever happened. Pure.
namespace trustwatch::cli {

// A row for each finding, and one with an empty level for each figure without any. Beside what was
// found, each row says what the figure did and how it looks among those of its series.
Table SubmissionCsv();

// The figures of one answer. A retry's answer has findings alone. `findings` are those of the
// response, in its order.
void AddToSubmissionCsv(const v1::SubmitResponse& response, const Batch& batch,
                        const ReadingOfReturn& reading, std::span<const PlacedFinding> findings,
                        Table& table);

// Cells that could not be read; nothing was sent.
void AddToSubmissionCsv(std::span<const PlacedFinding> faults, Table& table);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_SUBMISSION_CSV_H_
