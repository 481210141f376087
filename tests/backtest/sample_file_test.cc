#include "collectors/backtest/sample_file.h"

#include <fstream>
#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::backtest {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::Value;

std::string ReadAll(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(SampleFileTest, ALineIsTakenApartWhateverItsLabelsHold) {
  struct Case {
    std::string line, name, labels, value;
  };
  const std::vector<Case> cases = {
      {R"(a{org="RX4"} 62.5)", "a", R"(org="RX4")", "62.5"},
      {"a 1", "a", "", "1"},
      {R"(a{title="of {all} 5 \"x\""} NaN)", "a", R"(title="of {all} 5 \"x\"")", "NaN"},
      {"a{} -1e-07", "a", "", "-1e-07"}};
  for (const Case& it : cases) {
    const PageLine line = SplitPageLine(it.line);
    EXPECT_EQ(line.name, it.name);
    EXPECT_EQ(line.labels, it.labels);
    EXPECT_EQ(line.value, it.value);
  }
}

TEST(SampleFileTest, ALabelIsFoundByItsWholeName) {
  EXPECT_EQ(PlainValueOf("org", R"(my_org="A",org="B")"), "B");
  EXPECT_EQ(PlainValueOf("org", R"(organisation="A")"), "");
  EXPECT_EQ(PlainValueOf("org", R"(org="A",indicator="x")"), "A");
  EXPECT_EQ(PlainValueOf("org", ""), "");
}

TEST(SampleFileTest, WritesWhatPromtoolReads) {
  const testing::TemporaryFolder folder;
  SampleFile file = Value(SampleFile::Make(folder.path() / "a.om"));
  const absl::Time at = absl::FromUnixSeconds(1'546'257'600);
  file.Add(SplitPageLine(R"(a{org="RX4"} 62.5)"), R"(job="t")", at);
  file.Add(SplitPageLine("b 1"), R"(job="t")", at);
  file.Add("c:d", {{"x", "back\\slash \"quoted\"\nline"}}, "+Inf", at);
  file.Add("e", {}, "0", at);
  EXPECT_EQ(file.count(), 4U);
  EXPECT_THAT(file.Finish(), IsOk());
  EXPECT_EQ(ReadAll(file.path()),
            "a{org=\"RX4\",job=\"t\"} 62.5 1546257600\n"
            "b{job=\"t\"} 1 1546257600\n"
            "c:d{x=\"back\\\\slash \\\"quoted\\\"\\nline\"} +Inf 1546257600\n"
            "e 0 1546257600\n"
            "# EOF\n");
}

TEST(SampleFileTest, AFolderThatIsNotThereIsSaid) {
  EXPECT_THAT(SampleFile::Make("/nowhere/a.om").status(), HasReason("FILE_UNWRITABLE"));
}

}  // namespace
}  // namespace trustwatch::backtest
