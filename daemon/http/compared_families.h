#ifndef TRUSTWATCH_DAEMON_HTTP_COMPARED_FAMILIES_H_
#define TRUSTWATCH_DAEMON_HTTP_COMPARED_FAMILIES_H_

#include <vector>

#include "daemon/http/page_family.h"
#include "daemon/insight/compared_now.h"

namespace trustwatch::http {

// The funnel of an indicator, as families of a page: where each organisation stands, the limits at
// its denominator, the centre and the period. nullptr: the families without samples. Borrows
// `compared`, which must outlive what is given.
std::vector<PageFamily> ComparedFamilies(const insight::ComparedIndicator* compared);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_COMPARED_FAMILIES_H_
