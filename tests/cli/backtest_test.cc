#include "collectors/cli/backtest.h"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::cli {
namespace {

using ::testing::HasSubstr;

const absl::Time kNow = absl::FromCivil(absl::CivilDay(2026, 6, 1), absl::UTCTimeZone());

// What stops it before a daemon or Prometheus is asked, and what a script learns of it.
TEST(BacktestTest, FaultsOfTheCommandLineAndOfFilesAreToldApart) {
  const testing::TemporaryFolder folder;
  const std::string rules = folder.path() / "rules.yml";
  std::ofstream(rules) << "groups: []\n";
  const auto with = [&rules](auto change) {
    BacktestOptions options{
        .replay = {.rule_files = {rules}, .schedule = {.from = "2020-01", .to = "2020-02"}}};
    change(options);
    return options;
  };
  struct Case {
    BacktestOptions options;
    ExitCode code;
    std::string said;
  };
  const std::vector<Case> cases = {
      {with([](auto& it) { it.replay.schedule.from = "soon"; }), ExitCode::kUsage, "--from soon"},
      {with([](auto& it) { it.replay.schedule.to = "2026-06"; }), ExitCode::kUsage, "--to 2026-06"},
      {with([](auto& it) { it.published_after = "6w"; }), ExitCode::kUsage,
       "--published-after 6w is no number of days"},
      {with([](auto& it) { it.published_after = "-1d"; }), ExitCode::kUsage, "write for example"},
      {with([](auto& it) { it.published_after = "d"; }), ExitCode::kUsage, "--published-after d"},
      {with([](auto& it) { it.replay.rule_files = {"/nowhere/rules.yml"}; }), ExitCode::kUnreadable,
       "/nowhere/rules.yml cannot be read"},
      {with([](auto& it) { it.replay.promtool = "/nowhere/promtool"; }), ExitCode::kUnreadable,
       "/nowhere/promtool cannot be started"},
      {with([&folder](auto& it) { it.replay.keep = folder.path(); }), ExitCode::kUnreadable,
       "is not empty"}};
  for (const Case& it : cases) {
    std::ostringstream out;
    std::ostringstream err;
    EXPECT_EQ(Backtest(it.options, kNow, Format::kTable, Console{.out = out, .err = err}), it.code);
    EXPECT_THAT(err.str(), HasSubstr(it.said));
    EXPECT_EQ(out.str(), "");
  }
}

}  // namespace
}  // namespace trustwatch::cli
