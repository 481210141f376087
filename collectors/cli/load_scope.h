#ifndef TRUSTWATCH_COLLECTORS_CLI_LOAD_SCOPE_H_
#define TRUSTWATCH_COLLECTORS_CLI_LOAD_SCOPE_H_

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/push/client.h"
#include "collectors/sources/source_row.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::cli {

// Why a good row of a published file is not sent. Stable: reports are grouped by them.
inline constexpr std::string_view kMeasureNotInCatalogue = "MEASURE_NOT_IN_CATALOGUE";
inline constexpr std::string_view kOrganisationNotInRegister = "ORGANISATION_NOT_IN_REGISTER";
inline constexpr std::string_view kOrganisationNotChosen = "ORGANISATION_NOT_CHOSEN";
inline constexpr std::string_view kSpanNotInCatalogue = "SPAN_NOT_IN_CATALOGUE";

// Which figures of a published dataset the daemon knows: by the catalogue and the register in
// force. Const methods safe from any thread.
class LoadScope {
 public:
  // Figures of these; `chosen` empty means every organisation.
  LoadScope(const v1::ListIndicatorsResponse& indicators,
            const v1::ListOrganisationsResponse& organisations, std::string_view dataset,
            const std::vector<std::string>& chosen);

  // True if no indicator is published in the dataset at all.
  bool KnowsNoMeasure() const { return measures_.empty(); }
  const std::string& catalogue_version() const { return catalogue_version_; }

  // Puts the catalogue's id in place of the measure's in `row` and returns an empty text, or
  // returns one of the reasons above: the measure is looked at first, then the organisation, then
  // the span.
  std::string_view Admit(sources::SourceRow& row) const;

 private:
  struct Measure {
    std::string indicator;
    std::vector<std::string> spans;  // ISO 8601
  };

  std::unordered_map<std::string, Measure> measures_;
  std::set<std::string, std::less<>> organisations_;
  std::set<std::string, std::less<>> chosen_;
  std::string catalogue_version_;
};

// Asks the daemon for the catalogue and the register in force.
absl::StatusOr<LoadScope> AskForScope(push::Client& client, std::string_view dataset,
                                      const std::vector<std::string>& chosen);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_LOAD_SCOPE_H_
