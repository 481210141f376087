#ifndef TRUSTWATCH_TESTS_BENCH_PAGE_SETUP_H_
#define TRUSTWATCH_TESTS_BENCH_PAGE_SETUP_H_

#include <array>
#include <cstddef>
#include <memory>

#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/history/figures.h"
#include "daemon/http/metrics_page.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/verdicts.h"
#include "daemon/store/store.h"
#include "daemon/telemetry/telemetry.h"
#include "prometheus/registry.h"
#include "tests/bench/bench_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::bench {

// A page of about so many samples: 13 months of 50 indicators, ten samples each.
class PageSetup {
 public:
  explicit PageSetup(std::size_t samples);

  const http::MetricsPage& page() const { return page_; }
  const telemetry::Telemetry& telemetry() const { return telemetry_; }
  telemetry::Telemetry& telemetry() { return telemetry_; }

  // From now on one organisation's verdicts are other ones, though the same; or all are.
  void ChangeOne();
  void ChangeAll();

 private:
  const Size size_;
  trustwatch::testing::TemporaryFolder folder_;
  trustwatch::testing::FakeClock clock_;
  std::unique_ptr<store::Store> store_;
  insight::Latest latest_;
  base::Published<domain::Definitions> definitions_;
  telemetry::Telemetry telemetry_{"bench", clock_};
  history::Figures figures_;
  insight::Verdicts verdicts_{figures_, definitions_};
  insight::VerdictSnapshot snapshot_;
  http::MetricsPage page_;
};

// The series of `page` as gauges of prometheus-cpp.
std::shared_ptr<prometheus::Registry> RegistryOf(const http::MetricsPage& page);

}  // namespace trustwatch::bench

#endif  // TRUSTWATCH_TESTS_BENCH_PAGE_SETUP_H_
