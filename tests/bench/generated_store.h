#ifndef TRUSTWATCH_TESTS_BENCH_GENERATED_STORE_H_
#define TRUSTWATCH_TESTS_BENCH_GENERATED_STORE_H_

#include <memory>
#include <vector>

#include "daemon/store/store.h"
#include "tests/bench/bench_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::bench {

// A store whose figures are computed when they are read, so that a million series need no disk:
// what memory of the series is loaded from, and nothing else. It answers what history::Figures and
// insight::Verdicts ask; the names of slices come from a small real store.
class GeneratedStore {
 public:
  explicit GeneratedStore(const Size& size);
  ~GeneratedStore();

  store::Store& store();
  // The slices, by number of their indicator.
  const std::vector<store::SliceId>& slices() const { return slices_; }

 private:
  class Generated;
  trustwatch::testing::TemporaryFolder folder_;
  trustwatch::testing::FakeClock clock_;
  std::unique_ptr<store::Store> names_;
  std::vector<store::SliceId> slices_;
  std::unique_ptr<Generated> generated_;
};

}  // namespace trustwatch::bench

#endif  // TRUSTWATCH_TESTS_BENCH_GENERATED_STORE_H_
