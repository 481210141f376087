#ifndef TRUSTWATCH_DAEMON_HTTP_REVIEW_FAMILIES_H_
#define TRUSTWATCH_DAEMON_HTTP_REVIEW_FAMILIES_H_

#include <vector>

#include "daemon/domain/definitions.h"
#include "daemon/http/page_family.h"
#include "daemon/insight/review.h"

namespace trustwatch::http {

// Which signals may be artefacts and which months are marked, as families of a page. Both arguments
// must outlive the families.
std::vector<PageFamily> ReviewFamilies(const domain::Definitions& definitions,
                                       const insight::Review& review);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_REVIEW_FAMILIES_H_
