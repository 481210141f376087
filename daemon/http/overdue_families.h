#ifndef TRUSTWATCH_DAEMON_HTTP_OVERDUE_FAMILIES_H_
#define TRUSTWATCH_DAEMON_HTTP_OVERDUE_FAMILIES_H_

#include <vector>

#include "daemon/domain/definitions.h"
#include "daemon/http/page_family.h"
#include "daemon/insight/overdue.h"

namespace trustwatch::http {

// Which series wait for figures, as families of a page. Both arguments must outlive the families.
std::vector<PageFamily> OverdueFamilies(const domain::Definitions& definitions,
                                        const insight::Overdue& overdue);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_OVERDUE_FAMILIES_H_
