#include "collectors/cli/return_reading.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/cli/batch.h"
#include "collectors/cli/findings.h"
#include "collectors/sources/return_file.h"
#include "collectors/sources/source_row.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/limits.h"
#include "fmt/format.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::cli {
namespace {

sources::ShapeFault OrganisationMissing(const sources::SourceRow& row) {
  return {.place = {.file = row.place.file, .row = row.place.row, .column = {}},
          .value = {},
          .message = "the row names no organisation",
          .cure = "give --org CODE, or add a column organisation"};
}

sources::ShapeFault TooManyRows(const std::string& file, const Batch& batch) {
  return {.place = {.file = file, .row = 0, .column = {}},
          .value = batch.organisation,
          .message = fmt::format("has {} figures in this file, and a submission takes {}",
                                 batch.rows.size(), domain::kObservationsPerSubmissionMax),
          .cure = "split the file by period into smaller ones and submit each"};
}

sources::ShapeFault NoFigures(const std::string& file) {
  return {.place = {.file = file, .row = 0, .column = {}},
          .value = {},
          .message = "the file has no figure",
          .cure = "fill in at least one cell; write nil for a nil return"};
}

void AddOurFaults(ReadingOfReturn& reading) {
  std::vector<sources::ShapeFault> faults;
  std::int64_t last_row = -1;  // a row of a wide file gives many figures, and one fault
  for (const sources::SourceRow& row : reading.content.rows) {
    if (!row.organisation.empty() || row.place.row == last_row) continue;
    last_row = row.place.row;
    faults.push_back(OrganisationMissing(row));
  }
  for (const Batch& batch : reading.batches) {
    if (batch.rows.size() > domain::kObservationsPerSubmissionMax) {
      faults.push_back(TooManyRows(reading.file, batch));
    }
  }
  if (reading.content.rows.empty() && reading.faults.empty()) {
    faults.push_back(NoFigures(reading.file));
  }
  for (const sources::ShapeFault& fault : faults) reading.faults.push_back(Placed(fault));
}

}  // namespace

absl::StatusOr<ReadingOfReturn> ReadForSending(const std::string& file,
                                               const sources::ReturnOptions& options,
                                               v1::Status fallback) {
  ReadingOfReturn reading{.file = file};
  TRUSTWATCH_ASSIGN_OR_RETURN(reading.content, sources::ReadReturn(file, options));
  reading.batches = MakeBatches(reading.content.rows, fallback);
  for (const sources::ShapeFault& fault : reading.content.faults) {
    reading.faults.push_back(Placed(fault));
  }
  AddOurFaults(reading);
  reading.fault_count =
      static_cast<std::int64_t>(reading.faults.size()) + reading.content.faults_left_off;
  return reading;
}

}  // namespace trustwatch::cli
