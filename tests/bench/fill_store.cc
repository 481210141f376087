// Fills a store with invented observations, to measure how fast the daemon starts on it:
//   fill_store FILE ORGANISATIONS SLICES MONTHS
// Organisations B0000 and on, indicators bench_00 and on; one submission for each organisation and
// month.

#include <cstdint>
#include <cstdlib>
#include <future>
#include <string>
#include <vector>

#include "daemon/base/clock.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace {

using trustwatch::store::NewSubmission;
using trustwatch::store::Store;
using trustwatch::testing::Value;
namespace domain = trustwatch::domain;

NewSubmission Month(Store& store, const domain::OdsCode& organisation, const domain::Period& period,
                    const std::vector<trustwatch::store::SliceId>& slices) {
  NewSubmission submission{
      .receipt = {.request_id = period.ToString(), .organisation = organisation},
      .content_digest = std::string(32, 'c'),
      .catalogue_digest = std::string(64, 'b')};
  submission.receipt.caller = "fill_store";
  submission.receipt.new_count = static_cast<std::int32_t>(slices.size());
  submission.judged_at_version = store.OrganisationVersion(organisation);
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const double value = static_cast<double>(
        (i * 7'919 + static_cast<std::size_t>(period.last().time_since_epoch().count())) % 3'000);
    submission.observations.push_back({.slice = slices[i],
                                       .period = period,
                                       .value = domain::Number{.value = value},
                                       .revision = 1});
  }
  return submission;
}

void Fill(Store& store, int organisations, int slice_count, int months) {
  std::vector<domain::Slice> names;
  for (int i = 0; i < slice_count; ++i)
    names.push_back(trustwatch::testing::SliceOf(fmt::format("bench_{:02}", i)));
  const auto slices = Value(store.InternSlices(names));
  for (int month = 0; month < months; ++month) {
    const auto period =
        trustwatch::testing::PeriodOf(fmt::format("{}-{:02}", 2016 + month / 12, month % 12 + 1));
    std::vector<std::future<bool>> done;
    for (int i = 0; i < organisations; ++i) {
      auto promise = std::make_shared<std::promise<bool>>();
      done.push_back(promise->get_future());
      store.Record(Month(store, trustwatch::testing::Ods(fmt::format("B{:04}", i)), period, slices),
                   [promise](const auto& recorded) { promise->set_value(recorded.ok()); });
      if (done.size() % 500 == 499) {
        for (auto& one : done) one.wait();
      }
    }
    for (auto& one : done) {
      if (!one.get()) {
        fmt::print(stderr, "a submission was not recorded\n");
        std::exit(1);
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "usage: fill_store FILE ORGANISATIONS SLICES MONTHS\n");
    return 2;
  }
  const trustwatch::base::SystemClock clock;
  const auto store = Value(Store::Open({.file = argv[1]}, clock));
  if (!store->RecordCatalogue("bench", std::string(64, 'b')).ok()) return 1;
  Fill(*store, std::atoi(argv[2]), std::atoi(argv[3]), std::atoi(argv[4]));
  return 0;
}
