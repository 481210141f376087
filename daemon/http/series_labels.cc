#include "daemon/http/series_labels.h"

#include <string>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/observation.h"
#include "daemon/http/exposition.h"

namespace trustwatch::http {

void AppendSliceLabels(const domain::Slice& slice, const domain::Catalogue& catalogue,
                       std::string& labels) {
  AppendLabel("indicator", slice.indicator.text(), labels);
  if (!slice.breakdown.empty()) AppendLabel("breakdown", slice.breakdown, labels);
  const domain::Indicator* const indicator = catalogue.Find(slice.indicator.text());
  if (indicator == nullptr || slice.span != indicator->spans.front()) {
    AppendLabel("span", slice.span.ToString(), labels);
  }
}

}  // namespace trustwatch::http
