#include "daemon/app/definition_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
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
#include "prometheus/metric_family.h"
#include "tests/app/sample_catalogue.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::trustwatch::testing::ContentOf;
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

TEST_F(ReloaderTest, WhoLeavesTheRegisterLeavesTheMetrics) {
  TellOrganisations(*definitions.Get(), telemetry);
  const std::string code = definitions.Get()->organisations.organisations()[0].code.ToString();
  telemetry.SubmissionJudged({.organisation = code, .outcome = "accepted"});
  const auto has_instants = [this] {
    const auto families = telemetry.Collect();
    return std::any_of(families.begin(), families.end(), [](const auto& family) {
      return family.name == "trustwatch_submission_last_accepted_timestamp_seconds";
    });
  };
  EXPECT_TRUE(has_instants());
  const std::filesystem::path file = catalogue.folder() / "organisations.toml";
  std::string content = ContentOf(file);
  content.replace(content.find(code), code.size(), "ZZ9");
  std::ofstream(file, std::ios::trunc) << content;
  EXPECT_TRUE(Value(reloader.Reload()).changed);
  EXPECT_FALSE(has_instants());
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
