#ifndef TRUSTWATCH_DAEMON_CATALOGUE_CALENDAR_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_CALENDAR_H_

#include "daemon/catalogue/toml_file.h"
#include "daemon/domain/calendar.h"

namespace trustwatch::catalogue {

// The bank holidays of a calendar file: a [[year]] table for every year from first_year to
// last_year.
domain::Calendar ReadCalendar(TomlTable root);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_CALENDAR_H_
