#ifndef TRUSTWATCH_DAEMON_INSIGHT_NAMES_H_
#define TRUSTWATCH_DAEMON_INSIGHT_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/register.h"
#include "daemon/insight/series_reader.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

// What a caller's words name: the door behind which codes, ids and spans are known to be good.
// An organisation is known if it is in the register, or left it but once submitted.
namespace trustwatch::insight {

// kNotFound, ORGANISATION_UNKNOWN. `field`: its path in the request.
absl::Status UnknownOrganisation(const domain::OdsCode& code, std::string_view field);

// kInvalidArgument (ORGANISATION_MALFORMED), kNotFound (ORGANISATION_UNKNOWN).
absl::StatusOr<domain::OdsCode> OrganisationNamed(const std::string& text,
                                                  const domain::Definitions& definitions,
                                                  store::Reader& reader);

// One that is in the catalogue. kInvalidArgument (INDICATOR_MALFORMED), kNotFound
// (INDICATOR_UNKNOWN).
absl::StatusOr<domain::IndicatorId> IndicatorNamed(const std::string& text,
                                                   const domain::Definitions& definitions);

// The slice that a name means. One whose indicator left the catalogue is found under the span that
// it was reported with. kInvalidArgument (INDICATOR_MALFORMED, BREAKDOWN_MALFORMED,
// SPAN_MALFORMED), kNotFound (INDICATOR_UNKNOWN).
absl::StatusOr<domain::Slice> SliceNamed(const SeriesName& name, const store::Store& store,
                                         const domain::Definitions& definitions);

// Those that the filter names, else all that ever submitted; sorted, each once. Errors as above.
absl::StatusOr<std::vector<domain::OdsCode>> OrganisationsNamed(
    const SeriesFilter& filter, const domain::Definitions& definitions, store::Reader& reader);

// The kinds that a request names, each that of an organisation in the register; none: it names
// none, so all are meant. kInvalidArgument (KIND_UNKNOWN), with the kinds that there are.
absl::StatusOr<absl::flat_hash_set<std::string>> KindsNamed(const std::vector<std::string>& kinds,
                                                            const domain::Register& organisations);

// The same for regions (REGION_UNKNOWN).
absl::StatusOr<absl::flat_hash_set<std::string>> RegionsNamed(
    const std::vector<std::string>& regions, const domain::Register& organisations);

// The ids that the filter names; none: it names none, so all are meant. kInvalidArgument
// (TOO_MANY_ORGANISATIONS, TOO_MANY_INDICATORS, INDICATOR_MALFORMED), kNotFound
// (INDICATOR_UNKNOWN).
absl::StatusOr<absl::flat_hash_set<std::string>> IndicatorsNamed(
    const SeriesFilter& filter, const domain::Definitions& definitions);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_NAMES_H_
