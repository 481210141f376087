#ifndef TRUSTWATCH_DAEMON_DOMAIN_DEFINITIONS_H_
#define TRUSTWATCH_DAEMON_DOMAIN_DEFINITIONS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "daemon/domain/calendar.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/register.h"

namespace trustwatch::domain {

// Everything that people define and review in files: what is measured, who reports, which days
// count. Read and checked as one, replaced as one, and its version is kept with every submission.
// Immutable; const methods safe from any thread.
struct Definitions {
  std::string version;  // the authors' word for it, for example 2026.11
  std::string digest;   // SHA-256 of the files' contents, in hexadecimal: 64 digits
  Catalogue catalogue;
  Register organisations;
  Calendar calendar;
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_DEFINITIONS_H_
