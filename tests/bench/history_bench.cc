// What it costs to answer a remote read over very many series of 72 months: from the figures in
// memory to the bytes that are sent.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "benchmark/benchmark.h"
#include "daemon/base/check.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/history/figures.h"
#include "daemon/remote_read/chunked_answer.h"
#include "daemon/remote_read/samples_answer.h"
#include "daemon/samples/archive.h"
#include "daemon/samples/labels.h"
#include "daemon/samples/matcher.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sample.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/generated_store.h"
#include "tests/support/fake_clock.h"

namespace {

namespace bench = trustwatch::bench;
namespace samples = trustwatch::samples;
using trustwatch::remote_read::ChunkedAnswer;
using trustwatch::remote_read::SamplesAnswer;

constexpr int kSlices = 40;
constexpr int kMonths = 72;
constexpr std::uint64_t kBytesMax = 1'000'000'000;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::string_view kValue = "trustwatch_indicator_value";

struct History {
  explicit History(int series)
      : size{.organisations = series / kSlices, .indicators = kSlices, .months = kMonths},
        generated(size),
        definitions(bench::Definitions(size)) {
    // The daemon reads every figure ahead when it starts.
    TRUSTWATCH_CHECK(archive.Each(Of(kValue), {}, [](const auto&) { return true; }).ok());
  }

  static samples::Query Of(std::string_view name) {
    samples::Query query;
    query.matchers.push_back(
        samples::Matcher::Make("__name__", samples::MatchKind::kEqual, name).value());
    return query;
  }

  template <typename Answer>
  void Fill(const samples::Query& query, Answer& answer) const {
    answer.BeginQuery();
    TRUSTWATCH_CHECK(archive
                         .Each(query, {},
                               [&answer](const samples::LabelledSamples& series) {
                                 TRUSTWATCH_CHECK(answer.Add(series).ok());
                                 return true;
                               })
                         .ok());
  }

  bench::Size size;
  bench::GeneratedStore generated;
  trustwatch::base::Published<trustwatch::domain::Definitions> definitions;
  trustwatch::history::Figures figures;
  trustwatch::testing::FakeClock clock;
  samples::Archive archive{{.store = generated.store(),
                            .definitions = definitions,
                            .series = figures,
                            .sight = trustwatch::domain::Sight::kExact,
                            .clock = clock}};
};

void ReadAsSamples(benchmark::State& state, std::string_view name) {
  const History history(static_cast<int>(state.range(0)));
  const samples::Query query = History::Of(name);
  std::size_t bytes = 0;
  for (auto _ : state) {
    SamplesAnswer answer({.bytes_max = kBytesMax});
    history.Fill(query, answer);
    bytes = answer.Finish().size();
  }
  state.counters["answer_bytes"] = static_cast<double>(bytes);
  state.SetItemsProcessed(state.iterations() * state.range(0) * kMonths);
}
BENCHMARK_CAPTURE(ReadAsSamples, values, kValue)
    ->Arg(2'400)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ReadAsSamples, means, "trustwatch_indicator_mean")
    ->Arg(2'400)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond);

// Finding and spreading alone: what is left when nothing is written.
void BM_VisitValues(benchmark::State& state) {
  const History history(static_cast<int>(state.range(0)));
  const samples::Query query = History::Of(kValue);
  for (auto _ : state) {
    std::size_t count = 0;
    TRUSTWATCH_CHECK(history.archive
                         .Each(query, {},
                               [&count](const samples::LabelledSamples& series) {
                                 count += series.samples.size();
                                 return true;
                               })
                         .ok());
    benchmark::DoNotOptimize(count);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * kMonths);
}
BENCHMARK(BM_VisitValues)->Arg(2'400)->Arg(100'000)->Unit(benchmark::kMillisecond);

// The values of one label of everything, as a menu asks for them.
void BM_LabelValues(benchmark::State& state) {
  const History history(static_cast<int>(state.range(0)));
  samples::Query query;
  query.labels_only = true;
  std::size_t count = 0;
  for (auto _ : state) {
    std::set<std::string, std::less<>> known;
    const auto org = [](std::span<const samples::Label> labels) {
      return std::find_if(labels.begin(), labels.end(),
                          [](const samples::Label& label) { return label.name == samples::kOrg; });
    };
    TRUSTWATCH_CHECK(history.archive
                         .EachWanted(
                             query, {},
                             [&](std::span<const samples::Label> labels) {
                               const auto found = org(labels);
                               return found != labels.end() && !known.contains(found->value);
                             },
                             [&](const samples::LabelledSamples& series) {
                               known.emplace(org(series.labels)->value);
                               return true;
                             })
                         .ok());
    count = known.size();
  }
  state.counters["values"] = static_cast<double>(count);
}
BENCHMARK(BM_LabelValues)->Arg(2'400)->Arg(100'000)->Unit(benchmark::kMillisecond);

// A plain selector over six years by days: each figure on every day that it holds.
void BM_ReadDaysAsChunks(benchmark::State& state) {
  const History history(static_cast<int>(state.range(0)));
  samples::Query query = History::Of(kValue);
  query.fill = samples::Grid{.start_ms = 0, .end_ms = 40'000 * kDayMs, .step_ms = kDayMs};
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = 0;
    ChunkedAnswer answer([&bytes](std::string_view frames) {
      bytes += frames.size();
      return true;
    });
    history.Fill(query, answer);
    TRUSTWATCH_CHECK(answer.Finish().ok());
  }
  state.counters["answer_bytes"] = static_cast<double>(bytes);
}
BENCHMARK(BM_ReadDaysAsChunks)->Arg(60)->Arg(2'400)->Unit(benchmark::kMillisecond);

}  // namespace
