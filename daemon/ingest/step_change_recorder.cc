#include "daemon/ingest/step_change_recorder.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/clock.h"
#include "daemon/base/error.h"
#include "daemon/base/published.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/calendar.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/domain/step_change.h"
#include "daemon/ingest/request_rules.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

using domain::Day;
using domain::Definitions;

absl::Status BadFirstDay(std::string_view reason, std::string message) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = std::string(reason),
                     .message = std::move(message),
                     .field = "first_day"}
      .ToStatus();
}

absl::Status CheckFirstDay(const std::optional<Day>& first_day, Day today) {
  if (!first_day.has_value()) {
    return BadFirstDay(
        "FIRST_DAY_MISSING",
        "the step change has no first_day; give the day from which on figures belong "
        "to the new process");
  }
  if (*first_day > today) {
    return BadFirstDay(
        "FIRST_DAY_IN_FUTURE",
        fmt::format("first_day {} is after today, {}; record the step change when it "
                    "has happened",
                    domain::ToString(*first_day), domain::ToString(today)));
  }
  return absl::OkStatus();
}

// What the draft itself shows, whoever is in the register.
absl::Status CheckDraft(const DraftStepChange& draft, Day today) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckFirstDay(draft.first_day, today));
  TRUSTWATCH_RETURN_IF_ERROR(CheckWords(draft.cause, {.reason_stem = "CAUSE",
                                                      .field = "cause",
                                                      .of = "the step change",
                                                      .cure = "say in a sentence what changed"}));
  return CheckWords(draft.approved_by,
                    {.reason_stem = "APPROVER",
                     .field = "approved_by",
                     .of = "the step change",
                     .cure = "give the name and the role of who agreed that the process is new"});
}

absl::StatusOr<std::optional<domain::IndicatorId>> IndicatorOf(const std::string& text,
                                                               const Definitions& in_force) {
  if (text.empty()) return std::nullopt;
  TRUSTWATCH_ASSIGN_OR_RETURN(domain::IndicatorId id, domain::IndicatorId::Parse(text));
  if (in_force.catalogue.Find(id.text()) != nullptr) return id;
  return base::Error{.code = absl::StatusCode::kNotFound,
                     .reason = "INDICATOR_UNKNOWN",
                     .message = fmt::format(
                         "indicator {} is not in the catalogue; check the id, or leave it empty "
                         "for every indicator",
                         id.text()),
                     .metadata = {{"indicator", id.text()}},
                     .field = "indicator"}
      .ToStatus();
}

}  // namespace

StepChangeRecorder::StepChangeRecorder(store::Store& store,
                                       const base::Published<Definitions>& definitions,
                                       const base::Clock& clock)
    : store_(store), definitions_(definitions), clock_(clock) {}

absl::Status StepChangeRecorder::CheckOrganisation(const domain::OdsCode& code,
                                                   const Definitions& in_force) const {
  if (in_force.organisations.Find(code) != nullptr) return absl::OkStatus();
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<domain::OdsCode> submitted,
                              reader->Organisations());
  if (std::binary_search(submitted.begin(), submitted.end(), code)) return absl::OkStatus();
  return UnknownOrganisation(code.text());
}

absl::StatusOr<domain::StepChange> StepChangeRecorder::Record(const DraftStepChange& draft,
                                                              const domain::Caller& caller) const {
  const std::shared_ptr<const Definitions> in_force = definitions_.Get();
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::OdsCode organisation,
                              domain::OdsCode::Parse(draft.organisation));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::optional<domain::IndicatorId> indicator,
                              IndicatorOf(draft.indicator, *in_force));
  TRUSTWATCH_RETURN_IF_ERROR(CheckDraft(draft, domain::Calendar::LondonDay(clock_.Now())));
  TRUSTWATCH_RETURN_IF_ERROR(CheckOrganisation(organisation, *in_force));
  return store_.RecordStepChange({.organisation = organisation,
                                  .indicator = std::move(indicator),
                                  .first_day = *draft.first_day,
                                  .cause = draft.cause,
                                  .approved_by = draft.approved_by,
                                  .caller = caller.name});
}

absl::StatusOr<domain::StepChange> StepChangeRecorder::Withdraw(
    domain::StepChangeId id, std::string_view reason, const domain::Caller& caller) const {
  TRUSTWATCH_RETURN_IF_ERROR(CheckWithdrawalReason(reason));
  return store_.WithdrawStepChange(id, reason, caller.name);
}

}  // namespace trustwatch::ingest
