// Programs in processes of their own, and what becomes of them when we are interrupted.
#include "collectors/backtest/child_process.h"

#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill

#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "collectors/backtest/interruption.h"
#include "collectors/backtest/work_folder.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::backtest {
namespace {

using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::Value;

constexpr absl::Duration kLong = absl::Minutes(1);

class ChildProcessTest : public ::testing::Test {
 protected:
  absl::StatusOr<int> Run(const std::vector<std::string>& words, absl::Duration most = kLong) {
    return RunProgram(words, output_, most, interruption_);
  }
  // Waits until the program has written its process id.
  pid_t WrittenId() const {
    const absl::Time deadline = absl::Now() + kLong;
    while (EndOfOutput(output_).find('\n') == std::string::npos && absl::Now() < deadline) {
      absl::SleepFor(absl::Milliseconds(5));
    }
    return std::stoi(EndOfOutput(output_));
  }

  testing::TemporaryFolder folder_;
  std::filesystem::path output_ = folder_.path() / "output";
  Interruption interruption_;
};

TEST_F(ChildProcessTest, RunsToItsEndAndKeepsWhatItWrote) {
  EXPECT_EQ(Value(Run({"sh", "-c", "echo out; echo err >&2; exit 3"})), 3);
  EXPECT_EQ(EndOfOutput(output_), "out\nerr\n");
  EXPECT_EQ(Value(Run({"sh", "-c", "kill -9 $$"})), 128 + 9);
}

TEST_F(ChildProcessTest, OnlyTheEndOfMuchOutputIsShown) {
  EXPECT_EQ(Value(Run({"sh", "-c", "seq 100000; echo last"})), 0);
  EXPECT_EQ(EndOfOutput(output_).size(), 2'000U);
  EXPECT_TRUE(EndOfOutput(output_).ends_with("100000\nlast\n"));
}

TEST_F(ChildProcessTest, AProgramThatIsNotThereIsSaid) {
  const absl::Status status = Run({"no-such-program-of-ours"}).status();
  EXPECT_THAT(status, HasReason("PROGRAM_MISSING"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("name it with --prometheus"));
  EXPECT_THAT(RunProgram({"true"}, "/nowhere/output", kLong, interruption_).status(),
              HasReason("FILE_UNWRITABLE"));
}

TEST_F(ChildProcessTest, OneThatTakesTooLongIsEnded) {
  EXPECT_THAT(Run({"sh", "-c", "echo $$; exec sleep 1000"}, absl::Milliseconds(300)).status(),
              HasReason("PROGRAM_SLOW"));
  EXPECT_NE(kill(WrittenId(), 0), 0) << "it runs on";
}

TEST_F(ChildProcessTest, OneThatIgnoresTheRequestEndsWithItsOwner) {
  auto child = Value(ChildProcess::Start({"sh", "-c", "echo $$; exec sleep 1000"}, output_));
  const pid_t id = WrittenId();
  EXPECT_EQ(kill(id, 0), 0);
  EXPECT_FALSE(child->ExitCode().has_value());
  child.reset();
  EXPECT_NE(kill(id, 0), 0);
}

TEST_F(ChildProcessTest, AnInterruptionEndsIt) {
  EXPECT_THAT(interruption_.Check(), IsOk());
  raise(SIGINT);
  EXPECT_THAT(Run({"sh", "-c", "echo $$; exec sleep 1000"}).status(), HasReason("INTERRUPTED"));
  EXPECT_EQ(interruption_.signal(), SIGINT);
  EXPECT_THAT(interruption_.Check(), HasReason("INTERRUPTED")) << "it stays";
}

TEST_F(ChildProcessTest, ItIsNotBlockedForTheSignalsThatWeCatch) {
  EXPECT_EQ(Value(Run({"sh", "-c", "kill -INT $$; sleep 100"})), 128 + SIGINT);
}

TEST(WorkFolderTest, IsGoneUnlessItIsKept) {
  const testing::TemporaryFolder outer;
  std::filesystem::path temporary;
  {
    const WorkFolder folder = Value(WorkFolder::Make(""));
    temporary = folder.path();
    EXPECT_TRUE(std::filesystem::is_directory(temporary));
    std::filesystem::create_directory(temporary / "data");
  }
  EXPECT_FALSE(std::filesystem::exists(temporary));
  const std::filesystem::path kept = outer.path() / "new" / "kept";
  {
    const WorkFolder folder = Value(WorkFolder::Make(kept.string()));
    std::filesystem::create_directory(folder.path() / "data");
  }
  EXPECT_TRUE(std::filesystem::exists(kept / "data"));
  EXPECT_THAT(WorkFolder::Make(kept.string()).status(), HasReason("FOLDER_NOT_EMPTY"));
  EXPECT_THAT(WorkFolder::Make("/proc/nowhere").status(), HasReason("FOLDER_UNWRITABLE"));
}

}  // namespace
}  // namespace trustwatch::backtest
