#ifndef TRUSTWATCH_TESTS_BENCH_BENCH_STORE_H_
#define TRUSTWATCH_TESTS_BENCH_BENCH_STORE_H_

#include <memory>
#include <string>

#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/store/store.h"

// Invented figures in bulk: organisations B0000 and on, indicators bench_00 and on, months from
// January 2016.
namespace trustwatch::bench {

struct Size {
  int organisations = 0;
  int indicators = 0;
  int months = 0;
};

domain::OdsCode Organisation(int number);
std::string IndicatorName(int number);

// Definitions in which every one of these organisations owes every one of these indicators monthly.
std::shared_ptr<const domain::Definitions> Definitions(const Size& size);

// Records one submission for each organisation and month. Ends the program if one is not recorded.
void Fill(store::Store& store, const Size& size);

}  // namespace trustwatch::bench

#endif  // TRUSTWATCH_TESTS_BENCH_BENCH_STORE_H_
