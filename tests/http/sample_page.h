#ifndef TRUSTWATCH_TESTS_HTTP_SAMPLE_PAGE_H_
#define TRUSTWATCH_TESTS_HTTP_SAMPLE_PAGE_H_

#include <string>

#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/http/metrics_page.h"
#include "daemon/telemetry/telemetry.h"
#include "tests/insight/insight_builder.h"

namespace trustwatch::testing {

// A daemon's life in small: every kind of event has happened once, every kind of value was
// reported, and names hold what is awkward. Its page has every family, each with a sample.
struct SamplePage {
  SamplePage();

  std::string Render(http::Dialect dialect = http::Dialect::kText) const {
    return page.Render(dialect);
  }

  InsightFixture insight;
  telemetry::Telemetry telemetry{"1.2.3", insight.stored.clock};
  http::MetricsPage page{telemetry,
                         insight.latest,
                         [this] { return insight.verdicts.Snapshot(insight.store()); },
                         insight.definitions,
                         insight.stored.clock,
                         domain::Sight::kExact};
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_HTTP_SAMPLE_PAGE_H_
