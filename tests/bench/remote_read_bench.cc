// What it costs to put history on the wire of remote read: series by the 100,000, in both forms, as
// they are reported (72 months) and as a dashboard draws them (filled at a step of a day).

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "benchmark/benchmark.h"
#include "daemon/remote_read/chunked_answer.h"
#include "daemon/remote_read/crc32c.h"
#include "daemon/remote_read/samples_answer.h"
#include "daemon/remote_read/snappy_stream.h"
#include "daemon/remote_read/wire.h"
#include "daemon/samples/sample.h"
#include "fmt/format.h"
#include "snappy.h"

namespace trustwatch::remote_read {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kStartMs = 1'577'880'000'000;  // 2020-01-01 12:00 UTC
constexpr std::size_t kDistinct = 1'000;  // used again and again: the source stays small
constexpr std::uint64_t kBytesMax = 4'000'000'000;

struct Series {
  std::vector<std::string> texts;
  std::vector<samples::Label> labels;
  std::vector<samples::Sample> samples;
};

// Percentages with two decimals, one a month; `days` draws each at every day of its month.
std::vector<Series> Generate(bool days) {
  std::mt19937_64 random(7);
  std::vector<Series> all(kDistinct);
  for (std::size_t i = 0; i < all.size(); ++i) {
    Series& series = all[i];
    series.texts = {"trustwatch_indicator_value", fmt::format("indicator_of_care_{:02}", i / 50),
                    fmt::format("R{:02}", i % 50), "P1M"};
    constexpr std::string_view kNames[] = {"__name__", "indicator", "org", "span"};
    for (std::size_t n = 0; n < series.texts.size(); ++n) {
      series.labels.push_back({.name = kNames[n], .value = series.texts[n]});
    }
    for (std::int64_t month = 0; month < 72; ++month) {
      const double value = static_cast<double>(random() % 10'000) / 100;
      for (std::int64_t day = 0; day < (days ? 30 : 1); ++day) {
        series.samples.push_back({.at_ms = kStartMs + (month * 30 + day) * kDayMs, .value = value});
      }
    }
  }
  return all;
}

void Report(benchmark::State& state, std::size_t samples, std::size_t bytes) {
  state.counters["samples"] = static_cast<double>(samples);
  state.counters["bytes_a_sample"] = static_cast<double>(bytes) / static_cast<double>(samples);
  state.counters["sample_time"] = benchmark::Counter(
      static_cast<double>(samples),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void Samples(benchmark::State& state, bool days, std::size_t count, Packing packing) {
  const std::vector<Series> all = Generate(days);
  std::size_t bytes = 0;
  for (auto _ : state) {
    SamplesAnswer answer({.bytes_max = kBytesMax, .packing = packing});
    answer.BeginQuery();
    for (std::size_t i = 0; i < count; ++i) {
      const Series& series = all[i % kDistinct];
      if (!answer.Add({.labels = series.labels, .samples = series.samples}).ok()) {
        state.SkipWithError("the answer is too large");
        return;
      }
    }
    const std::string body = answer.Finish();
    bytes = body.size();
    benchmark::DoNotOptimize(body.data());
  }
  Report(state, count * all[0].samples.size(), bytes);
}

// Samples alone, into memory that is there.
void Write(benchmark::State& state) {
  const std::vector<Series> all = Generate(false);
  std::string room(all[0].samples.size() * kSampleBytesMax, '\0');
  for (auto _ : state) {
    for (const Series& series : all) {
      benchmark::DoNotOptimize(SamplesBytes(series.samples));
      benchmark::DoNotOptimize(WriteSamples(series.samples, room.data()));
    }
  }
  Report(state, kDistinct * all[0].samples.size(), kDistinct * SamplesBytes(all[0].samples));
}

// What a reader pays before it sees the first message, with the same library as ours.
void Unpack(benchmark::State& state, Packing packing) {
  const std::vector<Series> all = Generate(false);
  constexpr std::size_t kSeries = 10'000;
  SamplesAnswer answer({.bytes_max = kBytesMax, .packing = packing});
  answer.BeginQuery();
  for (std::size_t i = 0; i < kSeries; ++i) {
    const Series& series = all[i % kDistinct];
    if (!answer.Add({.labels = series.labels, .samples = series.samples}).ok()) return;
  }
  const std::string body = answer.Finish();
  std::string message;
  for (auto _ : state) {
    if (!snappy::Uncompress(body.data(), body.size(), &message)) state.SkipWithError("not snappy");
    benchmark::DoNotOptimize(message.data());
  }
  Report(state, kSeries * all[0].samples.size(), body.size());
}

void Chunks(benchmark::State& state, bool days, std::size_t count) {
  const std::vector<Series> all = Generate(days);
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = 0;
    ChunkedAnswer answer([&bytes](std::string_view frames) {
      bytes += frames.size();
      return true;
    });
    answer.BeginQuery();
    for (std::size_t i = 0; i < count; ++i) {
      const Series& series = all[i % kDistinct];
      if (!answer.Add({.labels = series.labels, .samples = series.samples}).ok()) {
        state.SkipWithError("a series is too large");
        return;
      }
    }
    if (!answer.Finish().ok()) state.SkipWithError("the sink refused");
  }
  Report(state, count * all[0].samples.size(), bytes);
}

// The same bytes copied once into memory that is new, which no answer can be faster than.
void Copy(benchmark::State& state) {
  constexpr std::size_t kSamples = 7'200'000;
  const std::string source(256UL * 1024, 'x');
  for (auto _ : state) {
    std::string to;
    to.reserve(kSamples * 18);
    while (to.size() + source.size() <= kSamples * 18) to.append(source);
    benchmark::DoNotOptimize(to.data());
  }
  Report(state, kSamples, kSamples * 18);
}

void Sum(benchmark::State& state) {
  const std::string source(64UL * 1024, 'x');
  for (auto _ : state) benchmark::DoNotOptimize(Crc32c(source));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(source.size()));
}

BENCHMARK(Copy)->Unit(benchmark::kMillisecond);
BENCHMARK(Sum)->Unit(benchmark::kMicrosecond);
BENCHMARK(Write)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(Samples, months_compressed, false, 100'000, Packing::kCompressed)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Samples, months_stored, false, 100'000, Packing::kStored)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Unpack, compressed, Packing::kCompressed)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Unpack, stored, Packing::kStored)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Chunks, months, false, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Samples, days_compressed, true, 2'400, Packing::kCompressed)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Samples, days_stored, true, 2'400, Packing::kStored)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Chunks, days, true, 2'400)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace trustwatch::remote_read
