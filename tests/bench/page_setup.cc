#include "tests/bench/page_setup.h"

#include <cstddef>
#include <memory>

#include "daemon/base/check.h"
#include "prometheus/gauge.h"
#include "tests/http/page_parser.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::bench {
namespace {

constexpr std::size_t kIndicators = 50;
constexpr std::size_t kSamplesPerSeries = 10;

}  // namespace

PageSetup::PageSetup(std::size_t samples)
    : size_{.organisations = static_cast<int>(samples / kSamplesPerSeries / kIndicators),
            .indicators = kIndicators,
            .months = 13},
      store_(trustwatch::testing::Value(
          store::Store::Open({.file = folder_.path() / "store.db"}, clock_))),
      definitions_(Definitions(size_)),
      page_(
          telemetry_, latest_, [this] { return snapshot_; }, definitions_, clock_,
          domain::Sight::kExact) {
  Fill(*store_, size_);
  TRUSTWATCH_CHECK(latest_.Load(*store_).ok());
  snapshot_ = trustwatch::testing::Value(verdicts_.Snapshot(*store_));
}

void PageSetup::ChangeOne() {
  auto& one = snapshot_.organisations[snapshot_.organisations.size() / 2];
  one = std::make_shared<const insight::OrganisationVerdicts>(*one);
}

void PageSetup::ChangeAll() {
  for (auto& one : snapshot_.organisations) {
    one = std::make_shared<const insight::OrganisationVerdicts>(*one);
  }
}

std::shared_ptr<prometheus::Registry> RegistryOf(const http::MetricsPage& page) {
  auto registry = std::make_shared<prometheus::Registry>();
  for (const auto& [name, parsed] :
       trustwatch::testing::Value(trustwatch::testing::ParsePage(page.Render()))) {
    if (parsed.type != "gauge") continue;
    auto& family = prometheus::BuildGauge().Name(name).Help(parsed.help).Register(*registry);
    for (const auto& sample : parsed.samples) family.Add(sample.labels).Set(sample.value);
  }
  return registry;
}

}  // namespace trustwatch::bench
