#include "collectors/cli/status.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/json.h"
#include "collectors/cli/pages.h"
#include "collectors/cli/session.h"
#include "collectors/cli/submission_view.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"
#include "trustwatch/v1/catalogue_service.pb.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

constexpr int kObservationsPageSize = 10'000;

ExitCode ShowOne(std::int64_t submission_id, const Session& session) {
  v1::GetSubmissionRequest request;
  request.set_submission_id(submission_id);
  request.set_page_size(kObservationsPageSize);
  const auto response =
      AllPages(request, [&](const auto& page) { return session.client.GetSubmission(page); });
  if (!response.ok()) return Fail(session.console, response.status());
  if (session.format == Format::kJson) return PrintJson(session.console, *response);
  if (session.format == Format::kCsv) {
    ObservationsTable(*response, Format::kCsv).PrintCsv(session.console.out);
  } else {
    PrintSubmission(*response, session.console);
  }
  return ExitCode::kDone;
}

absl::StatusOr<v1::ListSubmissionsResponse> NewestOf(const std::string& organisation, int limit,
                                                     const Session& session) {
  v1::ListSubmissionsRequest request;
  request.set_organisation(organisation);
  request.set_page_size(limit);
  TRUSTWATCH_ASSIGN_OR_RETURN(v1::ListSubmissionsResponse response,
                              session.client.ListSubmissions(request));
  response.clear_next_page_token();
  return response;
}

absl::StatusOr<v1::ListSubmissionsResponse> NewestOfAll(int limit, const Session& session) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const v1::ListOrganisationsResponse organisations,
                              AllPages(v1::ListOrganisationsRequest(), [&](const auto& page) {
                                return session.client.ListOrganisations(page);
                              }));
  std::vector<v1::Submission> newest;
  for (const v1::Organisation& organisation : organisations.organisations()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(v1::ListSubmissionsResponse response,
                                NewestOf(organisation.ods_code(), limit, session));
    std::move(response.mutable_submissions()->begin(), response.mutable_submissions()->end(),
              std::back_inserter(newest));
  }
  std::sort(newest.begin(), newest.end(), [](const auto& a, const auto& b) {
    return a.receipt().submission_id() > b.receipt().submission_id();
  });
  v1::ListSubmissionsResponse all;
  for (v1::Submission& submission : newest) {
    if (all.submissions_size() >= limit) break;
    *all.add_submissions() = std::move(submission);
  }
  return all;
}

// "36 figures are owed for the last complete month: 30 received, 6 to come, 4 of these overdue".
absl::StatusOr<std::string> OwedText(const std::string& organisation, const Session& session) {
  v1::ListOwedRequest request;
  request.set_organisation(organisation);
  request.set_page_size(1);
  TRUSTWATCH_ASSIGN_OR_RETURN(const v1::ListOwedResponse owed, session.client.ListOwed(request));
  return fmt::format(
      "{} figures are owed for the last complete month: {} received, {} to come, {} "
      "of these overdue",
      owed.owed_count(), owed.received_count(), owed.owed_count() - owed.received_count(),
      owed.overdue_count());
}

ExitCode ShowAll(const StatusOptions& options, const Session& session) {
  const absl::StatusOr<bool> serving = session.client.IsServing();
  if (!serving.ok()) return Fail(session.console, serving.status());
  const absl::StatusOr<std::string> owed = OwedText(options.organisation, session);
  if (!owed.ok()) return Fail(session.console, owed.status());
  const auto newest = options.organisation.empty()
                          ? NewestOfAll(options.limit, session)
                          : NewestOf(options.organisation, options.limit, session);
  if (!newest.ok()) return Fail(session.console, newest.status());

  const ExitCode health = *serving ? ExitCode::kDone : ExitCode::kUnreachable;
  if (session.format == Format::kJson) return Worse(health, PrintJson(session.console, *newest));
  const Table table = SubmissionsTable(*newest, session.format);
  if (session.format == Format::kCsv) {
    table.PrintCsv(session.console.out);
    return health;
  }
  session.console.out << (*serving ? session.console.Paint("the daemon serves", Style::kGood)
                                   : session.console.Paint("the daemon does not serve just now",
                                                           Style::kBad))
                      << '\n'
                      << *owed << "\n\n";
  if (table.empty()) session.console.out << "no submission yet\n";
  table.Print(session.console);
  return health;
}

}  // namespace

ExitCode ShowStatus(const StatusOptions& options, const Session& session) {
  return options.submission_id.has_value() ? ShowOne(*options.submission_id, session)
                                           : ShowAll(options, session);
}

}  // namespace trustwatch::cli
