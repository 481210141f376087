#include "daemon/app/check_only.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "daemon/app/options.h"
#include "daemon/store/store.h"
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
using ::trustwatch::testing::SampleCatalogue;
using ::trustwatch::testing::TemporaryFolder;
using ::trustwatch::testing::Value;

struct CheckOnlyTest : public ::testing::Test {
  SampleCatalogue catalogue;
  TemporaryFolder folder;
  Options options{.database = folder.path() / "store.db", .catalogue = catalogue.folder()};
};

TEST_F(CheckOnlyTest, SaysWhatWouldBeDoneAndMakesNothing) {
  EXPECT_THAT(Value(CheckOnly(options)),
              AllOf(HasSubstr("would serve gRPC on 127.0.0.1:9190 with reflection on"),
                    HasSubstr("version sample-1"), HasSubstr("store.db would be made"),
                    HasSubstr("nothing was changed")));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(CheckOnlyTest, AStoreInUseCanBeChecked) {
  const FakeClock clock;
  const auto store = Value(store::Store::Open({.file = options.database}, clock));
  EXPECT_THAT(Value(CheckOnly(options)), HasSubstr("is sound, schema version"));
}

TEST_F(CheckOnlyTest, FaultyDefinitionsAreFound) {
  catalogue.BreakTwice();
  EXPECT_THAT(CheckOnly(options), HasReason("CATALOGUE_FAULTY"));
}

TEST_F(CheckOnlyTest, AFileThatIsNoStoreIsFound) {
  std::ofstream(options.database) << std::string(8192, 'x');
  EXPECT_FALSE(CheckOnly(options).ok());
}

TEST_F(CheckOnlyTest, AFolderThatIsNotThereIsFound) {
  options.database = folder.path() / "no" / "store.db";
  EXPECT_THAT(CheckOnly(options), HasReason("STORE_UNREACHABLE"));
  EXPECT_THAT(CheckOnly(options),
              IsError(absl::StatusCode::kFailedPrecondition,
                      AllOf(HasSubstr(options.database.string()), HasSubstr("make the folder"))));
}

}  // namespace
}  // namespace trustwatch::app
