#ifndef TRUSTWATCH_TESTS_CLI_FAKE_DAEMON_H_
#define TRUSTWATCH_TESTS_CLI_FAKE_DAEMON_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/cli/exit_code.h"
#include "collectors/push/client.h"

namespace trustwatch::testing {

// The far side of the network: remembers what is submitted as a daemon would, refuses what a test
// asks it to refuse, and answers everything else with what the test puts here. Not thread-safe.
class FakeDaemon final : public push::Client {
 public:
  FakeDaemon();

  // The answer to each call that is not a submission.
  v1::GetSubmissionResponse submission;
  v1::ListSubmissionsResponse submissions;
  v1::CompareSubmissionsResponse comparison;
  v1::WithdrawSubmissionResponse withdrawal;
  v1::GetSeriesResponse series;
  std::vector<v1::Series> stream;
  v1::ListIndicatorsResponse indicators;
  v1::ListOrganisationsResponse organisations;
  v1::ListReturnsResponse returns;
  v1::ListOwedResponse owed;
  v1::ReloadCatalogueResponse reload;
  v1::GetChartResponse chart;
  std::vector<v1::SeriesVerdict> verdicts;
  v1::CompareOrganisationsResponse organisation_comparison;
  v1::ListStepChangesResponse step_changes;
  v1::RecordStepChangeResponse recorded;
  v1::WithdrawStepChangeResponse step_change_withdrawal;
  bool serving = true;

  // Every call fails with it once that many calls were answered.
  absl::Status failure;
  int calls_before_failure = 0;

  // The refusal of an observation, if any.
  std::function<std::optional<v1::Finding>(const v1::Observation&)> refuse;

  // How each observation looks, unless a request wants no outlooks; by default all are ordinary.
  std::function<v1::Outlook(const v1::Observation&)> outlook;

  // What came.
  std::vector<v1::SubmitRequest> submitted;
  std::vector<v1::SubmitRequest> Live() const;  // those that were not validate_only
  v1::GetSeriesRequest series_request;
  v1::StreamSeriesRequest stream_request;
  v1::ListOwedRequest owed_request;
  v1::WithdrawSubmissionRequest withdraw_request;
  v1::CompareSubmissionsRequest compare_request;
  std::vector<v1::ListSubmissionsRequest> list_requests;
  v1::GetChartRequest chart_request;
  v1::StreamVerdictsRequest verdicts_request;
  v1::CompareOrganisationsRequest comparison_request;
  v1::ListStepChangesRequest step_changes_request;
  v1::RecordStepChangeRequest record_request;
  v1::WithdrawStepChangeRequest step_change_withdraw_request;

  absl::StatusOr<v1::SubmitResponse> Submit(const v1::SubmitRequest& request) override;
  absl::StatusOr<v1::GetSubmissionResponse> GetSubmission(
      const v1::GetSubmissionRequest& request) override;
  absl::StatusOr<v1::ListSubmissionsResponse> ListSubmissions(
      const v1::ListSubmissionsRequest& request) override;
  absl::StatusOr<v1::CompareSubmissionsResponse> CompareSubmissions(
      const v1::CompareSubmissionsRequest& request) override;
  absl::StatusOr<v1::WithdrawSubmissionResponse> WithdrawSubmission(
      const v1::WithdrawSubmissionRequest& request) override;
  absl::StatusOr<v1::GetSeriesResponse> GetSeries(const v1::GetSeriesRequest& request) override;
  absl::Status StreamSeries(const v1::StreamSeriesRequest& request,
                            const std::function<bool(const v1::Series&)>& visit) override;
  absl::StatusOr<v1::ListIndicatorsResponse> ListIndicators(
      const v1::ListIndicatorsRequest& request) override;
  absl::StatusOr<v1::ListOrganisationsResponse> ListOrganisations(
      const v1::ListOrganisationsRequest& request) override;
  absl::StatusOr<v1::ListReturnsResponse> ListReturns(
      const v1::ListReturnsRequest& request) override;
  absl::StatusOr<v1::ListOwedResponse> ListOwed(const v1::ListOwedRequest& request) override;
  absl::StatusOr<v1::ReloadCatalogueResponse> ReloadCatalogue(
      const v1::ReloadCatalogueRequest& request) override;
  absl::Status StreamVerdicts(const v1::StreamVerdictsRequest& request,
                              const std::function<bool(const v1::SeriesVerdict&)>& visit) override;
  absl::StatusOr<v1::GetChartResponse> GetChart(const v1::GetChartRequest& request) override;
  absl::StatusOr<v1::CompareOrganisationsResponse> CompareOrganisations(
      const v1::CompareOrganisationsRequest& request) override;
  absl::StatusOr<v1::ListStepChangesResponse> ListStepChanges(
      const v1::ListStepChangesRequest& request) override;
  absl::StatusOr<v1::RecordStepChangeResponse> RecordStepChange(
      const v1::RecordStepChangeRequest& request) override;
  absl::StatusOr<v1::WithdrawStepChangeResponse> WithdrawStepChange(
      const v1::WithdrawStepChangeRequest& request) override;
  absl::StatusOr<bool> IsServing() override;

 private:
  template <typename Response>
  absl::StatusOr<Response> Answer(const Response& response);
  absl::Status Count();

  std::map<std::string, std::string> current_;  // by organisation, indicator, breakdown and period
  std::int64_t submission_id_ = 0;
  int calls_ = 0;
};

// What a run of the command left behind.
struct Outcome {
  cli::ExitCode code = cli::ExitCode::kDone;
  std::string out;
  std::string err;
};

// The terminal that a command is run on, none by default.
struct Terminal {
  std::size_t width = 0;
  std::size_t height = 0;
  bool colour = false;
};

// Runs the command line against the fake. Request ids are id-1, id-2 and so on.
Outcome RunCommand(const std::vector<std::string>& arguments, FakeDaemon& daemon,
                   const Terminal& terminal = {});

v1::Date DateOf(int year, int month, int day);
v1::Period MonthOf(int year, int month, int last_day);
v1::Value NumberOf(double value);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_CLI_FAKE_DAEMON_H_
