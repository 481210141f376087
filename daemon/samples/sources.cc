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

absl::StatusOr<Roll> CallRollOfAll(const Plan& plan, const Sources& sources,
                                   const domain::Definitions& definitions,
                                   const history::SeriesSource& series) {
  std::vector<domain::OdsCode> organisations;
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader,
                                sources.store.NewReader());
    TRUSTWATCH_ASSIGN_OR_RETURN(organisations, reader->Organisations());
  }
  return CallRoll(plan, std::move(organisations), sources.store, definitions, series);
}

}  // namespace trustwatch::samples
