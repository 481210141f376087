// What the verdicts of very many series cost, each of 120 months: all of them judged again, and one
// figure restated.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "benchmark/benchmark.h"
#include "daemon/base/check.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/history/figures.h"
#include "daemon/insight/verdicts.h"
#include "daemon/store/store.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/generated_store.h"
#include "tests/support/definitions_builder.h"

namespace {

namespace bench = trustwatch::bench;
using trustwatch::domain::Definitions;

constexpr int kSlices = 100;
constexpr int kMonths = 120;

// Loaded and judged once.
struct Judged {
  explicit Judged(int series)
      : size{.organisations = series / kSlices, .indicators = kSlices, .months = kMonths},
        generated(size),
        definitions(bench::Definitions(size)) {
    TRUSTWATCH_CHECK(verdicts.Snapshot(generated.store()).ok());
  }

  bench::Size size;
  bench::GeneratedStore generated;
  trustwatch::base::Published<Definitions> definitions;
  trustwatch::history::Figures figures;
  trustwatch::insight::Verdicts verdicts{figures, definitions};
};

void BM_JudgeAllAgain(benchmark::State& state) {
  Judged judged(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    state.PauseTiming();
    judged.definitions.Replace(bench::Definitions(judged.size));  // new ones: all is judged again
    state.ResumeTiming();
    TRUSTWATCH_CHECK(judged.verdicts.Snapshot(judged.generated.store()).ok());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_JudgeAllAgain)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

// From the commit to a snapshot that holds the verdict on the restated figure.
void BM_RestateOne(benchmark::State& state) {
  Judged judged(static_cast<int>(state.range(0)));
  double value = 1'000;
  for (auto _ : state) {
    const std::vector<trustwatch::store::NewObservation> rows = {
        {.slice = judged.generated.slices()[7],
         .period = trustwatch::testing::PeriodOf("2019-05"),
         .value = trustwatch::domain::Number{.value = value += 1},
         .revision = 2}};
    const trustwatch::store::Committed committed = {.organisation = bench::Organisation(3),
                                                    .submission_id = 1,
                                                    .recorded_at = absl::UnixEpoch(),
                                                    .observations = &rows};
    judged.figures.Apply(judged.generated.store(), committed);
    judged.verdicts.Apply(committed);
    const auto snapshot = judged.verdicts.Snapshot(judged.generated.store());
    TRUSTWATCH_CHECK(snapshot.ok());
    benchmark::DoNotOptimize(snapshot->organisations.size());
  }
}
BENCHMARK(BM_RestateOne)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

}  // namespace
