#ifndef TRUSTWATCH_DAEMON_HTTP_VERDICT_FAMILIES_H_
#define TRUSTWATCH_DAEMON_HTTP_VERDICT_FAMILIES_H_

#include <vector>

#include "daemon/http/figure_families.h"
#include "daemon/http/page_family.h"

namespace trustwatch::http {

// What the newest period of every series says, as families of a page: the verdict, the lines of its
// chart, the target, whether it is met and will be, and for how long it has been so. A series
// without a verdict has no sample. Borrows `figures`, which must outlive what is given.
std::vector<PageFamily> VerdictFamilies(const FigureFamilies& figures);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_VERDICT_FAMILIES_H_
