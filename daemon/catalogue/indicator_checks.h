#ifndef TRUSTWATCH_DAEMON_CATALOGUE_INDICATOR_CHECKS_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_INDICATOR_CHECKS_H_

#include "daemon/catalogue/toml_file.h"
#include "daemon/domain/catalogue.h"

namespace trustwatch::catalogue {

// Reports where the words of one indicator contradict one another: its kind and its denominator,
// its limits, its plausible range and its targets. `table` is where it was read from.
void CheckIndicator(const TomlTable& table, const domain::Indicator& indicator);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_INDICATOR_CHECKS_H_
