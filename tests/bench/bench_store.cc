#include "tests/bench/bench_store.h"

#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/base/check.h"
#include "fmt/format.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::bench {
namespace {

using testing::Value;

constexpr std::size_t kInFlight = 500;  // submissions that wait for the disk together
const std::string kCatalogueDigest(64, 'b');

store::NewSubmission Month(const store::Store& store, const domain::OdsCode& organisation,
                           const domain::Period& period,
                           const std::vector<store::SliceId>& slices) {
  store::NewSubmission submission{
      .receipt = {.request_id = period.ToString(), .organisation = organisation},
      .content_digest = std::string(32, 'c'),
      .catalogue_digest = kCatalogueDigest,
      .judged_at_version = store.OrganisationVersion(organisation)};
  submission.receipt.caller = "bench";
  submission.receipt.new_count = static_cast<std::int32_t>(slices.size());
  const auto seed = static_cast<std::size_t>(period.last().time_since_epoch().count());
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const domain::Number number{.value = static_cast<double>((i * 7'919 + seed) % 3'000)};
    submission.observations.push_back({.slice = slices[i], .period = period, .value = number});
  }
  return submission;
}

void Await(std::vector<std::future<bool>>& recorded) {
  for (std::future<bool>& one : recorded) TRUSTWATCH_CHECK(one.get());
  recorded.clear();
}

}  // namespace

domain::OdsCode Organisation(int number) { return testing::Ods(fmt::format("B{:04}", number)); }
std::string IndicatorName(int number) { return fmt::format("bench_{:02}", number); }

std::shared_ptr<const domain::Definitions> Definitions(const Size& size) {
  testing::DefinitionsBuilder builder;
  for (int i = 0; i < size.indicators; ++i) {
    builder.indicators.push_back(testing::CountIndicator(IndicatorName(i)));
    builder.returns[0].items.push_back({testing::Id(IndicatorName(i)), domain::Span{}});
  }
  domain::Organisation organisation = builder.organisations[0];
  for (int i = 0; i < size.organisations; ++i) {
    organisation.code = Organisation(i);
    builder.organisations.push_back(organisation);
  }
  return builder.Build();
}

void Fill(store::Store& store, const Size& size) {
  TRUSTWATCH_CHECK(store.RecordCatalogue("bench", kCatalogueDigest).ok());
  std::vector<domain::Slice> names;
  for (int i = 0; i < size.indicators; ++i) names.push_back(testing::SliceOf(IndicatorName(i)));
  const std::vector<store::SliceId> slices = Value(store.InternSlices(names));
  std::vector<std::future<bool>> recorded;
  for (int month = 0; month < size.months; ++month) {
    const domain::Period period =
        testing::PeriodOf(fmt::format("{}-{:02}", 2016 + month / 12, month % 12 + 1));
    for (int i = 0; i < size.organisations; ++i) {
      const auto promise = std::make_shared<std::promise<bool>>();
      recorded.push_back(promise->get_future());
      store.Record(Month(store, Organisation(i), period, slices),
                   [promise](const auto& result) { promise->set_value(result.ok()); });
      if (recorded.size() == kInFlight) Await(recorded);
    }
    Await(recorded);
  }
}

}  // namespace trustwatch::bench
