#ifndef TRUSTWATCH_DAEMON_CATALOGUE_CHECKS_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_CHECKS_H_

#include "daemon/catalogue/parts.h"

namespace trustwatch::catalogue {

// What the indicators, returns and pair rules say of one another: ids are unique, and what is named
// exists. Names are not looked up if a file that could define them was not read.
void CheckCatalogue(const Parts& parts);

// The same for organisations and events.
void CheckRegister(const Parts& parts);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_CHECKS_H_
