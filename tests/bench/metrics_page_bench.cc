// What rendering /metrics costs: three samples a series (value, period end, when known) and the
// rest of the page.

#include <cstdint>
#include <memory>
#include <string>

#include "benchmark/benchmark.h"
#include "daemon/base/check.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/history/figures.h"
#include "daemon/http/metrics_page.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/verdicts.h"
#include "daemon/store/store.h"
#include "daemon/telemetry/telemetry.h"
#include "tests/bench/bench_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace bench = trustwatch::bench;

void BM_RenderMetrics(benchmark::State& state) {
  const bench::Size size{
      .organisations = static_cast<int>(state.range(0)) / 50, .indicators = 50, .months = 1};
  const trustwatch::testing::TemporaryFolder folder;
  const trustwatch::testing::FakeClock clock;
  const auto store = trustwatch::testing::Value(
      trustwatch::store::Store::Open({.file = folder.path() / "store.db"}, clock));
  bench::Fill(*store, size);
  trustwatch::insight::Latest latest;
  TRUSTWATCH_CHECK(latest.Load(*store).ok());
  const trustwatch::base::Published<trustwatch::domain::Definitions> definitions(
      bench::Definitions(size));
  const trustwatch::telemetry::Telemetry telemetry("bench");
  const trustwatch::history::Figures figures;
  trustwatch::insight::Verdicts verdicts(figures, definitions);
  const trustwatch::http::MetricsPage page(
      telemetry, latest, [&] { return verdicts.Snapshot(*store); }, definitions, clock);
  std::size_t bytes = 0;
  for (auto _ : state) bytes = page.Render().size();
  state.counters["page_bytes"] = static_cast<double>(bytes);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_RenderMetrics)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
