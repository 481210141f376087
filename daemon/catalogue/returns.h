#ifndef TRUSTWATCH_DAEMON_CATALOGUE_RETURNS_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_RETURNS_H_

#include <vector>

#include "daemon/catalogue/parts.h"
#include "daemon/catalogue/toml_file.h"

namespace trustwatch::catalogue {

// The [[return]] tables of a file, each checked in itself.
std::vector<ReadReturn> ReadReturns(TomlTable root);

// The [[pair_rule]] tables of a file, each checked in itself.
std::vector<ReadPairRule> ReadPairRules(TomlTable root);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_RETURNS_H_
