#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_PROMETHEUS_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_PROMETHEUS_H_

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/backtest/answer.h"
#include "collectors/backtest/child_process.h"
#include "collectors/backtest/interruption.h"
#include "collectors/backtest/rule.h"

namespace trustwatch::backtest {

// A real Prometheus of our own: on this machine only, at a port that the system chose, scraping
// nothing and evaluating nothing by itself. It ends with this object. Not thread-safe.
class Prometheus {
 public:
  struct Setting {
    std::string program;                       // prometheus, or a path
    std::filesystem::path folder;              // for its configuration and log
    std::filesystem::path data;                // with the blocks that it is to hold
    std::vector<std::filesystem::path> rules;  // to be read, not evaluated
  };

  // Starts it and waits until it is ready, two minutes at most. kNotFound (PROGRAM_MISSING),
  // kInternal (PROMETHEUS_FAILED, with the end of its log), kDeadlineExceeded, kCancelled.
  static absl::StatusOr<std::unique_ptr<Prometheus>> Start(const Setting& setting,
                                                           Interruption& interruption);

  // kInternal: it does not answer, or not as Prometheus does.
  absl::StatusOr<std::vector<Rule>> Rules() const;
  // As of an instant. Also kInvalidArgument (QUERY_REFUSED).
  absl::StatusOr<std::vector<Sample>> Query(const std::string& query, absl::Time at) const;

 private:
  Prometheus(std::unique_ptr<ChildProcess> process, std::filesystem::path log)
      : process_(std::move(process)), log_(std::move(log)) {}
  absl::Status WaitUntilReady(Interruption& interruption);
  bool IsReady();

  std::unique_ptr<ChildProcess> process_;
  std::filesystem::path log_;
  int port_ = 0;  // once its log says so
};

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_PROMETHEUS_H_
