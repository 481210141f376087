#include "collectors/cli/compare_organisations.h"

#include <string>

#include "absl/status/statusor.h"
#include "collectors/cli/answer.h"
#include "collectors/cli/arguments.h"
#include "collectors/cli/comparison_view.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"
#include "collectors/sources/source_row.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/period.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::cli {
namespace {

// A month names the period that ends in it, however long the indicator's are; two days also say how
// long it is.
absl::Status ReadPeriod(const std::string& text, v1::CompareOrganisationsRequest& request) {
  if (text.empty()) return absl::OkStatus();
  TRUSTWATCH_ASSIGN_OR_RETURN(const sources::SourceSpan period, PeriodArgument("--period", text));
  request.mutable_last_day()->set_year(period.last_day.year);
  request.mutable_last_day()->set_month(period.last_day.month);
  request.mutable_last_day()->set_day(period.last_day.day);
  if (request.span().empty() && text.find("..") != std::string::npos) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const domain::Period whole, domain::Period::Parse(text));
    request.set_span(whole.span().ToString());
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::CompareOrganisationsRequest> ReadRequest(
    const CompareOrganisationsOptions& options) {
  v1::CompareOrganisationsRequest request;
  request.set_indicator(options.indicator);
  request.set_breakdown(options.breakdown);
  request.set_span(options.span);
  for (const std::string& it : options.kinds) request.add_kinds(it);
  for (const std::string& it : options.regions) request.add_regions(it);
  TRUSTWATCH_RETURN_IF_ERROR(ReadPeriod(options.period, request));
  if (!options.as_of.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(*request.mutable_as_of(),
                                InstantArgument("--as-of", options.as_of));
  }
  return request;
}

}  // namespace

ExitCode CompareOrganisations(const CompareOrganisationsOptions& options, const Session& session) {
  const absl::StatusOr<v1::CompareOrganisationsRequest> request = ReadRequest(options);
  if (!request.ok()) {
    session.console.Complain(request.status());
    return ExitCode::kUsage;
  }
  return Answer(session, session.client.CompareOrganisations(*request), ComparisonCsv,
                [&](const v1::CompareOrganisationsResponse& response) {
                  PrintComparison(response, session.console);
                });
}

}  // namespace trustwatch::cli
