#ifndef TRUSTWATCH_DAEMON_CATALOGUE_REGISTER_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_REGISTER_H_

#include "daemon/catalogue/parts.h"
#include "daemon/catalogue/toml_file.h"

namespace trustwatch::catalogue {

// Adds the [[organisation]] and [[event]] tables of a register file to `parts`, each checked in
// itself.
void ReadRegister(TomlTable root, Parts& parts);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_REGISTER_H_
