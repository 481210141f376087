#ifndef TRUSTWATCH_TESTS_E2E_CLIENT_H_
#define TRUSTWATCH_TESTS_E2E_CLIENT_H_

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trustwatch/v1/submission_service.grpc.pb.h"

// The plainest possible client of the daemon: one attempt a call, one deadline.
namespace trustwatch::testing {

class Client {
 public:
  explicit Client(const std::string& address)
      : stub_(v1::SubmissionService::NewStub(
            grpc::CreateChannel(address, grpc::InsecureChannelCredentials()))) {}

  std::pair<grpc::Status, v1::SubmitResponse> Submit(const v1::SubmitRequest& request) {
    v1::SubmitResponse response;
    const auto context = Context();
    return {stub_->Submit(context.get(), request, &response), response};
  }

  std::pair<grpc::Status, v1::GetSubmissionResponse> Get(std::int64_t submission_id) {
    v1::GetSubmissionRequest request;
    request.set_submission_id(submission_id);
    request.set_page_size(10'000);
    v1::GetSubmissionResponse response;
    const auto context = Context();
    return {stub_->GetSubmission(context.get(), request, &response), response};
  }

  std::pair<grpc::Status, v1::ListSubmissionsResponse> List(std::string_view organisation) {
    v1::ListSubmissionsRequest request;
    request.set_organisation(std::string(organisation));
    request.set_page_size(1'000);
    v1::ListSubmissionsResponse response;
    const auto context = Context();
    return {stub_->ListSubmissions(context.get(), request, &response), response};
  }

 private:
  static std::unique_ptr<grpc::ClientContext> Context() {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    return context;
  }

  std::unique_ptr<v1::SubmissionService::Stub> stub_;
};

// A figure of one calendar month; `last_day` must be that month's.
inline void AddFigure(v1::SubmitRequest& request, std::string_view indicator, int year, int month,
                      double value) {
  const auto end = std::chrono::year(year) / month / std::chrono::last;
  v1::Observation& observation = *request.add_observations();
  observation.set_indicator(std::string(indicator));
  v1::Period& period = *observation.mutable_period();
  period.mutable_first_day()->set_year(year);
  period.mutable_first_day()->set_month(month);
  period.mutable_first_day()->set_day(1);
  *period.mutable_last_day() = period.first_day();
  period.mutable_last_day()->set_day(
      static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day(end).day())));
  observation.mutable_value()->mutable_number()->set_value(value);
}

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_E2E_CLIENT_H_
