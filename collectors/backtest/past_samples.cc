#include "collectors/backtest/past_samples.h"

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/backtest/instants.h"
#include "collectors/backtest/interruption.h"
#include "collectors/backtest/page_source.h"
#include "collectors/backtest/sample_file.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::backtest {
namespace {

constexpr std::string_view kUp = "up";
constexpr std::string_view kTime = "trustwatch_time_seconds";
constexpr std::string_view kTypeLine = "# TYPE ";
// Every series that was ever reported has one.
constexpr std::string_view kOfEverySeries =
    "trustwatch_indicator_latest_period_end_timestamp_seconds";

// Reads the page of one instant.
class PageReader {
 public:
  PageReader(const std::set<std::string, std::less<>>& wanted, std::string_view target,
             absl::Time at, SampleFile& file, PastSamples& found)
      : wanted_(wanted), target_(target), at_(at), file_(file), found_(found) {}

  void Take(std::string_view line) {
    if (line.starts_with(kTypeLine)) {
      const std::string_view rest = line.substr(kTypeLine.size());
      found_.metrics.emplace(rest.substr(0, rest.find(' ')));
    }
    if (line.empty() || line.front() == '#') return;
    const PageLine sample = SplitPageLine(line);
    if (sample.name != name_) {
      name_ = sample.name;
      is_wanted_ = wanted_.contains(name_);
    }
    if (name_ == kOfEverySeries) {
      found_.organisations.back().emplace(PlainValueOf("org", sample.labels));
    }
    if (is_wanted_) file_.Add(sample, target_, at_);
  }

 private:
  const std::set<std::string, std::less<>>& wanted_;
  const std::string_view target_;
  const absl::Time at_;
  SampleFile& file_;
  PastSamples& found_;
  std::string name_;  // of the sample before
  bool is_wanted_ = false;
};

}  // namespace

absl::StatusOr<PastSamples> WritePastSamples(const PageSource& source,
                                             const std::vector<Instant>& instants,
                                             const std::set<std::string, std::less<>>& wanted,
                                             Interruption& interruption,
                                             const std::function<void()>& after_each,
                                             SampleFile& file) {
  PastSamples found{.metrics = {std::string(kUp), std::string(kTime)}};
  const std::string target = fmt::format("instance=\"{}\",job=\"trustwatchd\"", source.address());
  for (const Instant& instant : instants) {
    TRUSTWATCH_RETURN_IF_ERROR(interruption.Check());
    const std::size_t before = file.count();
    found.organisations.emplace_back();
    PageReader reader(wanted, target, instant.at, file, found);
    TRUSTWATCH_RETURN_IF_ERROR(source.Read(
        instant, interruption, [&reader](std::string_view line) { reader.Take(line); }));
    const std::string seconds = fmt::format("{}", absl::ToUnixSeconds(instant.at));
    file.Add({.name = kUp, .labels = {}, .value = "1"}, target, instant.at);
    file.Add({.name = kTime, .labels = {}, .value = seconds}, target, instant.at);
    found.counts.push_back(file.count() - before);
    after_each();
  }
  return found;
}

}  // namespace trustwatch::backtest
