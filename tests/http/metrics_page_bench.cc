// How long a page takes, and what a commit costs the latest values, by size.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "daemon/base/published.h"
#include "daemon/http/metrics_page.h"
#include "daemon/insight/latest.h"
#include "daemon/telemetry/telemetry.h"
#include "fmt/format.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch {
namespace {

constexpr std::size_t kSlices = 200;  // of one organisation

// Latest values of `organisations` with kSlices series each, as commits made them.
class World {
 public:
  explicit World(int organisations) {
    std::vector<domain::Slice> slices;
    for (std::size_t i = 0; i < kSlices; ++i) {
      slices.push_back(testing::SliceOf(fmt::format("oap_inapp_beddays_acute_{}", i / 4)));
      if (i % 4 != 0) slices.back().breakdown = fmt::format("age:{}to{}", i, i + 9);
    }
    const auto ids = testing::Value(stored.store->InternSlices(slices));
    for (std::size_t i = 0; i < kSlices; ++i) {
      rows.push_back(testing::Row(ids[i], "2026-06", testing::Count(0.1 * static_cast<double>(i))));
    }
    for (int o = 0; o < organisations; ++o) {
      Apply(testing::Ods(fmt::format("X{:04}", o)), 1 + o);
    }
  }

  void Apply(const domain::OdsCode& organisation, domain::SubmissionId id) {
    latest.Apply(*stored.store, {.organisation = organisation,
                                 .submission_id = id,
                                 .recorded_at = absl::FromUnixMicros(1'782'993'600'123'456 + id),
                                 .observations = &rows});
  }

  testing::StoreFixture stored;
  std::vector<store::NewObservation> rows;
  insight::Latest latest;
};

// Argument: series. A series is five samples.
void BM_RenderPage(benchmark::State& state) {
  World world(static_cast<int>(state.range(0) / static_cast<std::int64_t>(kSlices)));
  const telemetry::Telemetry telemetry("bench");
  const base::Published<domain::Definitions> definitions(testing::DefinitionsBuilder().Build());
  const http::MetricsPage page(telemetry, world.latest, definitions, world.stored.clock);
  std::size_t bytes = 0;
  for (auto _ : state) bytes = page.Render().size();
  state.counters["bytes"] = static_cast<double>(bytes);
  state.counters["samples_per_second"] = benchmark::Counter(
      5.0 * static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(BM_RenderPage)->Arg(2'000)->Arg(20'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

// One commit of 200 rows of an organisation that has them all already.
void BM_ApplyCommit(benchmark::State& state) {
  World world(1);
  const domain::OdsCode organisation = testing::Ods("X0000");
  domain::SubmissionId id = 1;
  for (auto _ : state) world.Apply(organisation, ++id);
  state.counters["rows_per_second"] = benchmark::Counter(
      static_cast<double>(kSlices), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(BM_ApplyCommit);

}  // namespace
}  // namespace trustwatch
