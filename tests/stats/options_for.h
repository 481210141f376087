#ifndef TRUSTWATCH_TESTS_STATS_OPTIONS_FOR_H_
#define TRUSTWATCH_TESTS_STATS_OPTIONS_FOR_H_

#include "daemon/stats/funnel_options.h"

namespace trustwatch::testing {

inline stats::FunnelOptions OptionsFor(
    stats::FunnelData data, stats::FunnelProfile profile = stats::FunnelProfile::kTrustwatch) {
  stats::FunnelOptions options;
  options.data = data;
  options.profile = profile;
  return options;
}

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_STATS_OPTIONS_FOR_H_
