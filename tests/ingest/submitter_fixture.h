#ifndef TRUSTWATCH_TESTS_INGEST_SUBMITTER_FIXTURE_H_
#define TRUSTWATCH_TESTS_INGEST_SUBMITTER_FIXTURE_H_

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/history/figures.h"
#include "daemon/ingest/submitter.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"
#include "gtest/gtest.h"
#include "tests/ingest/judge_fixture.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::testing {

// A submitter over a real store in a folder of its own, with JudgeDefinitions.
class SubmitterTest : public ::testing::Test {
 protected:
  SubmitterTest();

  // Submits as "tester" and waits for the answer, 60 s at most. Safe from any thread.
  absl::StatusOr<ingest::Reply> Submit(domain::Draft draft);
  // The same, and the answer is no error.
  ingest::Reply MustSubmit(domain::Draft draft) { return Value(Submit(std::move(draft))); }

  // What is current for XA1's calls_offered or another slice in April 2026.
  std::optional<store::CurrentObservation> Current(std::string_view indicator = "calls_offered",
                                                   std::string_view period = "2026-04");
  std::vector<store::RecordedObservation> Recorded(std::string_view organisation = "XA1");

  TemporaryFolder folder;
  FakeClock clock;
  base::Published<domain::Definitions> definitions{JudgeDefinitions().Build()};
  history::Figures figures;  // outlives the store, which calls it
  std::unique_ptr<store::Store> store;
  store::Store* opened;  // store, also while that is being destroyed
  std::unique_ptr<ingest::Submitter> submitter;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_INGEST_SUBMITTER_FIXTURE_H_
