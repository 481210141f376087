#include "daemon/http/metrics_page.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "daemon/http/definition_families.h"
#include "daemon/http/exposition.h"
#include "daemon/http/figure_families.h"
#include "daemon/http/page_family.h"
#include "daemon/http/telemetry_families.h"
#include "daemon/insight/return_counts.h"
#include "prometheus/metric_family.h"

namespace trustwatch::http {
namespace {

constexpr std::size_t kOtherBytesExpected = 64UL * 1024;  // all but the figures

void Move(std::vector<PageFamily> from, std::vector<PageFamily>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

MetricsPage::MetricsPage(const telemetry::Telemetry& telemetry, const insight::Latest& latest,
                         const base::Published<domain::Definitions>& definitions,
                         const base::Clock& clock)
    : telemetry_(telemetry), latest_(latest), definitions_(definitions), clock_(clock) {}

std::string MetricsPage::Render() const {
  const auto definitions = definitions_.Get();
  const insight::LatestSnapshot latest = latest_.Snapshot();
  const std::vector<prometheus::MetricFamily> collected = telemetry_.Collect();
  const auto counts = insight::CountReturns(*definitions, latest, clock_.Now());
  const FigureFamilies figures(*definitions, latest);

  std::vector<PageFamily> families = TelemetryFamilies(collected);
  Move(figures.Families(), families);
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
