// What judging costs: a dry run of one submission of ordinary rows, from the draft to the reply,
// against an empty store.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "benchmark/benchmark.h"
#include "daemon/base/check.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/draft.h"
#include "daemon/history/figures.h"
#include "daemon/ingest/submitter.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "tests/bench/bench_store.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace domain = trustwatch::domain;
namespace bench = trustwatch::bench;

constexpr int kIndicators = 50;
const bench::Size kSize{.organisations = 1, .indicators = kIndicators, .months = 1};

domain::Draft Draft(std::int64_t rows) {
  domain::Draft draft{.organisation = bench::Organisation(0).ToString(),
                      .request_id = "bench",
                      .validate_only = true};
  for (std::int64_t i = 0; i < rows; ++i) {
    const int month = static_cast<int>(i / kIndicators % 240);
    const domain::Period period =
        trustwatch::testing::PeriodOf(fmt::format("{}-{:02}", 2000 + month / 12, month % 12 + 1));
    draft.observations.push_back(
        {.indicator = bench::IndicatorName(static_cast<int>(i % kIndicators)),
         .first_day = domain::ToWritten(period.first()),
         .last_day = domain::ToWritten(period.last()),
         .value = domain::DraftNumber{.value = 1'000 + static_cast<double>(i * 7919 % 199)}});
  }
  return draft;
}

// Arguments: rows, and whether outlooks are asked for.
void BM_Judge(benchmark::State& state) {
  const trustwatch::testing::TemporaryFolder folder;
  const trustwatch::testing::FakeClock clock;
  const auto store = trustwatch::testing::Value(
      trustwatch::store::Store::Open({.file = folder.path() / "store.db"}, clock));
  const trustwatch::base::Published<domain::Definitions> definitions(bench::Definitions(kSize));
  trustwatch::history::Figures figures;
  trustwatch::ingest::Submitter submitter(*store, figures, definitions, clock);
  domain::Draft draft = Draft(state.range(0));
  draft.skip_outlooks = state.range(1) == 0;
  for (auto _ : state) {
    state.PauseTiming();
    domain::Draft copy = draft;
    state.ResumeTiming();
    submitter.Submit(std::move(copy), {.name = "bench"},
                     [](absl::StatusOr<trustwatch::ingest::Reply> reply) {
                       TRUSTWATCH_CHECK(reply.ok() && reply->outcome == domain::Outcome::kAccepted);
                     });
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Judge)->ArgsProduct({{50, 1'000, 10'000}, {0, 1}});

}  // namespace
