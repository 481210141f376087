#include "collectors/backtest/promtool.h"

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "collectors/backtest/child_process.h"
#include "collectors/backtest/interruption.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::backtest {
namespace {

constexpr absl::Duration kCheckMax = absl::Minutes(1);
constexpr absl::Duration kBlocksMax = absl::Minutes(30);

}  // namespace

absl::Status Promtool::CheckRules(const std::vector<std::filesystem::path>& files,
                                  Interruption& interruption) const {
  std::vector<std::string> words = {program_, "check", "rules"};
  for (const std::filesystem::path& file : files) words.push_back(file.string());
  const std::filesystem::path output = folder_ / "promtool.log";
  TRUSTWATCH_ASSIGN_OR_RETURN(const int code, RunProgram(words, output, kCheckMax, interruption));
  if (code == 0) return absl::OkStatus();
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "RULES_MALFORMED",
                     .message = fmt::format("promtool check rules refuses the rules; mend what it "
                                            "says:\n{}",
                                            EndOfOutput(output))}
      .ToStatus();
}

absl::Status Promtool::CreateBlocks(const std::filesystem::path& samples,
                                    const std::filesystem::path& data,
                                    Interruption& interruption) const {
  const std::filesystem::path output = folder_ / "promtool.log";
  // By itself it would make a block for each two hours and read the file again for each.
  TRUSTWATCH_ASSIGN_OR_RETURN(
      const int code,
      RunProgram({program_, "tsdb", "create-blocks-from", "--max-block-duration=60000h",
                  "openmetrics", samples.string(), data.string()},
                 output, kBlocksMax, interruption));
  if (code == 0) return absl::OkStatus();
  return base::Error{.code = absl::StatusCode::kInternal,
                     .reason = "BLOCKS_FAILED",
                     .message = fmt::format("promtool could not make blocks of the figures:\n{}",
                                            EndOfOutput(output))}
      .ToStatus();
}

}  // namespace trustwatch::backtest
