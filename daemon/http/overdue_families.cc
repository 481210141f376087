#include "daemon/http/overdue_families.h"

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/domain/definitions.h"
#include "daemon/http/exposition.h"
#include "daemon/http/page_family.h"
#include "daemon/http/series_labels.h"
#include "daemon/insight/overdue.h"

namespace trustwatch::http {

std::vector<PageFamily> OverdueFamilies(const domain::Definitions& definitions,
                                        const insight::Overdue& overdue) {
  return {{.name = "trustwatch_indicator_latest_periods_overdue",
           .type = MetricType::kGauge,
           .help = "How many periods after the newest reported one are owed, past their deadline "
                   "and not come; no sample where none is. Above 1: the series has stopped.",
           .write_samples = [&definitions, &overdue](Exposition& page) {
             std::string labels;
             for (const insight::OverdueSeries& series : overdue.series) {
               labels.clear();
               AppendLabel("org", series.organisation.text(), labels);
               AppendSliceLabels(*series.slice, definitions.catalogue, labels);
               page.Sample(labels, std::int64_t{series.periods});
             }
           }}};
}

}  // namespace trustwatch::http
