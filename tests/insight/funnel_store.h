#ifndef TRUSTWATCH_TESTS_INSIGHT_FUNNEL_STORE_H_
#define TRUSTWATCH_TESTS_INSIGHT_FUNNEL_STORE_H_

#include <memory>
#include <string>
#include <string_view>

#include "daemon/domain/definitions.h"
#include "daemon/domain/value.h"
#include "tests/insight/insight_builder.h"

namespace trustwatch::testing {

// The trusts X00 to X11, of which X11 closed on 31 March 2026, and three indicators that have a
// funnel: seen_in_time (percent, also over P3M) and restraint (per 1,000), of which nothing is
// hidden, and cared_for (percent), under 5 hidden, without decimals. calls_offered is a count.
struct FunnelStore {
  static constexpr int kTrusts = 12;

  FunnelStore();

  static std::shared_ptr<const domain::Definitions> Definitions();
  static std::string Code(int trust);
  // One figure for one month, as a submission of its own.
  void Report(int trust, std::string_view indicator, std::string_view month, domain::Value value);
  // Of all trusts that are open in April 2026: some way about the middle, two far from it.
  void ReportAprilOfAll(std::string_view indicator);

  InsightFixture insight;

 private:
  int reported_ = 0;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_INSIGHT_FUNNEL_STORE_H_
