#include "collectors/cli/completion.h"

#include <cstdio>
#include <string>

#include "collectors/cli/command_line.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::cli {
namespace {

using ::testing::HasSubstr;

// What bash offers after these words, the last of them unfinished; one line each.
std::string Offered(const std::string& words, int count) {
  const testing::TemporaryFolder folder;
  const std::string script = CompletionScript(DescribeCommandLine(), "bash") +
                             fmt::format(
                                 "COMP_WORDS=({})\nCOMP_CWORD={}\n_trustwatch\nprintf '%s\\n' "
                                 "\"${{COMPREPLY[@]}}\"\n",
                                 words, count);
  const std::string path = folder.Write("completion.bash", script).string();
  FILE* pipe =
      popen(fmt::format("cd {} && bash {} 2>&1", folder.path().string(), path).c_str(), "r");
  std::string text;
  for (int letter = std::fgetc(pipe); letter != EOF; letter = std::fgetc(pipe)) {
    text += static_cast<char>(letter);
  }
  pclose(pipe);
  return text;
}

struct CompletionCase {
  const char* words;
  int current;
  const char* expected;
};
class BashCompletion : public ::testing::TestWithParam<CompletionCase> {};
TEST_P(BashCompletion, OffersWhatFits) {
  EXPECT_EQ(Offered(GetParam().words, GetParam().current), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Words, BashCompletion,
    ::testing::Values(CompletionCase{"trustwatch su", 1, "submit\n"},
                      CompletionCase{"trustwatch submit --dr", 2, "--dry-run\n"},
                      CompletionCase{"trustwatch --format json sub", 3, "submit\n"},
                      CompletionCase{"trustwatch series RX4 x --format c", 5, "csv\n"},
                      CompletionCase{"trustwatch submit --status f", 3, "final\n"},
                      CompletionCase{"trustwatch verdicts --only con", 3, "concern\n"},
                      CompletionCase{"trustwatch load m", 2, "mhsds\n"},
                      CompletionCase{"trustwatch completion f", 2, "fish\n"},
                      CompletionCase{"trustwatch check-catalogue completion.b", 2,
                                     "completion.bash\n"}));

TEST(CompletionScript, OfEveryShellNamesEveryCommand) {
  const ProgramDescription program = DescribeCommandLine();
  ASSERT_EQ(program.commands.size(), 20U);
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = CompletionScript(program, shell);
    for (const CommandDescription& command : program.commands) {
      EXPECT_THAT(script, HasSubstr(command.name.substr(0, command.name.find(' ')))) << shell;
    }
  }
  EXPECT_EQ(CompletionScript(program, "tcsh"), "");
}

}  // namespace
}  // namespace trustwatch::cli
