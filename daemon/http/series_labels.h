#ifndef TRUSTWATCH_DAEMON_HTTP_SERIES_LABELS_H_
#define TRUSTWATCH_DAEMON_HTTP_SERIES_LABELS_H_

#include <string>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/observation.h"

namespace trustwatch::http {

// Puts what identifies a slice onto the labels of a sample: indicator, breakdown unless it is the
// whole, and span unless it is the indicator's first in the catalogue. Period and status change, so
// they are values.
void AppendSliceLabels(const domain::Slice& slice, const domain::Catalogue& catalogue,
                       std::string& labels);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_SERIES_LABELS_H_
