#include "collectors/cli/withdraw.h"

#include "absl/status/statusor.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/json.h"
#include "collectors/cli/session.h"
#include "collectors/cli/submission_view.h"
#include "collectors/cli/words.h"
#include "fmt/format.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {

ExitCode Withdraw(const WithdrawOptions& options, const Session& session) {
  v1::WithdrawSubmissionRequest request;
  request.set_submission_id(options.submission_id);
  request.set_reason(options.reason);
  const absl::StatusOr<v1::WithdrawSubmissionResponse> response =
      session.client.WithdrawSubmission(request);
  if (!response.ok()) return Fail(session.console, response.status());
  if (session.format == Format::kJson) return PrintJson(session.console, *response);
  if (session.format == Format::kCsv) {
    v1::ListSubmissionsResponse list;
    *list.add_submissions() = response->submission();
    SubmissionsTable(list, Format::kCsv).PrintCsv(session.console.out);
    return ExitCode::kDone;
  }
  const v1::Receipt& receipt = response->submission().receipt();
  session.console.out << fmt::format(
      "submission {} of {} is withdrawn since {}: {} {} no longer current, and what was replaced "
      "is "
      "current again\n",
      receipt.submission_id(), receipt.organisation(),
      InstantText(response->submission().withdrawal().withdraw_time()),
      Counted(receipt.observation_count(), "figure"),
      receipt.observation_count() == 1 ? "is" : "are");
  return ExitCode::kDone;
}

}  // namespace trustwatch::cli
