#include "daemon/telemetry/last_submissions.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/telemetry/scraped_families.h"
#include "prometheus/metric_family.h"

namespace trustwatch::telemetry {

void LastSubmissions::OrganisationsAre(const std::vector<std::string>& codes) {
  absl::flat_hash_map<std::string, Instants> known;
  const base::MutexLock lock(mutex_);
  for (const std::string& code : codes) {
    const auto found = instants_.find(code);
    known.emplace(code, found == instants_.end() ? Instants{} : found->second);
  }
  instants_ = std::move(known);
}

void LastSubmissions::Accepted(std::string_view organisation, absl::Time at) {
  const base::MutexLock lock(mutex_);
  const auto found = instants_.find(std::string(organisation));
  if (found != instants_.end()) found->second.accepted = at;
}

void LastSubmissions::Refused(std::string_view organisation, absl::Time at) {
  const base::MutexLock lock(mutex_);
  const auto found = instants_.find(std::string(organisation));
  if (found != instants_.end()) found->second.refused = at;
}

void LastSubmissions::AddTo(Families& families) const {
  prometheus::MetricFamily accepted = GaugeFamily(
      "trustwatch_submission_last_accepted_timestamp_seconds",
      "When the organisation's last submission, no dry run, was accepted, also in part; since the "
      "start of the process. Compare with that of the last refused one.");
  prometheus::MetricFamily refused = GaugeFamily(
      "trustwatch_submission_last_refused_timestamp_seconds",
      "When the organisation's last submission, no dry run, was refused; since the start of the "
      "process. Later than the last accepted one for hours: call them, their return is not in.");
  {
    const base::MutexLock lock(mutex_);
    for (const auto& [code, instants] : instants_) {
      if (instants.accepted) AddSample(SecondsOf(*instants.accepted), {{"org", code}}, accepted);
      if (instants.refused) AddSample(SecondsOf(*instants.refused), {{"org", code}}, refused);
    }
  }
  if (!accepted.metric.empty()) families.push_back(std::move(accepted));
  if (!refused.metric.empty()) families.push_back(std::move(refused));
}

}  // namespace trustwatch::telemetry
