#ifndef TRUSTWATCH_TESTS_STORE_STORE_BUILDER_H_
#define TRUSTWATCH_TESTS_STORE_STORE_BUILDER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/store/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::testing {

// A digest of the catalogue that every StoreBuilder records.
inline constexpr std::string_view kCatalogueDigest = "catalogue-1";

// A store in a folder of its own, which a test opens, closes and opens again.
struct StoreFixture {
  StoreFixture();

  // Closes the store if it is open, and opens it. Ends the test program if that fails.
  void Open();
  absl::Status TryOpen();
  void Close() { store.reset(); }

  store::SliceId Slice(std::string_view indicator);  // the whole, over a month
  // A submission judged now, with a content digest of its own; the caller adds its rows.
  store::NewSubmission Submission(std::string_view organisation, std::string_view request_id);

  // Waits for the writer.
  absl::StatusOr<store::Store::Recorded> TryRecord(store::NewSubmission submission);
  // The number of the new submission.
  domain::SubmissionId Record(store::NewSubmission submission);
  // One number for one month, as ingest would judge it. `request_id` is made up.
  domain::SubmissionId RecordValue(std::string_view organisation, store::SliceId slice,
                                   std::string_view month, domain::Value value);

  std::vector<store::CurrentObservation> Current(std::string_view organisation,
                                                 std::string_view last_day);
  std::vector<store::CurrentObservation> Latest(std::string_view organisation);
  std::vector<store::RecordedObservation> Each(std::string_view organisation,
                                               absl::Time as_of = absl::InfiniteFuture());

  TemporaryFolder folder;
  FakeClock clock;
  store::StoreOptions options;  // used by the next Open
  std::unique_ptr<store::Store> store;

 private:
  int requests_ = 0;
};

domain::Value Count(double value);
store::NewObservation Row(store::SliceId slice, std::string_view period, domain::Value value,
                          int revision = 1);

// Runs SQL on the file through a connection of its own; ends the test program on an error.
void RunSql(const std::filesystem::path& file, std::string_view sql);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_STORE_STORE_BUILDER_H_
