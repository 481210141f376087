// What a scrape of /metrics costs, beside prometheus-cpp over the same series: in the process, and
// over HTTP with one connection kept open. The argument is about the number of samples.

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "benchmark/benchmark.h"
#include "daemon/base/check.h"
#include "daemon/http/by_sight.h"
#include "daemon/http/metrics_page.h"
#include "daemon/http/readiness.h"
#include "daemon/http/server.h"
#include "daemon/http/standard_routes.h"
#include "fmt/format.h"
#include "httplib.h"
#include "prometheus/exposer.h"
#include "prometheus/text_serializer.h"
#include "tests/bench/page_setup.h"
#include "tests/support/status_matchers.h"

namespace {

using trustwatch::bench::PageSetup;
using trustwatch::http::Coding;
using trustwatch::http::Dialect;
using trustwatch::http::PageForm;

// One for all benchmarks of a size: filling the store takes longer than they do.
PageSetup& SetupOf(const benchmark::State& state) {
  static std::map<std::int64_t, std::unique_ptr<PageSetup>> setups;
  auto& setup = setups[state.range(0)];
  if (!setup) setup = std::make_unique<PageSetup>(static_cast<std::size_t>(state.range(0)));
  return *setup;
}

enum class Change { kNone, kOne, kAll };

void Answer(benchmark::State& state, PageForm form, Change change) {
  PageSetup& setup = SetupOf(state);
  setup.page().Answer(form, "");
  std::size_t bytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    if (change == Change::kOne) setup.ChangeOne();
    if (change == Change::kAll) setup.ChangeAll();
    state.ResumeTiming();
    bytes = setup.page().Answer(form, "").body->size();
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}

constexpr PageForm kText{.dialect = Dialect::kText, .coding = Coding::kIdentity};
constexpr PageForm kGzip{.dialect = Dialect::kOpenMetrics, .coding = Coding::kGzip};

void BM_UnchangedText(benchmark::State& state) { Answer(state, kText, Change::kNone); }
void BM_UnchangedGzip(benchmark::State& state) { Answer(state, kGzip, Change::kNone); }
void BM_OneChangedText(benchmark::State& state) { Answer(state, kText, Change::kOne); }
void BM_OneChangedGzip(benchmark::State& state) { Answer(state, kGzip, Change::kOne); }
void BM_AllChangedText(benchmark::State& state) { Answer(state, kText, Change::kAll); }
void BM_AllChangedGzip(benchmark::State& state) { Answer(state, kGzip, Change::kAll); }

void BM_NotModified(benchmark::State& state) {
  const auto& page = SetupOf(state).page();
  const std::string etag = page.Answer(kText, "").etag;
  for (auto _ : state) TRUSTWATCH_CHECK(!page.Answer(kText, etag).body);
}

void BM_PrometheusCpp(benchmark::State& state) {
  const auto registry = trustwatch::bench::RegistryOf(SetupOf(state).page());
  const prometheus::TextSerializer serializer;
  std::size_t bytes = 0;
  for (auto _ : state) bytes = serializer.Serialize(registry->Collect()).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}

// GETs the page again and again: on one connection, unless the server closes it after each answer.
void Scrape(benchmark::State& state, int port, const char* coding, bool keep_alive) {
  httplib::Client client("127.0.0.1", port);
  client.set_keep_alive(keep_alive);
  client.set_tcp_nodelay(true);
  client.set_decompress(false);
  client.set_read_timeout(60);
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto answer = client.Get("/metrics", {{"Accept-Encoding", coding}});
    if (!answer || answer->status != 200) {
      state.SkipWithError(answer ? answer->reason.c_str()
                                 : httplib::to_string(answer.error()).c_str());
      return;
    }
    bytes = answer->body.size();
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}

void ScrapeOurs(benchmark::State& state, const char* coding) {
  PageSetup& setup = SetupOf(state);
  const trustwatch::http::Readiness readiness([] { return absl::OkStatus(); });
  const trustwatch::http::BySight<trustwatch::http::MetricsPage> pages{setup.page(), setup.page()};
  const auto server = trustwatch::testing::Value(trustwatch::http::Server::Start(
      {}, trustwatch::http::StandardRoutes(pages, readiness), setup.telemetry()));
  Scrape(state, server->port(), coding, true);
}

void ScrapeExposer(benchmark::State& state, const char* coding) {
  const auto registry = trustwatch::bench::RegistryOf(SetupOf(state).page());
  prometheus::Exposer exposer("127.0.0.1:0");
  exposer.RegisterCollectable(registry);
  Scrape(state, exposer.GetListeningPorts().front(), coding, false);
}

void BM_HttpText(benchmark::State& state) { ScrapeOurs(state, "identity"); }
void BM_HttpGzip(benchmark::State& state) { ScrapeOurs(state, "gzip"); }
void BM_HttpExposerText(benchmark::State& state) { ScrapeExposer(state, "identity"); }
void BM_HttpExposerGzip(benchmark::State& state) { ScrapeExposer(state, "gzip"); }

void Sizes(benchmark::internal::Benchmark* one) {
  one->Arg(1'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->UseRealTime();
}

BENCHMARK(BM_UnchangedText)->Apply(Sizes);
BENCHMARK(BM_UnchangedGzip)->Apply(Sizes);
BENCHMARK(BM_NotModified)->Apply(Sizes);
BENCHMARK(BM_OneChangedText)->Apply(Sizes);
BENCHMARK(BM_OneChangedGzip)->Apply(Sizes);
BENCHMARK(BM_AllChangedText)->Apply(Sizes);
BENCHMARK(BM_AllChangedGzip)->Apply(Sizes);
BENCHMARK(BM_PrometheusCpp)->Apply(Sizes);
BENCHMARK(BM_HttpText)->Apply(Sizes);
BENCHMARK(BM_HttpGzip)->Apply(Sizes);
BENCHMARK(BM_HttpExposerText)->Apply(Sizes);
BENCHMARK(BM_HttpExposerGzip)->Apply(Sizes);

}  // namespace
