#ifndef TRUSTWATCH_COLLECTORS_CLI_RETURN_READING_H_
#define TRUSTWATCH_COLLECTORS_CLI_RETURN_READING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/cli/batch.h"
#include "collectors/cli/findings.h"
#include "collectors/sources/return_file.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::cli {

// A return as it is to be sent.
struct ReadingOfReturn {
  std::string file;
  sources::ReturnFile content;
  std::vector<Batch> batches;
  std::vector<PlacedFinding> faults;  // not empty: nothing of it may be sent
  std::int64_t fault_count = 0;       // faults, and those that the reader counted only
};

// Reads a return and puts its rows into batches. Beyond what cannot be read, a row without an
// organisation is a fault, more rows of an organisation than a submission may have, and a file
// without any figure. Errors are those of sources::ReadReturn.
absl::StatusOr<ReadingOfReturn> ReadForSending(const std::string& file,
                                               const sources::ReturnOptions& options,
                                               v1::Status fallback);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_RETURN_READING_H_
