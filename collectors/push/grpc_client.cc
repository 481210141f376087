#include "collectors/push/grpc_client.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>
#include <grpcpp/support/sync_stream.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "collectors/push/client.h"
#include "collectors/push/health_probe.h"
#include "collectors/push/retry.h"
#include "collectors/push/status_from_grpc.h"
#include "trustwatch/v1/catalogue_service.grpc.pb.h"
#include "trustwatch/v1/insight_service.grpc.pb.h"
#include "trustwatch/v1/series_service.grpc.pb.h"
#include "trustwatch/v1/submission_service.grpc.pb.h"

namespace trustwatch::push {
namespace {

class GrpcClient final : public Client {
 public:
  GrpcClient(std::shared_ptr<grpc::ChannelInterface> channel, std::string target,
             RetryPolicy policy, Pacing pacing)
      : channel_(std::move(channel)),
        submissions_(v1::SubmissionService::NewStub(channel_)),
        series_(v1::SeriesService::NewStub(channel_)),
        catalogue_(v1::CatalogueService::NewStub(channel_)),
        insight_(v1::InsightService::NewStub(channel_)),
        target_(std::move(target)),
        policy_(policy),
        pacing_(std::move(pacing)) {}

  absl::StatusOr<v1::SubmitResponse> Submit(const v1::SubmitRequest& request) override {
    return Call<v1::SubmitResponse>(*submissions_, &Submissions::Submit, request);
  }
  absl::StatusOr<v1::GetSubmissionResponse> GetSubmission(
      const v1::GetSubmissionRequest& request) override {
    return Call<v1::GetSubmissionResponse>(*submissions_, &Submissions::GetSubmission, request);
  }
  absl::StatusOr<v1::ListSubmissionsResponse> ListSubmissions(
      const v1::ListSubmissionsRequest& request) override {
    return Call<v1::ListSubmissionsResponse>(*submissions_, &Submissions::ListSubmissions, request);
  }
  absl::StatusOr<v1::CompareSubmissionsResponse> CompareSubmissions(
      const v1::CompareSubmissionsRequest& request) override {
    return Call<v1::CompareSubmissionsResponse>(*submissions_, &Submissions::CompareSubmissions,
                                                request);
  }
  absl::StatusOr<v1::WithdrawSubmissionResponse> WithdrawSubmission(
      const v1::WithdrawSubmissionRequest& request) override {
    return Call<v1::WithdrawSubmissionResponse>(*submissions_, &Submissions::WithdrawSubmission,
                                                request, Repeat::kOnlyIfNotDone);
  }
  absl::StatusOr<v1::GetSeriesResponse> GetSeries(const v1::GetSeriesRequest& request) override {
    return Call<v1::GetSeriesResponse>(*series_, &v1::SeriesService::Stub::GetSeries, request);
  }
  absl::StatusOr<v1::ListIndicatorsResponse> ListIndicators(
      const v1::ListIndicatorsRequest& request) override {
    return Call<v1::ListIndicatorsResponse>(*catalogue_, &Catalogue::ListIndicators, request);
  }
  absl::StatusOr<v1::ListOrganisationsResponse> ListOrganisations(
      const v1::ListOrganisationsRequest& request) override {
    return Call<v1::ListOrganisationsResponse>(*catalogue_, &Catalogue::ListOrganisations, request);
  }
  absl::StatusOr<v1::ListReturnsResponse> ListReturns(
      const v1::ListReturnsRequest& request) override {
    return Call<v1::ListReturnsResponse>(*catalogue_, &Catalogue::ListReturns, request);
  }
  absl::StatusOr<v1::ListOwedResponse> ListOwed(const v1::ListOwedRequest& request) override {
    return Call<v1::ListOwedResponse>(*catalogue_, &Catalogue::ListOwed, request);
  }
  absl::StatusOr<v1::ReloadCatalogueResponse> ReloadCatalogue(
      const v1::ReloadCatalogueRequest& request) override {
    return Call<v1::ReloadCatalogueResponse>(*catalogue_, &Catalogue::ReloadCatalogue, request);
  }

  absl::StatusOr<v1::GetChartResponse> GetChart(const v1::GetChartRequest& request) override {
    return Call<v1::GetChartResponse>(*insight_, &Insight::GetChart, request);
  }
  absl::StatusOr<v1::CompareOrganisationsResponse> CompareOrganisations(
      const v1::CompareOrganisationsRequest& request) override {
    return Call<v1::CompareOrganisationsResponse>(*insight_, &Insight::CompareOrganisations,
                                                  request);
  }
  absl::StatusOr<v1::ListStepChangesResponse> ListStepChanges(
      const v1::ListStepChangesRequest& request) override {
    return Call<v1::ListStepChangesResponse>(*insight_, &Insight::ListStepChanges, request);
  }
  absl::StatusOr<v1::RecordStepChangeResponse> RecordStepChange(
      const v1::RecordStepChangeRequest& request) override {
    return Call<v1::RecordStepChangeResponse>(*insight_, &Insight::RecordStepChange, request,
                                              Repeat::kOnlyIfNotDone);
  }
  absl::StatusOr<v1::WithdrawStepChangeResponse> WithdrawStepChange(
      const v1::WithdrawStepChangeRequest& request) override {
    return Call<v1::WithdrawStepChangeResponse>(*insight_, &Insight::WithdrawStepChange, request,
                                                Repeat::kOnlyIfNotDone);
  }

  absl::Status StreamSeries(const v1::StreamSeriesRequest& request,
                            const std::function<bool(const v1::Series&)>& visit) override {
    return Stream<v1::StreamSeriesResponse>(
        [&](grpc::ClientContext& context) { return series_->StreamSeries(&context, request); },
        [&](const v1::StreamSeriesResponse& response) { return visit(response.series()); });
  }
  absl::Status StreamVerdicts(const v1::StreamVerdictsRequest& request,
                              const std::function<bool(const v1::SeriesVerdict&)>& visit) override {
    return Stream<v1::StreamVerdictsResponse>(
        [&](grpc::ClientContext& context) { return insight_->StreamVerdicts(&context, request); },
        [&](const v1::StreamVerdictsResponse& response) { return visit(response.verdict()); });
  }

  absl::StatusOr<bool> IsServing() override {
    bool serving = false;
    const absl::Status status = WithRetries(policy_, pacing_, Repeat::kSafe, [&] {
      return StatusFromGrpc(ProbeHealth(channel_, policy_.try_deadline, serving), target_);
    });
    if (!status.ok()) return status;
    return serving;
  }

 private:
  using Submissions = v1::SubmissionService::Stub;
  using Catalogue = v1::CatalogueService::Stub;
  using Insight = v1::InsightService::Stub;

  template <typename Response, typename Stub, typename Request>
  absl::StatusOr<Response> Call(Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request, Repeat repeat = Repeat::kSafe) {
    Response response;
    const absl::Status status = WithRetries(policy_, pacing_, repeat, [&] {
      grpc::ClientContext context;
      context.set_deadline(absl::ToChronoTime(absl::Now() + policy_.try_deadline));
      response.Clear();
      return StatusFromGrpc((stub.*method)(&context, request, &response), target_);
    });
    if (!status.ok()) return status;
    return response;
  }

  // `open` begins a stream in a context; `visit` answers false when it has enough.
  template <typename Response, typename Open, typename Visit>
  absl::Status Stream(const Open& open, const Visit& visit) {
    bool visited = false;
    absl::Status interrupted;
    const absl::Status status = WithRetries(policy_, pacing_, Repeat::kSafe, [&] {
      absl::Status tried = StreamOnce<Response>(open, visit, visited);
      if (tried.ok() || !visited) return tried;
      interrupted = tried;
      return absl::OkStatus();
    });
    return interrupted.ok() ? status : interrupted;
  }

  template <typename Response, typename Open, typename Visit>
  absl::Status StreamOnce(const Open& open, const Visit& visit, bool& visited) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + policy_.stream_deadline));
    const auto stream = open(context);
    Response response;
    bool enough = false;
    while (!enough && stream->Read(&response)) {
      visited = true;
      enough = !visit(response);
    }
    if (enough) context.TryCancel();
    const grpc::Status status = stream->Finish();
    return enough ? absl::OkStatus() : StatusFromGrpc(status, target_);
  }

  const std::shared_ptr<grpc::ChannelInterface> channel_;
  const std::unique_ptr<v1::SubmissionService::Stub> submissions_;
  const std::unique_ptr<v1::SeriesService::Stub> series_;
  const std::unique_ptr<v1::CatalogueService::Stub> catalogue_;
  const std::unique_ptr<v1::InsightService::Stub> insight_;
  const std::string target_;
  const RetryPolicy policy_;
  const Pacing pacing_;
};

}  // namespace

std::unique_ptr<Client> MakeGrpcClient(std::shared_ptr<grpc::ChannelInterface> channel,
                                       std::string target, RetryPolicy policy, Pacing pacing) {
  return std::make_unique<GrpcClient>(std::move(channel), std::move(target), policy,
                                      std::move(pacing));
}

}  // namespace trustwatch::push
