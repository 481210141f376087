// What judging one series costs: limits, all rules and the verdict, at the exact mean.

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "benchmark/benchmark.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/xmr.h"
#include "daemon/stats/xmr_options.h"

namespace {

namespace stats = trustwatch::stats;

constexpr std::size_t kPoints = 120;

// Many series one after the other, so that each is read from memory and no branch is learnt.
std::vector<double> Values(std::size_t series, bool counts) {
  std::mt19937_64 random(20250301);
  std::normal_distribution<double> normal(400, 25);
  std::vector<double> values(series * kPoints);
  for (double& value : values) {
    value = normal(random);
    if (counts) value = static_cast<double>(static_cast<std::int64_t>(value));
  }
  return values;
}

void Judge(benchmark::State& state, const stats::XmrOptions& options, std::size_t series,
           bool counts, std::span<const std::uint8_t> known) {
  const std::vector<double> values = Values(series, counts);
  std::vector<stats::Marked> scratch(kPoints);
  std::size_t next = 0;
  for (auto _ : state) {
    const stats::XmrSeries input{.values = std::span(values).subspan(next * kPoints, kPoints),
                                 .known = known,
                                 .better = stats::Better::kLower,
                                 .target = 380};
    benchmark::DoNotOptimize(stats::JudgeXmr(input, options, scratch));
    next = next + 1 == series ? 0 : next + 1;
  }
  state.SetItemsProcessed(state.iterations());
}

void BM_MakingDataCount(benchmark::State& state) {
  Judge(state, stats::kMakingDataCount, static_cast<std::size_t>(state.range(0)), false, {});
}
BENCHMARK(BM_MakingDataCount)->Arg(1)->Arg(10'000)->Arg(1'000'000);

void BM_MakingDataCountOfCounts(benchmark::State& state) {
  Judge(state, stats::kMakingDataCount, 10'000, true, {});
}
BENCHMARK(BM_MakingDataCountOfCounts);

void BM_PlotTheDots(benchmark::State& state) {
  Judge(state, stats::kPlotTheDots, 10'000, false, {});
}
BENCHMARK(BM_PlotTheDots);

void BM_WithUnknownPoints(benchmark::State& state) {
  std::vector<std::uint8_t> known(kPoints, 1);
  for (std::size_t i = 5; i < kPoints; i += 17) known[i] = 0;
  Judge(state, stats::kMakingDataCount, 10'000, false, known);
}
BENCHMARK(BM_WithUnknownPoints);

}  // namespace
