#include "collectors/cli/load_scope.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/cli/pages.h"
#include "collectors/push/client.h"
#include "collectors/sources/source_row.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/period.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::cli {
namespace {

// P1M, P3M; empty if the days make no period.
std::string SpanText(const sources::SourceRow& row) {
  const auto first = domain::ToDay({row.first_day.year, row.first_day.month, row.first_day.day});
  const auto last = domain::ToDay({row.last_day.year, row.last_day.month, row.last_day.day});
  if (!first.ok() || !last.ok()) return "";
  const auto period = domain::Period::Make(*first, *last);
  return period.ok() ? period->span().ToString() : "";
}

}  // namespace

LoadScope::LoadScope(const v1::ListIndicatorsResponse& indicators,
                     const v1::ListOrganisationsResponse& organisations, std::string_view dataset,
                     const std::vector<std::string>& chosen)
    : chosen_(chosen.begin(), chosen.end()), catalogue_version_(indicators.catalogue_version()) {
  for (const v1::Indicator& indicator : indicators.indicators()) {
    for (const v1::PublishedMeasure& as : indicator.published_as()) {
      if (as.dataset() != dataset) continue;
      measures_[as.measure()] = {
          .indicator = indicator.id(),
          .spans = std::vector<std::string>(indicator.spans().begin(), indicator.spans().end())};
    }
  }
  for (const v1::Organisation& organisation : organisations.organisations()) {
    organisations_.insert(organisation.ods_code());
  }
}

std::string_view LoadScope::Admit(sources::SourceRow& row) const {
  const auto measure = measures_.find(row.indicator);
  if (measure == measures_.end()) return kMeasureNotInCatalogue;
  if (!organisations_.contains(row.organisation)) return kOrganisationNotInRegister;
  if (!chosen_.empty() && !chosen_.contains(row.organisation)) return kOrganisationNotChosen;
  const std::vector<std::string>& spans = measure->second.spans;
  if (std::find(spans.begin(), spans.end(), SpanText(row)) == spans.end()) {
    return kSpanNotInCatalogue;
  }
  row.indicator = measure->second.indicator;
  return "";
}

absl::StatusOr<LoadScope> AskForScope(push::Client& client, std::string_view dataset,
                                      const std::vector<std::string>& chosen) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const v1::ListIndicatorsResponse indicators,
                              AllPages(v1::ListIndicatorsRequest(), [&](const auto& page) {
                                return client.ListIndicators(page);
                              }));
  TRUSTWATCH_ASSIGN_OR_RETURN(const v1::ListOrganisationsResponse organisations,
                              AllPages(v1::ListOrganisationsRequest(), [&](const auto& page) {
                                return client.ListOrganisations(page);
                              }));
  return LoadScope(indicators, organisations, dataset, chosen);
}

}  // namespace trustwatch::cli
