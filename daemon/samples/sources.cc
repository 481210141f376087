#include "daemon/samples/sources.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/history/series_source.h"
#include "daemon/samples/plan.h"
#include "daemon/samples/roll.h"
#include "daemon/store/reader.h"

namespace trustwatch::samples {

PlannedSeries::PlannedSeries(const Plan& plan, const Sources& sources,
                             const domain::Definitions& definitions)
    : plan_(plan), sources_(sources), definitions_(definitions) {
  if (plan.as_of()) as_of_.emplace(*plan.as_of(), definitions, sources.sight);
}

absl::StatusOr<Roll> PlannedSeries::CallRoll() const {
  std::vector<domain::OdsCode> organisations;
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader,
                                sources_.store.NewReader());
    TRUSTWATCH_ASSIGN_OR_RETURN(organisations, reader->Organisations());
  }
  return samples::CallRoll(plan_, std::move(organisations), sources_.store, definitions_, source());
}

}  // namespace trustwatch::samples
