#include "daemon/rpc/receipts.h"

#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/receipt.h"
#include "daemon/ingest/outlook.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/submission_reader.h"
#include "daemon/rpc/values.h"
#include "daemon/rpc/verdicts.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {
namespace {

void Fill(const ingest::Outlook& outlook, v1::Outlook& out) {
  if (outlook.before) ToProto(*outlook.before, *out.mutable_before());
  if (outlook.change) out.set_change(*outlook.change);
  out.set_rule(ToProto(outlook.label));
  out.set_variation(ToProto(outlook.variation));
  ToProto(outlook.lines, *out.mutable_lines());
  SetPossible(outlook.rules, *out.mutable_lines());
  if (outlook.verdict) ToProto(*outlook.verdict, outlook.rules, *out.mutable_verdict());
}

}  // namespace

absl::StatusOr<domain::Draft> ToDomain(const v1::SubmitRequest& request) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::Status status, ToDomain(request.status(), "status"));
  domain::Draft draft{.organisation = request.organisation(),
                      .request_id = request.request_id(),
                      .status = status,
                      .validate_only = request.validate_only(),
                      .accept_valid_rows = request.accept_valid_rows(),
                      .skip_outlooks = request.skip_outlooks(),
                      .observations = {}};
  draft.observations.reserve(static_cast<std::size_t>(request.observations_size()));
  for (const v1::Observation& observation : request.observations()) {
    draft.observations.push_back(ToDomain(observation));
  }
  return draft;
}

void ToProto(const ingest::Reply& reply, v1::SubmitResponse& out) {
  out.set_outcome(ToProto(reply.outcome));
  if (reply.receipt.has_value()) ToProto(*reply.receipt, *out.mutable_receipt());
  for (const domain::Finding& finding : reply.findings) ToProto(finding, *out.add_findings());
  out.set_finding_count(static_cast<std::int32_t>(reply.finding_count));
  out.mutable_effects()->Reserve(static_cast<int>(reply.effects.size()));
  for (const domain::Effect effect : reply.effects) out.add_effects(ToProto(effect));
  out.set_is_retry(reply.is_retry);
  out.mutable_outlooks()->Reserve(static_cast<int>(reply.outlooks.size()));
  for (const auto& outlook : reply.outlooks) {
    v1::Outlook& to = *out.add_outlooks();
    if (outlook) Fill(*outlook, to);
  }
}

void ToProto(const domain::Receipt& receipt, v1::Receipt& out) {
  out.set_submission_id(receipt.submission_id);
  out.set_request_id(receipt.request_id);
  out.set_organisation(receipt.organisation.ToString());
  out.set_status(ToProto(receipt.status));
  if (receipt.recorded_at.has_value()) ToProto(*receipt.recorded_at, *out.mutable_record_time());
  out.set_catalogue_version(receipt.catalogue_version);
  out.set_caller(receipt.caller);
  out.set_observation_count(receipt.ObservationCount());
  out.set_new_count(receipt.new_count);
  out.set_changed_count(receipt.changed_count);
  out.set_unchanged_count(receipt.unchanged_count);
  out.set_refused_count(receipt.refused_count);
}

void ToProto(const domain::SubmissionRecord& record, v1::Submission& out) {
  ToProto(record.receipt, *out.mutable_receipt());
  if (!record.withdrawal.has_value()) return;
  v1::Withdrawal& withdrawal = *out.mutable_withdrawal();
  ToProto(record.withdrawal->withdrawn_at, *withdrawal.mutable_withdraw_time());
  withdrawal.set_reason(record.withdrawal->reason);
  withdrawal.set_caller(record.withdrawal->caller);
}

void ToProto(const domain::Finding& finding, v1::Finding& out) {
  out.set_observation_index(finding.observation_index);
  out.set_level(ToProto(finding.level));
  out.set_reason(finding.reason);
  out.set_field(finding.field);
  out.set_value(finding.value);
  out.set_message(finding.message);
  out.set_cure(finding.cure);
  for (const std::int32_t index : finding.related_indexes) out.add_related_indexes(index);
  out.set_explanation(finding.explanation);
}

void ToProto(const insight::ValueComparison& comparison, v1::ValueComparison& out) {
  out.set_indicator(comparison.slice.indicator.text());
  out.set_breakdown(comparison.slice.breakdown);
  ToProto(comparison.period, *out.mutable_period());
  out.set_difference(ToProto(comparison.difference));
  if (comparison.before.has_value()) ToProto(*comparison.before, *out.mutable_before());
  if (comparison.after.has_value()) ToProto(*comparison.after, *out.mutable_after());
}

v1::Outcome ToProto(domain::Outcome outcome) {
  switch (outcome) {
    case domain::Outcome::kAccepted:
      return v1::OUTCOME_ACCEPTED;
    case domain::Outcome::kPartlyAccepted:
      return v1::OUTCOME_PARTLY_ACCEPTED;
    case domain::Outcome::kRefused:
      return v1::OUTCOME_REFUSED;
  }
  return v1::OUTCOME_UNSPECIFIED;
}

v1::Effect ToProto(domain::Effect effect) {
  switch (effect) {
    case domain::Effect::kNew:
      return v1::EFFECT_NEW;
    case domain::Effect::kChanged:
      return v1::EFFECT_CHANGED;
    case domain::Effect::kUnchanged:
      return v1::EFFECT_UNCHANGED;
    case domain::Effect::kRefused:
      return v1::EFFECT_REFUSED;
    case domain::Effect::kHeldBack:
      return v1::EFFECT_HELD_BACK;
  }
  return v1::EFFECT_UNSPECIFIED;
}

v1::Level ToProto(domain::Level level) {
  switch (level) {
    case domain::Level::kWarn:
      return v1::LEVEL_WARN;
    case domain::Level::kExplain:
      return v1::LEVEL_EXPLAIN;
    case domain::Level::kRefuse:
      return v1::LEVEL_REFUSE;
  }
  return v1::LEVEL_UNSPECIFIED;
}

v1::Difference ToProto(insight::Difference difference) {
  switch (difference) {
    case insight::Difference::kAdded:
      return v1::DIFFERENCE_ADDED;
    case insight::Difference::kRemoved:
      return v1::DIFFERENCE_REMOVED;
    case insight::Difference::kChanged:
      return v1::DIFFERENCE_CHANGED;
    case insight::Difference::kSame:
      return v1::DIFFERENCE_SAME;
  }
  return v1::DIFFERENCE_UNSPECIFIED;
}

}  // namespace trustwatch::rpc
