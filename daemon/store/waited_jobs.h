#ifndef TRUSTWATCH_DAEMON_STORE_WAITED_JOBS_H_
#define TRUSTWATCH_DAEMON_STORE_WAITED_JOBS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/reader.h"
#include "daemon/store/writer.h"

// Small writes whose caller waits for the disk, kDeadlineMax at most. Errors are those of Store.
namespace trustwatch::store {

// The keys of slices, made if need be, in the order of `slices`.
absl::StatusOr<std::vector<SliceId>> WriteSlices(Writer& writer,
                                                 const std::vector<domain::Slice>& slices);

absl::Status WriteCatalogue(Writer& writer, std::string_view version, std::string_view digest);

absl::StatusOr<domain::SubmissionRecord> WriteWithdrawal(Writer& writer, domain::SubmissionId id,
                                                         std::string_view reason,
                                                         std::string_view caller);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_WAITED_JOBS_H_
