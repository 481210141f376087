#include "tests/ingest/submitter_fixture.h"

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/draft.h"
#include "daemon/ingest/submitter.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {

SubmitterTest::SubmitterTest()
    : store(Value(store::Store::Open(
          {.file = folder.path() / "store.db",
           .on_committed =
               [this](const store::Committed& committed) { figures.Apply(*opened, committed); }},
          clock))),
      opened(store.get()),
      submitter(std::make_unique<ingest::Submitter>(*store, figures, definitions, clock)) {}

absl::StatusOr<ingest::Reply> SubmitterTest::Submit(domain::Draft draft) {
  // Shared, because an answer that comes too late must find it alive.
  const auto answer = std::make_shared<std::promise<absl::StatusOr<ingest::Reply>>>();
  std::future<absl::StatusOr<ingest::Reply>> future = answer->get_future();
  submitter->Submit(
      std::move(draft), {.name = "tester"},
      [answer](absl::StatusOr<ingest::Reply> reply) { answer->set_value(std::move(reply)); });
  if (future.wait_for(std::chrono::seconds(60)) != std::future_status::ready) {
    return absl::DeadlineExceededError("the submitter did not answer within 60 s");
  }
  return future.get();
}

std::optional<store::CurrentObservation> SubmitterTest::Current(std::string_view indicator,
                                                                std::string_view period) {
  const std::optional<store::SliceId> slice = store->FindSlice(SliceOf(indicator));
  const std::unique_ptr<store::Reader> reader = Value(store->NewReader());
  for (const store::CurrentObservation& current :
       Value(reader->Current(Ods("XA1"), PeriodOf(period).last()))) {
    if (current.slice == slice && current.period == PeriodOf(period)) return current;
  }
  return std::nullopt;
}

std::vector<store::RecordedObservation> SubmitterTest::Recorded(std::string_view organisation) {
  std::vector<store::RecordedObservation> rows;
  const std::unique_ptr<store::Reader> reader = Value(store->NewReader());
  EXPECT_THAT(
      reader->EachObservation(Ods(organisation), std::nullopt, {}, absl::InfiniteFuture(),
                              [&](const store::RecordedObservation& row) { rows.push_back(row); }),
      IsOk());
  return rows;
}

}  // namespace trustwatch::testing
