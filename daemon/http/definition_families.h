#ifndef TRUSTWATCH_DAEMON_HTTP_DEFINITION_FAMILIES_H_
#define TRUSTWATCH_DAEMON_HTTP_DEFINITION_FAMILIES_H_

#include <vector>

#include "daemon/domain/definitions.h"
#include "daemon/http/page_family.h"
#include "daemon/insight/return_counts.h"

namespace trustwatch::http {

// What the definitions say of indicators and organisations, to be joined to their figures, and what
// organisations owe. Both arguments must outlive the families.
std::vector<PageFamily> DefinitionFamilies(const domain::Definitions& definitions,
                                           const std::vector<insight::ReturnCount>& counts);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_DEFINITION_FAMILIES_H_
