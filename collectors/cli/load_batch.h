#ifndef TRUSTWATCH_COLLECTORS_CLI_LOAD_BATCH_H_
#define TRUSTWATCH_COLLECTORS_CLI_LOAD_BATCH_H_

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "collectors/cli/batch.h"
#include "collectors/cli/load_report.h"
#include "collectors/push/client.h"
#include "collectors/sources/source_row.h"

namespace trustwatch::cli {

// A batch cut into parts of at most `rows_max` rows, by time; the rows of one period stay together,
// because the daemon judges pairs of them, unless one period alone has more.
std::vector<Batch> InParts(const Batch& batch, std::span<const sources::SourceRow> rows,
                           std::size_t rows_max);

struct LoadBatchOptions {
  bool dry_run = false;
  std::function<std::string()> new_request_id;
};

// Asks the daemon what the batch would change and, unless it is a dry run, submits just that. A
// batch that changes nothing sends nothing. Every row of the batch is counted once in `report`: as
// the live answer says where the row was sent, else as the first answer says. An error of the
// daemon counts the rows that it left undone as not sent.
absl::Status LoadBatch(const Batch& batch, std::span<const sources::SourceRow> rows,
                       const LoadBatchOptions& options, push::Client& client, LoadReport& report);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_LOAD_BATCH_H_
