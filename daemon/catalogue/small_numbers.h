#ifndef TRUSTWATCH_DAEMON_CATALOGUE_SMALL_NUMBERS_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_SMALL_NUMBERS_H_

#include <optional>

#include "daemon/catalogue/toml_file.h"
#include "daemon/domain/catalogue.h"

namespace trustwatch::catalogue {

// The table `small_numbers` of an indicator of that kind, checked in itself; absent: it has none.
std::optional<domain::SmallNumbers> ReadSmallNumbers(TomlTable& indicator,
                                                     domain::IndicatorKind kind);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_SMALL_NUMBERS_H_
