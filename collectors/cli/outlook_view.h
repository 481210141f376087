#ifndef TRUSTWATCH_COLLECTORS_CLI_OUTLOOK_VIEW_H_
#define TRUSTWATCH_COLLECTORS_CLI_OUTLOOK_VIEW_H_

#include <cstddef>

#include "collectors/cli/batch.h"
#include "collectors/cli/console.h"
#include "collectors/cli/return_reading.h"
#include "trustwatch/v1/submission_service.pb.h"

// How the figures of a submission look among those of their series.
namespace trustwatch::cli {

inline constexpr std::size_t kOutlookLinesMax = 20;

// A line for each figure that says something: refused and questioned ones first, then concerns,
// improvements, other special causes, and figures that changed without any; the newest periods
// first. With `all` every such line, otherwise kOutlookLinesMax, and how to see the rest. Ordinary
// figures are counted. Prints nothing where every figure was refused, which the findings say
// already, and where the answer has no outlooks, as that to a retry.
void PrintOutlooks(const v1::SubmitResponse& response, const Batch& batch,
                   const ReadingOfReturn& reading, bool all, const Console& console);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_OUTLOOK_VIEW_H_
