#ifndef TRUSTWATCH_COLLECTORS_CLI_BATCH_H_
#define TRUSTWATCH_COLLECTORS_CLI_BATCH_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "collectors/sources/source_row.h"
#include "trustwatch/v1/submission_service.pb.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::cli {

// The rows of a file that make one submission: those of one organisation and one status.
struct Batch {
  std::string organisation;
  v1::Status status = v1::STATUS_UNSPECIFIED;
  std::vector<std::size_t> rows;  // where they stand among the file's rows, in the file's order
};

// Rows in batches: by organisation in the order in which the file first names them, and for each
// from provisional to final, so that a settled figure comes after the first cut of it.
// `fallback` is the status of rows that name none.
std::vector<Batch> MakeBatches(std::span<const sources::SourceRow> rows, v1::Status fallback);

// A row as the API wants it.
v1::Observation ToObservation(const sources::SourceRow& row);

// A submission of the batch without a request id.
v1::SubmitRequest ToRequest(const Batch& batch, std::span<const sources::SourceRow> rows);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_BATCH_H_
