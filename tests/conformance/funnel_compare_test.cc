#include "tests/conformance/funnel_compare.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/conformance/differences.h"
#include "tests/conformance/funnel_folder.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::conformance {
namespace {

using ::testing::HasSubstr;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::TemporaryFolder;
using ::trustwatch::testing::Value;

const std::filesystem::path kHandFolder = TRUSTWATCH_FUNNEL_HAND;

// The differences of a folder that can be read.
Differences DifferencesOf(const std::filesystem::path& folder) {
  Differences differences(kFunnelTolerance);
  CompareFunnels(Value(ReadFunnelFolder(folder)), differences);
  return differences;
}

std::string ReadFile(const std::filesystem::path& file) {
  std::ostringstream content;
  content << std::ifstream(file).rdbuf();
  return content.str();
}

// One exchange in one file of the folder worked out by hand.
struct Change {
  std::string name;
  std::string file;
  std::string from;
  std::string to;
};

// The hand-worked folder with the change made in it.
void Plant(const TemporaryFolder& folder, const Change& change) {
  for (const auto& entry : std::filesystem::directory_iterator(kHandFolder)) {
    std::string content = ReadFile(entry.path());
    const std::string name = entry.path().filename().string();
    if (name == change.file) {
      const std::size_t at = content.find(change.from);
      ASSERT_NE(at, std::string::npos) << change.from;
      content.replace(at, change.from.size(), change.to);
    }
    folder.Write(name, content);
  }
}

TEST(FunnelCompareTest, TheFolderWorkedOutByHandHasNoDifference) {
  Differences differences(kFunnelTolerance);
  const FunnelCounts counts = CompareFunnels(Value(ReadFunnelFolder(kHandFolder)), differences);
  EXPECT_EQ(differences.count(), 0U) << differences.Summary();
  EXPECT_EQ(counts.runs, 6U);
  EXPECT_EQ(counts.refused, 1U);
  EXPECT_EQ(counts.points, 21U);
  EXPECT_EQ(counts.limit_rows, 9U);
}

class PlantedTest : public ::testing::TestWithParam<Change> {};

TEST_P(PlantedTest, IsFound) {
  const TemporaryFolder folder;
  Plant(folder, GetParam());
  const Differences differences = DifferencesOf(folder.path());
  EXPECT_GT(differences.count(), 0U);
  EXPECT_THAT(differences.Summary(), HasSubstr("run HF"));
}

INSTANTIATE_TEST_SUITE_P(
    , PlantedTest,
    ::testing::Values(
        // Each field in turn: what a run was said to be, what it gave, and what its points are.
        Change{"Status", "funnel_runs.csv", ",ok,,1,3.2", ",error,,1,3.2"},
        Change{"Refusal", "funnel_runs.csv", ",error,Num", ",ok,Num"},
        Change{"TheTenthDigitOfPhi", "funnel_runs.csv", "9.5450090565", "9.5450090265"},
        Change{"DrawFlag", "funnel_runs.csv", ",1,0,5,3\n", ",0,1,5,3\n"},
        Change{"OutlierCount", "funnel_runs.csv", ",5,3\n", ",5,2\n"},
        Change{"Trim", "funnel_runs.csv", "95,1,0,0.25,", "95,1,0,0.1,"},
        Change{"UnknownDataType", "funnel_runs.csv", "SR,CQC", "XR,CQC"},
        Change{"UnknownMethod", "funnel_runs.csv", "SR,CQC", "SR,cqc"},
        Change{"OutlierFlag", "funnel_points.csv",
               "1.6239373498475596,0.4003329557126134,"
               "2.0389755456544512,1",
               "1.6239373498475596,0.4003329557126134,"
               "2.0389755456544512,0"},
        Change{"UnknownFlag", "funnel_points.csv", "2.0389755456544512,1", "2.0389755456544512,"},
        Change{"LimitTurnedInfinite", "funnel_points.csv", "1.6239373498475596", "Inf"},
        Change{"MissingZ", "funnel_points.csv", "0.083333333333333329,2,,,1",
               "0.083333333333333329,,,,1"},
        Change{"OtherGroup", "funnel_points.csv", "HF1,e,", "HF1,f,"},
        Change{"GroupTwice", "funnel_points.csv", "HF1,e,", "HF1,d,"},
        Change{"Bucket", "funnel_points.csv", ",4,6,0,", ",4,7,0,"},
        Change{"LookupLimit", "funnel_limits.csv", "8.4823279526", "8.4823279926"},
        Change{"LookupPlace", "funnel_limits.csv", "HF3,999,", "HF3,998,"},
        Change{"LookupTooShort", "funnel_limits.csv", "HF3,1000,", "HF3,5000,"},
        Change{"Numerator", "funnel_inputs.csv", "H1,3,c,36", "H1,3,c,35"}),
    [](const auto& tested) { return tested.param.name; });

class UnreadableTest : public ::testing::TestWithParam<Change> {};

TEST_P(UnreadableTest, IsNoDifferenceButAFault) {
  const TemporaryFolder folder;
  Plant(folder, GetParam());
  EXPECT_THAT(ReadFunnelFolder(folder.path()),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("write the folder again")));
}

INSTANTIATE_TEST_SUITE_P(
    , UnreadableTest,
    ::testing::Values(Change{"OptionWithoutANumber", "funnel_runs.csv", "95,1,0,0.25", "95,1,0,x"},
                      Change{"MissingOption", "funnel_runs.csv", "95,1,0,0.25", "95,1,0,"},
                      Change{"InfiniteFigure", "funnel_inputs.csv", "H1,3,c,36", "H1,3,c,Inf"},
                      Change{"DatasetThatIsNotThere", "funnel_runs.csv", "HF1,H1", "HF1,H9"},
                      Change{"RunTwice", "funnel_runs.csv", "HF2,H1", "HF1,H1"},
                      Change{"PointOfNoRun", "funnel_points.csv", "HF1,e", "HF9,e"}),
    [](const auto& tested) { return tested.param.name; });

TEST(FunnelFolderTest, NamesTheFileAndTheColumnThatAreNotThere) {
  EXPECT_THAT(ReadFunnelFolder("/nowhere"),
              IsError(absl::StatusCode::kNotFound, HasSubstr("/nowhere/funnel_runs.csv")));
  const TemporaryFolder folder;
  Plant(folder, Change{"", "funnel_points.csv", "trim_bucket", "bucket"});
  EXPECT_THAT(ReadFunnelFolder(folder.path()),
              IsError(absl::StatusCode::kNotFound, HasSubstr("trim_bucket")));
}

}  // namespace
}  // namespace trustwatch::conformance
