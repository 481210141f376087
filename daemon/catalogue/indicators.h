#ifndef TRUSTWATCH_DAEMON_CATALOGUE_INDICATORS_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_INDICATORS_H_

#include <vector>

#include "daemon/catalogue/parts.h"
#include "daemon/catalogue/toml_file.h"

namespace trustwatch::catalogue {

// The [[indicator]] tables of a file, each checked in itself; what one says against another is
// CheckIndicators' to judge.
std::vector<ReadIndicator> ReadIndicators(TomlTable root);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_INDICATORS_H_
