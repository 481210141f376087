#include "daemon/rpc/step_changes.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/step_change.h"
#include "daemon/ingest/step_change_recorder.h"
#include "daemon/insight/step_change_proposals.h"
#include "daemon/insight/step_changes.h"
#include "daemon/rpc/page.h"
#include "daemon/rpc/values.h"
#include "fmt/format.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::rpc {
namespace {

using domain::StepChange;
using insight::ListedStepChange;
using insight::ProposedStepChange;

std::string KeyOf(const domain::OdsCode& organisation, std::string_view indicator, domain::Day day,
                  std::string_view last) {
  return fmt::format("{}\x1f{}\x1f{}\x1f{}", organisation.text(), indicator, domain::ToString(day),
                     last);
}

// Rises in the order in which the book lists. Numbers have the width of the largest; "~" is above
// every digit, because a proposal comes last.
struct KeyOfListed {
  std::string operator()(const StepChange& change) const {
    const auto& indicator = change.what.indicator;
    return KeyOf(change.what.organisation, indicator ? indicator->text() : std::string_view(),
                 change.what.first_day, fmt::format("{:019}", change.id));
  }
  std::string operator()(const ProposedStepChange& proposal) const {
    return KeyOf(proposal.organisation, "", proposal.first_day, "~");
  }
};

}  // namespace

void ToProto(const StepChange& change, v1::StepChange& out) {
  const domain::NewStepChange& what = change.what;
  out.set_step_change_id(change.id);
  out.set_organisation(what.organisation.ToString());
  if (what.indicator.has_value()) out.set_indicator(what.indicator->text());
  ToProto(what.first_day, *out.mutable_first_day());
  out.set_cause(what.cause);
  out.set_approved_by(what.approved_by);
  out.set_caller(what.caller);
  ToProto(change.recorded_at, *out.mutable_record_time());
  if (change.withdrawal.has_value()) {
    ToProto(change.withdrawal->withdrawn_at, *out.mutable_withdraw_time());
    out.set_withdraw_reason(change.withdrawal->reason);
  }
}

void ToProto(const ProposedStepChange& proposal, v1::StepChange& out) {
  out.set_organisation(proposal.organisation.ToString());
  ToProto(proposal.first_day, *out.mutable_first_day());
  out.set_cause(proposal.cause);
  out.set_is_proposal(true);
}

void ToProto(const ListedStepChange& listed, v1::StepChange& out) {
  std::visit([&out](const auto& one) { ToProto(one, out); }, listed);
}

insight::StepChangeFilter ToDomain(const v1::ListStepChangesRequest& request) {
  return {.organisation = request.organisation(),
          .indicator = request.indicator(),
          .include_withdrawn = request.include_withdrawn(),
          .include_proposals = request.include_proposals()};
}

absl::StatusOr<ingest::DraftStepChange> ToDomain(const v1::RecordStepChangeRequest& request) {
  ingest::DraftStepChange draft{.organisation = request.organisation(),
                                .indicator = request.indicator(),
                                .first_day = std::nullopt,
                                .cause = request.cause(),
                                .approved_by = request.approved_by()};
  if (request.has_first_day()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(draft.first_day, ToDay(request.first_day(), "first_day"));
  }
  return draft;
}

absl::Status ListStepChanges(const v1::ListStepChangesRequest& request,
                             const insight::StepChangeBook& book,
                             v1::ListStepChangesResponse& out) {
  const std::vector<std::string> scope = {
      "ListStepChanges", request.organisation(), request.indicator(),
      std::to_string(request.include_withdrawn()), std::to_string(request.include_proposals())};
  TRUSTWATCH_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), kFiguresPage));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::string position,
                              ReadPageToken(scope, request.page_token()));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<ListedStepChange> all,
                              book.List(ToDomain(request)));
  const auto page =
      TakePage(std::span<const ListedStepChange>(all), position, size,
               [](const ListedStepChange& listed) { return std::visit(KeyOfListed(), listed); });
  for (const ListedStepChange& listed : page.items) ToProto(listed, *out.add_step_changes());
  if (!page.next_position.empty()) {
    out.set_next_page_token(MakePageToken(scope, page.next_position));
  }
  return absl::OkStatus();
}

absl::Status RecordStepChange(const v1::RecordStepChangeRequest& request,
                              const ingest::StepChangeRecorder& recorder,
                              const domain::Caller& caller, v1::RecordStepChangeResponse& out) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const ingest::DraftStepChange draft, ToDomain(request));
  TRUSTWATCH_ASSIGN_OR_RETURN(const StepChange recorded, recorder.Record(draft, caller));
  ToProto(recorded, *out.mutable_step_change());
  return absl::OkStatus();
}

absl::Status WithdrawStepChange(const v1::WithdrawStepChangeRequest& request,
                                const ingest::StepChangeRecorder& recorder,
                                const domain::Caller& caller, v1::WithdrawStepChangeResponse& out) {
  TRUSTWATCH_ASSIGN_OR_RETURN(
      const StepChange withdrawn,
      recorder.Withdraw(request.step_change_id(), request.reason(), caller));
  ToProto(withdrawn, *out.mutable_step_change());
  return absl::OkStatus();
}

}  // namespace trustwatch::rpc
