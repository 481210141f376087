#include "collectors/backtest/replay.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/backtest/alert_history.h"
#include "collectors/backtest/answer.h"
#include "collectors/backtest/instants.h"
#include "collectors/backtest/interruption.h"
#include "collectors/backtest/labels.h"
#include "collectors/backtest/page_source.h"
#include "collectors/backtest/past_samples.h"
#include "collectors/backtest/prometheus.h"
#include "collectors/backtest/promtool.h"
#include "collectors/backtest/query_names.h"
#include "collectors/backtest/rule.h"
#include "collectors/backtest/sample_file.h"
#include "collectors/backtest/work_folder.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/period.h"
#include "fmt/format.h"

namespace trustwatch::backtest {
namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string, std::less<>>;

// Queries look a second after the samples, so that a range of a day holds those of one day even
// where instants are a day apart.
constexpr absl::Duration kAfterSamples = absl::Seconds(1);

class Replayer {
 public:
  Replayer(const ReplayOptions& options, Interruption& interruption,
           const ShowProgress& show_progress, WorkFolder folder)
      : options_(options),
        interruption_(interruption),
        show_progress_(show_progress),
        folder_(std::move(folder)),
        promtool_(options.promtool, folder_.path()) {}

  absl::StatusOr<Replay> Run(std::vector<Instant> instants) {
    replay_.every = options_.schedule.every;
    replay_.instants = std::move(instants);
    TRUSTWATCH_RETURN_IF_ERROR(ReadRules());
    steps_ = replay_.instants.size() * (1 + replay_.rules.size());
    TRUSTWATCH_RETURN_IF_ERROR(ReadPages());
    TRUSTWATCH_RETURN_IF_ERROR(Record());
    TRUSTWATCH_RETURN_IF_ERROR(Alert());
    return std::move(replay_);
  }

 private:
  fs::path data() const { return folder_.path() / "data"; }

  void StepDone() { show_progress_(++steps_done_, steps_); }

  absl::Status ReadRules();
  absl::Status ReadPages();
  absl::Status Record();
  absl::Status RecordTogether(const std::vector<ReplayedRule*>& rules);
  absl::Status Alert();

  absl::Status LoadBlocks(SampleFile& file);
  absl::Status CheckCounts(const std::vector<std::size_t>& counts);
  std::string WhyNot(const Rule& rule) const;
  absl::StatusOr<std::vector<Sample>> Evaluate(ReplayedRule& rule, const Instant& instant);

  const ReplayOptions& options_;
  Interruption& interruption_;
  const ShowProgress& show_progress_;
  const WorkFolder folder_;
  const Promtool promtool_;
  Replay replay_;
  Names known_;                             // metrics that rules may rest on
  std::unique_ptr<Prometheus> prometheus_;  // over the samples so far; ends before the folder does
  std::size_t files_ = 0;
  std::size_t steps_done_ = 0;
  std::size_t steps_ = 0;
};

// A rule file's path may hold what Prometheus takes for a pattern, so it is given a copy.
absl::Status Replayer::ReadRules() {
  const std::vector<fs::path> given(options_.rule_files.begin(), options_.rule_files.end());
  std::vector<fs::path> copies;
  for (const fs::path& file : given) {
    std::error_code error;
    copies.push_back(folder_.path() / fmt::format("rules-{}.yml", copies.size()));
    fs::copy_file(file, copies.back(), error);
    if (!error) continue;
    return base::Error{.code = absl::StatusCode::kNotFound,
                       .reason = "RULES_UNREADABLE",
                       .message = fmt::format("{} cannot be read: {}; name a file of Prometheus "
                                              "rules",
                                              file.string(), error.message())}
        .ToStatus();
  }
  TRUSTWATCH_RETURN_IF_ERROR(promtool_.CheckRules(given, interruption_));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<Prometheus> reader,
                              Prometheus::Start({.program = options_.prometheus,
                                                 .folder = folder_.path(),
                                                 .data = folder_.path() / "no-data",
                                                 .rules = copies},
                                                interruption_));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<Rule> rules, reader->Rules());
  for (Rule& rule : rules) replay_.rules.push_back({.rule = std::move(rule)});
  return absl::OkStatus();
}

absl::Status Replayer::ReadPages() {
  Names wanted;
  for (const ReplayedRule& it : replay_.rules) wanted.merge(NamesIn(it.rule.query).metrics);
  TRUSTWATCH_ASSIGN_OR_RETURN(const PageSource source, PageSource::Make(options_.http));
  TRUSTWATCH_ASSIGN_OR_RETURN(SampleFile file, SampleFile::Make(folder_.path() / "pages.om"));
  TRUSTWATCH_ASSIGN_OR_RETURN(PastSamples found, WritePastSamples(
                                                     source, replay_.instants, wanted,
                                                     interruption_, [this] { StepDone(); }, file));
  known_ = std::move(found.metrics);
  replay_.organisations = std::move(found.organisations);
  TRUSTWATCH_RETURN_IF_ERROR(LoadBlocks(file));
  return CheckCounts(found.counts);
}

absl::Status Replayer::LoadBlocks(SampleFile& file) {
  TRUSTWATCH_RETURN_IF_ERROR(file.Finish());
  prometheus_.reset();  // one that runs would see the new block only after a minute
  if (file.count() > 0) {
    TRUSTWATCH_RETURN_IF_ERROR(promtool_.CreateBlocks(file.path(), data(), interruption_));
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(
      prometheus_,
      Prometheus::Start(
          {.program = options_.prometheus, .folder = folder_.path(), .data = data(), .rules = {}},
          interruption_));
  return absl::OkStatus();
}

// promtool drops some lines that it does not like without a word, and a rule that misses samples is
// silent.
absl::Status Replayer::CheckCounts(const std::vector<std::size_t>& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    TRUSTWATCH_ASSIGN_OR_RETURN(
        const std::vector<Sample> found,
        prometheus_->Query("count({__name__!=\"\"})", replay_.instants[i].at + kAfterSamples));
    if (!found.empty() && found.front().value == fmt::format("{}", counts[i])) continue;
    return base::Error{.code = absl::StatusCode::kInternal,
                       .reason = "SAMPLES_LOST",
                       .message = fmt::format("Prometheus holds {} of the {} samples of {}; please "
                                              "report it, with its version",
                                              found.empty() ? "none" : found.front().value,
                                              counts[i], domain::ToString(replay_.instants[i].day))}
        .ToStatus();
  }
  return absl::OkStatus();
}

// What of a rule cannot be known of the past; empty: everything can.
std::string Replayer::WhyNot(const Rule& rule) const {
  const QueryNames names = NamesIn(rule.query);
  if (names.has_nameless) return "it selects series without naming a metric";
  if (!rule.is_alert && names.metrics.contains(rule.name)) {
    return "it rests on its own past, between instants too";
  }
  std::string missing;
  for (const std::string& name : names.metrics) {
    if (!known_.contains(name)) missing += (missing.empty() ? "" : ", ") + name;
  }
  return missing.empty() ? "" : fmt::format("no page of the past has {}", missing);
}

// Where Prometheus refuses the query, the rule is not replayed any further.
absl::StatusOr<std::vector<Sample>> Replayer::Evaluate(ReplayedRule& rule, const Instant& instant) {
  TRUSTWATCH_RETURN_IF_ERROR(interruption_.Check());
  StepDone();
  if (!rule.why_not.empty()) return std::vector<Sample>();
  absl::StatusOr<std::vector<Sample>> samples =
      prometheus_->Query(rule.rule.query, instant.at + kAfterSamples);
  if (samples.ok() || !absl::IsInvalidArgument(samples.status())) return samples;
  rule.why_not = fmt::format("Prometheus refuses it on {}: {}", domain::ToString(instant.day),
                             std::string(samples.status().message()));
  return std::vector<Sample>();
}

// Evaluates what rests on known metrics, makes these known, and so on; a rule that gives a metric
// together with another waits until both can.
absl::Status Replayer::Record() {
  std::vector<ReplayedRule*> waiting;
  for (ReplayedRule& it : replay_.rules) {
    if (!it.rule.is_alert) waiting.push_back(&it);
  }
  while (!waiting.empty()) {
    const auto first_later = std::stable_partition(
        waiting.begin(), waiting.end(), [this](auto* it) { return WhyNot(it->rule).empty(); });
    const std::vector<ReplayedRule*> ready(waiting.begin(), first_later);
    if (ready.empty()) break;
    waiting.erase(waiting.begin(), first_later);
    TRUSTWATCH_RETURN_IF_ERROR(RecordTogether(ready));
    for (const ReplayedRule* it : ready) {
      const bool is_whole = std::none_of(waiting.begin(), waiting.end(), [it](const auto* other) {
        return other->rule.name == it->rule.name;
      });
      if (it->why_not.empty() && is_whole) known_.insert(it->rule.name);
    }
  }
  for (ReplayedRule* it : waiting) it->why_not = WhyNot(it->rule);
  return absl::OkStatus();
}

absl::Status Replayer::RecordTogether(const std::vector<ReplayedRule*>& rules) {
  TRUSTWATCH_ASSIGN_OR_RETURN(
      SampleFile file, SampleFile::Make(folder_.path() / fmt::format("recorded-{}.om", files_++)));
  for (const Instant& instant : replay_.instants) {
    std::set<std::pair<std::string, Labels>> seen;
    for (ReplayedRule* const it : rules) {
      TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<Sample> samples, Evaluate(*it, instant));
      for (const Sample& sample : samples) {
        Labels labels = LabelsOf(it->rule, sample.labels);
        if (!seen.emplace(it->rule.name, labels).second) {
          it->why_not = fmt::format("it gives two series the same labels on {}",
                                    domain::ToString(instant.day));
          continue;
        }
        file.Add(it->rule.name, labels, sample.value, instant.at);
      }
    }
  }
  return LoadBlocks(file);
}

absl::Status Replayer::Alert() {
  for (ReplayedRule& it : replay_.rules) {
    if (!it.rule.is_alert) continue;
    it.why_not = WhyNot(it.rule);
    AlertHistory history({.hold = it.rule.hold,
                          .keep_firing = it.rule.keep_firing,
                          .shortest_step = ShortestStep(replay_.every)});
    for (const Instant& instant : replay_.instants) {
      TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<Sample> samples, Evaluate(it, instant));
      std::set<Labels> holding;
      for (const Sample& sample : samples) holding.insert(LabelsOf(it.rule, sample.labels));
      history.Add(instant.at, holding);
    }
    if (it.why_not.empty()) it.firings = history.Firings();
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Replay> RunReplay(const ReplayOptions& options, absl::Time now,
                                 Interruption& interruption, const ShowProgress& show_progress) {
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<Instant> instants, InstantsOf(options.schedule, now));
  TRUSTWATCH_ASSIGN_OR_RETURN(WorkFolder folder, WorkFolder::Make(options.keep));
  return Replayer(options, interruption, show_progress, std::move(folder)).Run(std::move(instants));
}

}  // namespace trustwatch::backtest
