#ifndef TRUSTWATCH_COLLECTORS_PUSH_CLIENT_H_
#define TRUSTWATCH_COLLECTORS_PUSH_CLIENT_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "trustwatch/v1/catalogue_service.pb.h"
#include "trustwatch/v1/insight_service.pb.h"
#include "trustwatch/v1/series_service.pb.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::push {

// The public API of a daemon, one method for each of its own. Requests are sent as they are.
//
// Errors carry what the daemon said: its code, message, reason and metadata (base::ErrorOf). Where
// no daemon answered, the reasons are ours: SERVER_UNREACHABLE (kUnavailable), NO_ANSWER_IN_TIME
// (kDeadlineExceeded), SERVER_DIFFERS (kUnimplemented: it does not offer this call).
// A call blocks until it is answered or its tries are used up. Safe from any thread.
class Client {
 public:
  virtual ~Client() = default;

  // A try that is made again carries the same request_id, so that nothing is recorded twice.
  virtual absl::StatusOr<v1::SubmitResponse> Submit(const v1::SubmitRequest& request) = 0;
  virtual absl::StatusOr<v1::GetSubmissionResponse> GetSubmission(
      const v1::GetSubmissionRequest& request) = 0;
  virtual absl::StatusOr<v1::ListSubmissionsResponse> ListSubmissions(
      const v1::ListSubmissionsRequest& request) = 0;
  virtual absl::StatusOr<v1::CompareSubmissionsResponse> CompareSubmissions(
      const v1::CompareSubmissionsRequest& request) = 0;
  // Made again only if the daemon said that it did nothing: it cannot be done twice.
  virtual absl::StatusOr<v1::WithdrawSubmissionResponse> WithdrawSubmission(
      const v1::WithdrawSubmissionRequest& request) = 0;

  virtual absl::StatusOr<v1::GetSeriesResponse> GetSeries(const v1::GetSeriesRequest& request) = 0;
  // Visits each series in the daemon's order until `visit` answers false, which is OK. Made again
  // only while nothing has been visited, so that no series is visited twice.
  virtual absl::Status StreamSeries(const v1::StreamSeriesRequest& request,
                                    const std::function<bool(const v1::Series&)>& visit) = 0;

  virtual absl::StatusOr<v1::ListIndicatorsResponse> ListIndicators(
      const v1::ListIndicatorsRequest& request) = 0;
  virtual absl::StatusOr<v1::ListOrganisationsResponse> ListOrganisations(
      const v1::ListOrganisationsRequest& request) = 0;
  virtual absl::StatusOr<v1::ListReturnsResponse> ListReturns(
      const v1::ListReturnsRequest& request) = 0;
  virtual absl::StatusOr<v1::ListOwedResponse> ListOwed(const v1::ListOwedRequest& request) = 0;
  virtual absl::StatusOr<v1::ReloadCatalogueResponse> ReloadCatalogue(
      const v1::ReloadCatalogueRequest& request) = 0;

  // As StreamSeries.
  virtual absl::Status StreamVerdicts(
      const v1::StreamVerdictsRequest& request,
      const std::function<bool(const v1::SeriesVerdict&)>& visit) = 0;
  virtual absl::StatusOr<v1::GetChartResponse> GetChart(const v1::GetChartRequest& request) = 0;
  virtual absl::StatusOr<v1::CompareOrganisationsResponse> CompareOrganisations(
      const v1::CompareOrganisationsRequest& request) = 0;
  virtual absl::StatusOr<v1::ListStepChangesResponse> ListStepChanges(
      const v1::ListStepChangesRequest& request) = 0;
  // Both are made again only if the daemon said that it did nothing, as WithdrawSubmission.
  virtual absl::StatusOr<v1::RecordStepChangeResponse> RecordStepChange(
      const v1::RecordStepChangeRequest& request) = 0;
  virtual absl::StatusOr<v1::WithdrawStepChangeResponse> WithdrawStepChange(
      const v1::WithdrawStepChangeRequest& request) = 0;

  // True if the daemon says that it serves (grpc.health.v1), false if it says that it does not, as
  // while it stops.
  virtual absl::StatusOr<bool> IsServing() = 0;
};

}  // namespace trustwatch::push

#endif  // TRUSTWATCH_COLLECTORS_PUSH_CLIENT_H_
