// Fills a new store, to measure how fast the daemon starts on it, and says how large it became:
//   fill_store FILE ORGANISATIONS INDICATORS MONTHS

#include <cstdlib>
#include <filesystem>

#include "daemon/base/clock.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "tests/bench/bench_store.h"
#include "tests/support/status_matchers.h"

int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "usage: fill_store FILE ORGANISATIONS INDICATORS MONTHS\n");
    return 2;
  }
  const trustwatch::bench::Size size{.organisations = std::atoi(argv[2]),
                                     .indicators = std::atoi(argv[3]),
                                     .months = std::atoi(argv[4])};
  {
    const trustwatch::base::SystemClock clock;
    const auto store =
        trustwatch::testing::Value(trustwatch::store::Store::Open({.file = argv[1]}, clock));
    trustwatch::bench::Fill(*store, size);
  }
  const double observations = 1.0 * size.organisations * size.indicators * size.months;
  const auto bytes = static_cast<double>(std::filesystem::file_size(argv[1]));
  fmt::print("observations={:.0f} bytes_each={:.1f}\n", observations, bytes / observations);
  return 0;
}
