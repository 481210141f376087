#include "daemon/rpc/submission_service.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/submission_reader.h"
#include "daemon/rpc/call.h"
#include "daemon/rpc/page.h"
#include "daemon/rpc/receipts.h"
#include "daemon/rpc/submit_call.h"
#include "daemon/rpc/values.h"
#include "fmt/format.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "grpcpp/support/status.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {
namespace {

constexpr std::string_view kSubmissionService = "SubmissionService";
constexpr PageSizes kSubmissions{.standard = kSubmissionsPageSizeDefault,
                                 .maximum = kSubmissionsPageSizeMax};

// Sorts as the readers sort: by last day, first day, indicator and breakdown. The separator is
// below every byte that a part may hold.
std::string KeyOf(const domain::Period& period, const domain::Slice& slice) {
  return fmt::format("{}\x1f{}\x1f{}\x1f{}", domain::ToString(period.last()),
                     domain::ToString(period.first()), slice.indicator.text(), slice.breakdown);
}

void AddFindings(const std::vector<domain::Finding>& findings, v1::GetSubmissionResponse& out) {
  const std::size_t told = std::min(findings.size(), domain::kFindingsPerReplyMax);
  for (std::size_t i = 0; i < told; ++i) ToProto(findings[i], *out.add_findings());
}

absl::Status GetPage(const insight::SubmissionReader& submissions,
                     const v1::GetSubmissionRequest& request, v1::GetSubmissionResponse& out) {
  const std::vector<std::string> scope = {"GetSubmission", std::to_string(request.submission_id())};
  TRUSTWATCH_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), kFiguresPage));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::string position,
                              ReadPageToken(scope, request.page_token()));
  TRUSTWATCH_ASSIGN_OR_RETURN(const insight::FullSubmission full,
                              submissions.Get(request.submission_id()));
  const auto page =
      TakePage(std::span<const domain::Observation>(full.observations), position, size,
               [](const domain::Observation& item) { return KeyOf(item.period, item.slice); });
  ToProto(full.record, *out.mutable_submission());
  for (const domain::Observation& item : page.items) ToProto(item, *out.add_observations());
  if (position.empty()) AddFindings(full.findings, out);
  out.set_finding_count(static_cast<std::int32_t>(full.findings.size()));
  if (!page.next_position.empty()) {
    out.set_next_page_token(MakePageToken(scope, page.next_position));
  }
  return absl::OkStatus();
}

absl::Status ListPage(const insight::SubmissionReader& submissions,
                      const v1::ListSubmissionsRequest& request, v1::ListSubmissionsResponse& out) {
  const std::vector<std::string> scope = {"ListSubmissions", request.organisation()};
  TRUSTWATCH_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), kSubmissions));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::string position,
                              ReadPageToken(scope, request.page_token()));
  domain::SubmissionId before = 0;
  if (!position.empty() && !absl::SimpleAtoi(position, &before)) {
    return PageTokenError(request.page_token());
  }
  // One more than the page tells whether there is a next.
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<domain::SubmissionRecord> records,
                              submissions.List(request.organisation(), size + 1, before));
  const bool has_next = records.size() > static_cast<std::size_t>(size);
  if (has_next) records.pop_back();
  for (const domain::SubmissionRecord& record : records) ToProto(record, *out.add_submissions());
  if (has_next) {
    const domain::SubmissionId last = records.back().receipt.submission_id;
    out.set_next_page_token(MakePageToken(scope, std::to_string(last)));
  }
  return absl::OkStatus();
}

void Count(const std::vector<insight::ValueComparison>& all, v1::CompareSubmissionsResponse& out) {
  const auto count = [&all](insight::Difference difference) {
    return static_cast<std::int32_t>(
        std::count_if(all.begin(), all.end(),
                      [difference](const auto& one) { return one.difference == difference; }));
  };
  out.set_added_count(count(insight::Difference::kAdded));
  out.set_removed_count(count(insight::Difference::kRemoved));
  out.set_changed_count(count(insight::Difference::kChanged));
  out.set_same_count(count(insight::Difference::kSame));
}

absl::Status ComparePage(const insight::SubmissionReader& submissions,
                         const v1::CompareSubmissionsRequest& request,
                         v1::CompareSubmissionsResponse& out) {
  const std::vector<std::string> scope = {
      "CompareSubmissions", std::to_string(request.before_submission_id()),
      std::to_string(request.after_submission_id()), std::to_string(request.include_same())};
  TRUSTWATCH_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), kFiguresPage));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::string position,
                              ReadPageToken(scope, request.page_token()));
  TRUSTWATCH_ASSIGN_OR_RETURN(
      std::vector<insight::ValueComparison> all,
      submissions.Compare(request.before_submission_id(), request.after_submission_id()));
  Count(all, out);
  if (!request.include_same()) {
    std::erase_if(all,
                  [](const auto& one) { return one.difference == insight::Difference::kSame; });
  }
  const auto page =
      TakePage(std::span<const insight::ValueComparison>(all), position, size,
               [](const insight::ValueComparison& item) { return KeyOf(item.period, item.slice); });
  for (const insight::ValueComparison& item : page.items) ToProto(item, *out.add_comparisons());
  if (!page.next_position.empty()) {
    out.set_next_page_token(MakePageToken(scope, page.next_position));
  }
  return absl::OkStatus();
}

}  // namespace

SubmissionService::SubmissionService(std::shared_ptr<Door> door, ingest::Submitter& submitter,
                                     const insight::SubmissionReader& submissions)
    : door_(std::move(door)), submitter_(submitter), submissions_(submissions) {
  SetMessageAllocatorFor_Submit(&allocator_);
}

grpc::ServerUnaryReactor* SubmissionService::Submit(grpc::CallbackServerContext* context,
                                                    const v1::SubmitRequest* request,
                                                    v1::SubmitResponse* response) {
  return SubmitCall::Start(door_, submitter_, *context, *request, *response);
}

grpc::Status SubmissionService::GetSubmission(grpc::ServerContext* context,
                                              const v1::GetSubmissionRequest* request,
                                              v1::GetSubmissionResponse* response) {
  return Serve(*door_, kSubmissionService, "GetSubmission", *context,
               [&](const Call& /*call*/) { return GetPage(submissions_, *request, *response); });
}

grpc::Status SubmissionService::ListSubmissions(grpc::ServerContext* context,
                                                const v1::ListSubmissionsRequest* request,
                                                v1::ListSubmissionsResponse* response) {
  return Serve(*door_, kSubmissionService, "ListSubmissions", *context,
               [&](const Call& /*call*/) { return ListPage(submissions_, *request, *response); });
}

grpc::Status SubmissionService::CompareSubmissions(grpc::ServerContext* context,
                                                   const v1::CompareSubmissionsRequest* request,
                                                   v1::CompareSubmissionsResponse* response) {
  return Serve(
      *door_, kSubmissionService, "CompareSubmissions", *context,
      [&](const Call& /*call*/) { return ComparePage(submissions_, *request, *response); });
}

grpc::Status SubmissionService::WithdrawSubmission(grpc::ServerContext* context,
                                                   const v1::WithdrawSubmissionRequest* request,
                                                   v1::WithdrawSubmissionResponse* response) {
  return Serve(*door_, kSubmissionService, "WithdrawSubmission", *context,
               [&](const Call& call) -> absl::Status {
                 TRUSTWATCH_ASSIGN_OR_RETURN(const domain::SubmissionRecord record,
                                             submitter_.Withdraw(request->submission_id(),
                                                                 request->reason(), call.caller()));
                 ToProto(record, *response->mutable_submission());
                 return absl::OkStatus();
               });
}

}  // namespace trustwatch::rpc
