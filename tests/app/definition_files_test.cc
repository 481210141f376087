#include "daemon/app/definition_files.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/store/store.h"
#include "daemon/telemetry/telemetry.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/app/sample_catalogue.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::trustwatch::testing::FakeClock;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::IsOk;
using ::trustwatch::testing::SampleCatalogue;
using ::trustwatch::testing::TemporaryFolder;
using ::trustwatch::testing::Value;

TEST(ReadDefinitions, GoodFilesAreRead) {
  const SampleCatalogue catalogue;
  EXPECT_EQ(Value(ReadDefinitions(catalogue.folder()))->version, "sample-1");
}

TEST(ReadDefinitions, FaultsAreCountedAndToldToTheCallerAndTheLog) {
  const SampleCatalogue catalogue;
  catalogue.BreakTwice();
  ::testing::internal::CaptureStderr();
  const auto faulty = ReadDefinitions(catalogue.folder());
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(faulty, HasReason("CATALOGUE_FAULTY"));
  EXPECT_THAT(faulty, IsError(absl::StatusCode::kFailedPrecondition,
                              AllOf(HasSubstr("have 2 faults"), HasSubstr("no_such_one"),
                                    HasSubstr("check-catalogue"))));
  const base::Error error = base::ErrorOf(faulty.status());
  EXPECT_EQ(error.metadata.at("fault_count"), "2");
  EXPECT_THAT(error.metadata.at("fault_0001"), HasSubstr("no_such_one"));
  EXPECT_THAT(error.metadata.at("fault_0002"), HasSubstr("no_such_two"));
  EXPECT_THAT(log, AllOf(HasSubstr("no_such_one"), HasSubstr("no_such_two")));
}

TEST(ReadDefinitions, AFolderThatIsNotThereIsAFault) {
  EXPECT_THAT(ReadDefinitions("/no/such/folder"), HasReason("CATALOGUE_FAULTY"));
}

// A reloader on the sample catalogue, with version sample-1 in force.
struct ReloaderTest : public ::testing::Test {
  SampleCatalogue catalogue;
  TemporaryFolder folder;
  FakeClock clock;
  telemetry::Telemetry telemetry{"test", clock};
  base::Published<domain::Definitions> definitions{Value(ReadDefinitions(catalogue.folder()))};
  std::unique_ptr<store::Store> store =
      Value(store::Store::Open({.file = folder.path() / "store.db"}, clock));
  Reloader reloader{catalogue.folder(), *store, definitions, telemetry};
};

TEST_F(ReloaderTest, FilesThatSayTheSameChangeNothing) {
  const auto before = definitions.Get();
  const auto reloaded = Value(reloader.Reload());
  EXPECT_EQ(reloaded.version, "sample-1");
  EXPECT_FALSE(reloaded.changed);
  EXPECT_EQ(definitions.Get(), before);
}

TEST_F(ReloaderTest, ChangedFilesComeIntoForce) {
  catalogue.Replace("sample-1", "sample-2");
  const auto reloaded = Value(reloader.Reload());
  EXPECT_EQ(reloaded.version, "sample-2");
  EXPECT_TRUE(reloaded.changed);
  EXPECT_EQ(definitions.Get()->version, "sample-2");
}

TEST_F(ReloaderTest, FaultyFilesReplaceNothingUntilTheyAreMended) {
  const auto before = definitions.Get();
  catalogue.Replace("sample-1", "sample-2");
  catalogue.Replace("\"returns.toml\"", "\"gone.toml\"");
  EXPECT_THAT(reloader.Reload(), HasReason("CATALOGUE_FAULTY"));
  EXPECT_EQ(definitions.Get(), before);
  catalogue.Replace("\"gone.toml\"", "\"returns.toml\"");
  EXPECT_THAT(reloader.Reload(), IsOk());
  EXPECT_EQ(definitions.Get()->version, "sample-2");
}

}  // namespace
}  // namespace trustwatch::app
