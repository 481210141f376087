#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_PAST_SAMPLES_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_PAST_SAMPLES_H_

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/backtest/instants.h"
#include "collectors/backtest/interruption.h"
#include "collectors/backtest/page_source.h"
#include "collectors/backtest/sample_file.h"

namespace trustwatch::backtest {

// What was found on the pages of the past.
struct PastSamples {
  std::set<std::string, std::less<>> metrics;        // that a page may have, or that we add
  std::vector<std::set<std::string>> organisations;  // that had figures, by instant
  std::vector<std::size_t> counts;                   // of samples that were written, by instant
};

// Writes what a Prometheus would have scraped at each instant into `file`, with its labels job and
// instance: of the metrics in `wanted` alone, since a page has many that no rule looks at. Adds
// `up` and trustwatch_time_seconds. Errors are those of PageSource::Read.
absl::StatusOr<PastSamples> WritePastSamples(const PageSource& source,
                                             const std::vector<Instant>& instants,
                                             const std::set<std::string, std::less<>>& wanted,
                                             Interruption& interruption,
                                             const std::function<void()>& after_each,
                                             SampleFile& file);

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_PAST_SAMPLES_H_
