#ifndef TRUSTWATCH_DAEMON_CATALOGUE_FILE_CONTENT_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_FILE_CONTENT_H_

#include <filesystem>
#include <optional>
#include <string>

#include "daemon/catalogue/faults.h"

namespace trustwatch::catalogue {

// The bytes of a file of at most 32 MiB. One that is missing, no file, too large or forbidden is
// reported at `place`, where its name was written.
std::optional<std::string> ReadFileContent(const std::filesystem::path& path, const Place& place,
                                           FaultList& faults);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_FILE_CONTENT_H_
