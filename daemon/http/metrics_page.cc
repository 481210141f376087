#include "daemon/http/metrics_page.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/base/log.h"
#include "daemon/http/definition_families.h"
#include "daemon/http/exposition.h"
#include "daemon/http/figure_families.h"
#include "daemon/http/page_family.h"
#include "daemon/http/telemetry_families.h"
#include "daemon/http/verdict_families.h"
#include "daemon/insight/return_counts.h"
#include "daemon/insight/verdicts.h"
#include "prometheus/metric_family.h"

namespace trustwatch::http {
namespace {

constexpr std::size_t kOtherBytesExpected = 64UL * 1024;  // all but the figures

void Move(std::vector<PageFamily> from, std::vector<PageFamily>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

insight::VerdictSnapshot VerdictsOrNone(const VerdictSource& source) {
  absl::StatusOr<insight::VerdictSnapshot> verdicts = source();
  if (verdicts.ok()) return *std::move(verdicts);
  base::Log(base::Severity::kError, "the series could not be judged; /metrics has no verdicts",
            {{"error", std::string(verdicts.status().message())}});
  return {};
}

}  // namespace

MetricsPage::MetricsPage(const telemetry::Telemetry& telemetry, const insight::Latest& latest,
                         VerdictSource verdicts,
                         const base::Published<domain::Definitions>& definitions,
                         const base::Clock& clock)
    : telemetry_(telemetry),
      latest_(latest),
      verdicts_(std::move(verdicts)),
      definitions_(definitions),
      clock_(clock) {}

std::string MetricsPage::Render() const {
  const auto definitions = definitions_.Get();
  const insight::LatestSnapshot latest = latest_.Snapshot();
  const std::vector<prometheus::MetricFamily> collected = telemetry_.Collect();
  const auto counts = insight::CountReturns(*definitions, latest, clock_.Now());
  // After the values: whoever reads a value of the page reads the verdict on it or on a newer one.
  const insight::VerdictSnapshot verdicts = VerdictsOrNone(verdicts_);
  const FigureFamilies figures(*definitions, latest, verdicts);

  std::vector<PageFamily> families = TelemetryFamilies(collected);
  Move(figures.Families(), families);
  Move(VerdictFamilies(figures), families);
  Move(DefinitionFamilies(*definitions, counts), families);
  std::sort(families.begin(), families.end(),
            [](const PageFamily& a, const PageFamily& b) { return a.name < b.name; });

  Exposition page(figures.BytesExpected() + kOtherBytesExpected);
  for (const PageFamily& family : families) {
    page.BeginFamily(family.name, family.type, family.help);
    family.write_samples(page);
  }
  return std::move(page).Finish();
}

}  // namespace trustwatch::http
