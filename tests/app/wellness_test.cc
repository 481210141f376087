#include "daemon/app/wellness.h"

#include <chrono>
#include <future>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/app/service_manager.h"
#include "daemon/store/sqlite_store.h"
#include "daemon/store/store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/app/notify_socket.h"
#include "tests/store/store_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;
using ::trustwatch::testing::Count;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::IsOk;
using ::trustwatch::testing::NotifySocket;
using ::trustwatch::testing::StoreFixture;
using ::trustwatch::testing::Value;
using ::trustwatch::testing::Variable;

TEST(Wellness, OnlyWhatAStartMayMendIsNotWell) {
  EXPECT_THAT(Wellness(absl::OkStatus()), IsOk());
  EXPECT_THAT(Wellness(absl::ResourceExhaustedError("full")), IsOk());
  EXPECT_THAT(Wellness(absl::UnavailableError("locked")), IsOk());
  EXPECT_THAT(Wellness(absl::DataLossError("damaged")),
              IsError(absl::StatusCode::kDataLoss, "damaged"));
  EXPECT_THAT(Wellness(absl::InternalError("disk error")),
              IsError(absl::StatusCode::kInternal, "disk error"));
}

// A store whose writer hangs in its work until the test lets it go, as it does when a disk hangs.
struct HangingStore {
  HangingStore() {
    stored.options.on_committed = [this](const store::Committed&) {
      hangs.set_value();
      released.get_future().wait_for(std::chrono::minutes(1));
    };
    stored.Close();
    stored.store =
        Value(store::SqliteStore::Open(stored.options, stored.clock, absl::ZeroDuration()));
    auto submission = stored.Submission("XA1", "one");
    submission.observations.push_back(
        trustwatch::testing::Row(stored.Slice("a"), "2026-04", Count(1)));
    stored.store->Record(std::move(submission), [](const auto&) {});
    hangs.get_future().wait_for(std::chrono::minutes(1));
  }
  ~HangingStore() {
    released.set_value();
    stored.Close();
  }

  std::promise<void> hangs;
  std::promise<void> released;
  StoreFixture stored;
};

TEST(Wellness, TheWatchdogOfAStoreWhoseWriterHangsIsNotFed) {
  const trustwatch::testing::TemporaryFolder folder;
  const NotifySocket systemd(folder.path() / "notify");
  const Variable watchdog("WATCHDOG_USEC", "60000000");
  ServiceManager manager;
  const HangingStore hanging;
  const absl::Status well = Wellness(hanging.stored.store->Health());
  EXPECT_THAT(well, HasReason("STORE_STALLED"));
  manager.Turn(well, "serving");
  EXPECT_THAT(systemd.Next(), Optional(HasSubstr("STATUS=not well: the store ")));
  EXPECT_EQ(systemd.Next(absl::ZeroDuration()), std::nullopt) << "nothing was fed";
}

}  // namespace
}  // namespace trustwatch::app
