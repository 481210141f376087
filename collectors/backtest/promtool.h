#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_PROMTOOL_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_PROMTOOL_H_

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "collectors/backtest/interruption.h"

namespace trustwatch::backtest {

// Prometheus' own tool, for what we must not do ourselves. Both also fail as RunProgram does.
class Promtool {
 public:
  // What it writes goes to a file in `folder`.
  Promtool(std::string program, std::filesystem::path folder)
      : program_(std::move(program)), folder_(std::move(folder)) {}

  // kInvalidArgument (RULES_MALFORMED) with its words.
  absl::Status CheckRules(const std::vector<std::filesystem::path>& files,
                          Interruption& interruption) const;

  // Makes blocks of a file of samples, beside what `data` holds. kInternal (BLOCKS_FAILED) with its
  // words.
  absl::Status CreateBlocks(const std::filesystem::path& samples, const std::filesystem::path& data,
                            Interruption& interruption) const;

 private:
  const std::string program_;
  const std::filesystem::path folder_;
};

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_PROMTOOL_H_
