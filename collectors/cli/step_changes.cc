#include "collectors/cli/step_changes.h"

#include <string>

#include "absl/status/statusor.h"
#include "collectors/cli/answer.h"
#include "collectors/cli/arguments.h"
#include "collectors/cli/display.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/pages.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "fmt/format.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::cli {
namespace {

std::string IndicatorText(const v1::StepChange& it) {
  return it.indicator().empty() ? "every indicator" : it.indicator();
}

Cell StateOf(const v1::StepChange& it) {
  if (it.is_proposal()) return {"proposed by the register", Style::kDoubtful};
  if (!it.has_withdraw_time()) return {"stands", Style::kGood};
  return {fmt::format("withdrawn {}: {}", InstantText(it.withdraw_time()), it.withdraw_reason()),
          Style::kQuiet};
}

Table ChangesForPeople(const v1::ListStepChangesResponse& response) {
  Table table({{"id", true},
               {"organisation"},
               {"indicator"},
               {"from"},
               {"approved by"},
               {"state"},
               {.name = "cause", .wraps = true}});
  for (const v1::StepChange& it : response.step_changes()) {
    table.Add({Cell{it.is_proposal() ? "" : std::to_string(it.step_change_id())},
               Cell{it.organisation()}, Cell{IndicatorText(it)}, Cell{DateText(it.first_day())},
               Cell{it.approved_by()}, StateOf(it), Cell{it.cause()}});
  }
  return table;
}

Table ChangesForPrograms(const v1::ListStepChangesResponse& response) {
  Table table({{"step_change_id"},
               {"organisation"},
               {"indicator"},
               {"first_day"},
               {"cause"},
               {"approved_by"},
               {"caller"},
               {"record_time"},
               {"withdraw_time"},
               {"withdraw_reason"},
               {"is_proposal"}});
  for (const v1::StepChange& it : response.step_changes()) {
    table.Add({Cell{it.is_proposal() ? "" : std::to_string(it.step_change_id())},
               Cell{it.organisation()}, Cell{it.indicator()}, Cell{DateText(it.first_day())},
               Cell{it.cause()}, Cell{it.approved_by()}, Cell{it.caller()},
               Cell{it.has_record_time() ? InstantText(it.record_time()) : ""},
               Cell{it.has_withdraw_time() ? InstantText(it.withdraw_time()) : ""},
               Cell{it.withdraw_reason()}, Cell{it.is_proposal() ? "true" : "false"}});
  }
  return table;
}

// The table of one, from any answer that holds one.
template <typename Response>
Table OneChangeForPrograms(const Response& response) {
  v1::ListStepChangesResponse list;
  *list.add_step_changes() = response.step_change();
  return ChangesForPrograms(list);
}

// "step change 3 of ZA3, every indicator, from 2025-04-01"
std::string NameOf(const v1::StepChange& it) {
  return Visible(fmt::format("step change {} of {}, {}, from {}", it.step_change_id(),
                             it.organisation(), IndicatorText(it), DateText(it.first_day())));
}

}  // namespace

ExitCode ListStepChanges(const StepChangesOptions& options, const Session& session) {
  v1::ListStepChangesRequest request;
  request.set_organisation(options.organisation);
  request.set_indicator(options.indicator);
  request.set_include_proposals(options.proposals);
  request.set_include_withdrawn(options.withdrawn);
  request.set_page_size(kFiguresPageSize);
  const auto response =
      AllPages(request, [&](const auto& page) { return session.client.ListStepChanges(page); });
  return Answer(session, response, ChangesForPrograms,
                [&](const v1::ListStepChangesResponse& all) {
                  ChangesForPeople(all).Print(session.console);
                  if (all.step_changes_size() > 0) return;
                  session.console.out
                      << (options.proposals
                              ? "no step changes\n"
                              : "no step changes; --proposals shows what the register proposes\n");
                });
}

ExitCode RecordStepChange(const RecordStepChangeOptions& options, const Session& session) {
  const absl::StatusOr<v1::Date> day = DateArgument("--from", options.first_day);
  if (!day.ok()) {
    session.console.Complain(day.status());
    return ExitCode::kUsage;
  }
  v1::RecordStepChangeRequest request;
  request.set_organisation(options.organisation);
  request.set_indicator(options.indicator);
  *request.mutable_first_day() = *day;
  request.set_cause(options.cause);
  request.set_approved_by(options.approved_by);
  return Answer(session, session.client.RecordStepChange(request),
                OneChangeForPrograms<v1::RecordStepChangeResponse>,
                [&](const v1::RecordStepChangeResponse& response) {
                  session.console.out << fmt::format(
                      "{}, is recorded: periods that end on that day or later have a mean and "
                      "limits of their own\n",
                      NameOf(response.step_change()));
                });
}

ExitCode WithdrawStepChange(const WithdrawStepChangeOptions& options, const Session& session) {
  v1::WithdrawStepChangeRequest request;
  request.set_step_change_id(options.step_change_id);
  request.set_reason(options.reason);
  return Answer(session, session.client.WithdrawStepChange(request),
                OneChangeForPrograms<v1::WithdrawStepChangeResponse>,
                [&](const v1::WithdrawStepChangeResponse& response) {
                  session.console.out
                      << fmt::format("{}, is withdrawn since {}: it no longer splits its series\n",
                                     NameOf(response.step_change()),
                                     InstantText(response.step_change().withdraw_time()));
                });
}

}  // namespace trustwatch::cli
