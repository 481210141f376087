#include "tests/conformance/spc_compare.h"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/conformance/differences.h"
#include "tests/conformance/spc_folder.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::TemporaryFolder;
using ::trustwatch::testing::Value;

constexpr double kTolerance = 1e-12;
constexpr const char* kSmall = TRUSTWATCH_SMALL_SPC;

// A copy of the small folder in which one text stands in place of another, once.
void Plant(const std::filesystem::path& folder, const std::string& file, const std::string& old,
           const std::string& planted) {
  using std::filesystem::copy_options;
  std::filesystem::copy(kSmall, folder, copy_options::recursive | copy_options::overwrite_existing);
  std::ostringstream read;
  read << std::ifstream(folder / file).rdbuf();
  std::string text = read.str();
  const std::size_t at = text.find(old);
  ASSERT_NE(at, std::string::npos) << old;
  std::ofstream(folder / file) << text.replace(at, old.size(), planted);
}

TEST(SpcCompareTest, TheHandWorkedFolderAgrees) {
  const SpcFolder folder = Value(ReadSpcFolder(kSmall));
  Differences differences(kTolerance);
  const SpcCounts counts = CompareSpc(folder, differences);
  EXPECT_EQ(differences.count(), 0U) << differences.Summary();
  EXPECT_THAT(differences.Summary(), HasSubstr("all to the last bit"));
  EXPECT_EQ(counts.series, 5U);
  EXPECT_EQ(counts.points, 31U);  // 18 + 10 + 3
  EXPECT_EQ(counts.groups, 4U);   // 1 + 2 + 1
  EXPECT_EQ(counts.refused, 2U);
}

TEST(SpcCompareTest, ASeriesRefusedForAMissingValueIsJudged) {
  Differences differences(kTolerance);
  const SpcCounts counts = CompareSpc(Value(ReadSpcFolder(kSmall)), differences);
  // 1,2,3,?,5,6,7: mean 4, every known moving range 1, limits 1.34 and 6.66: the last is above.
  EXPECT_THAT(counts.refused_lines,
              ElementsAre(HasSubstr("H3: a missing value in a possible trend; judged: Above UCL"),
                          HasSubstr("H5: fix_after_n_points below 12")));
}

struct Fault {
  std::string name;
  std::string file;
  std::string old;
  std::string planted;
  std::string message;

  friend void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }
};

class PlantedFaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(PlantedFaultTest, IsFound) {
  const TemporaryFolder work;
  Plant(work.path(), GetParam().file, GetParam().old, GetParam().planted);
  Differences differences(kTolerance);
  CompareSpc(Value(ReadSpcFolder(work.path())), differences);
  EXPECT_GT(differences.count(), 0U);
  EXPECT_THAT(differences.Summary(), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Table, PlantedFaultTest,
    ::testing::Values(
        Fault{"ALabel", "spc_points.csv", "7 Point Trend (Increasing)",
              "7 Point Trend (Decreasing)", "special_cause_type"},
        Fault{"AFlag", "spc_points.csv", "1,0,1,0,0,0,Above UCL", "0,0,1,0,0,0,Above UCL",
              "outside_limits is \"1\", the file has \"0\""},
        Fault{"APointType", "spc_points.csv", "special_cause_improvement", "common_cause",
              "point_type"},
        Fault{"AnUnknownRuleKnown", "spc_points.csv", ",,,-1,0,,,Common", ",,,-1,0,0,,Common",
              "rule_two_in_three is \"\", the file has \"0\""},
        Fault{"ALimit", "spc_points.csv", "-0.71555555555555572", "-0.71555555555255572", "lpl"},
        Fault{"ALimitThatWeHaveNot", "spc_points.csv", "1.5,NaN,NaN", "1.5,NaN,2", "lpl"},
        Fault{"ANumberThatIsNone", "spc_points.csv", "4.6044444444444448", "four", "four"},
        Fault{"AnOrder", "spc_points.csv", "H4,3,2020-01-01,1,", "H4,3,2020-04-01,1,", "date"},
        Fault{"AnIcon", "spc_series.csv", "concern_high", "concern_low", "variation_icon"},
        Fault{"AnAssurance", "spc_series.csv", "consistent_pass,pass", "consistent_pass,fail",
              "assurance_icon"},
        Fault{"AStatus", "spc_series.csv", "13,error,missing", "13,ok,missing",
              "H3: status is \"error\", the file has \"ok\""},
        Fault{"AStatusOfAnAcceptedSeries", "spc_series.csv", "13,ok,,0,1,17", "13,error,,0,1,17",
              "H1: status is \"ok\", the file has \"error\""},
        Fault{"AWarning", "spc_series.csv", "13,ok,,1,2,3", "13,ok,,0,2,3", "warning_emitted"},
        Fault{"ACount", "spc_series.csv", "13,ok,,1,2,3,1,6", "13,ok,,1,2,3,2,5", "n_improvement"},
        Fault{"AGroupCount", "spc_groups.csv", "H2,1,7,", "H2,1,8,", "H2 group 1: n"},
        Fault{"AGroupGone", "spc_groups.csv", "H4,0,3,1.5,NaN,NaN,3,0,0,common_cause,\n", "",
              "H4: we have 1 groups, the file has 0 group rows"}),
    [](const ::testing::TestParamInfo<Fault>& tested) { return tested.param.name; });

TEST(SpcCompareTest, ALimitWithinTheToleranceIsSaidButNoDifference) {
  const TemporaryFolder work;
  // The last of 17 digits: two units in the last place of a double.
  Plant(work.path(), "spc_series.csv", "4.6044444444444448", "4.6044444444444466");
  Differences differences(kTolerance);
  CompareSpc(Value(ReadSpcFolder(work.path())), differences);
  EXPECT_EQ(differences.count(), 0U);
  EXPECT_THAT(differences.Summary(), HasSubstr("not all to the last bit: 1 differ"));
}

TEST(SpcFolderTest, RefusesAFolderThatItCannotRead) {
  const TemporaryFolder work;
  EXPECT_THAT(ReadSpcFolder(work.path()),
              IsError(absl::StatusCode::kNotFound, HasSubstr("spc_series.csv")));
  Plant(work.path(), "spc_points.csv", "mr_used", "mr_us");
  EXPECT_THAT(ReadSpcFolder(work.path()),
              IsError(absl::StatusCode::kNotFound, HasSubstr("\"mr_used\"")));
  Plant(work.path(), "spc_points.csv", "H1,1,2020-01-01,1,", "H1,1,2020-01-01,one,");
  EXPECT_THAT(ReadSpcFolder(work.path()),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("point 1 of H1")));
  Plant(work.path(), "spc_points.csv", "H1,2,", "H9,2,");
  EXPECT_THAT(ReadSpcFolder(work.path()),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("H9 is not listed")));
  Plant(work.path(), "spc_series.csv", "H2,H2,", "H1,H1,");
  EXPECT_THAT(ReadSpcFolder(work.path()),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("H1 is listed twice")));
}

}  // namespace
}  // namespace trustwatch::conformance
