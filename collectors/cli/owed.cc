#include "collectors/cli/owed.h"

#include "absl/status/statusor.h"
#include "collectors/cli/answer.h"
#include "collectors/cli/arguments.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/pages.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "fmt/format.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::cli {
namespace {

Cell StateOf(const v1::OwedItem& item) {
  if (item.has_received_time()) {
    return {"received " + InstantText(item.received_time()), Style::kGood};
  }
  return item.overdue() ? Cell{"overdue", Style::kBad} : Cell{"to come"};
}

Table OwedForPeople(const v1::ListOwedResponse& response) {
  Table table({{"organisation"}, {"return"}, {"indicator"}, {"period"}, {"due"}, {"state"}});
  for (const v1::OwedItem& it : response.items()) {
    table.Add({Cell{it.organisation()}, Cell{it.return_id()}, Cell{it.indicator()},
               Cell{PeriodText(it.period())}, Cell{InstantText(it.due_time())}, StateOf(it)});
  }
  return table;
}

Table OwedForPrograms(const v1::ListOwedResponse& response) {
  Table table({{"organisation"},
               {"return"},
               {"indicator"},
               {"first_day"},
               {"last_day"},
               {"due_time"},
               {"overdue"},
               {"received_time"}});
  for (const v1::OwedItem& it : response.items()) {
    table.Add({Cell{it.organisation()}, Cell{it.return_id()}, Cell{it.indicator()},
               Cell{DateText(it.period().first_day())}, Cell{DateText(it.period().last_day())},
               Cell{InstantText(it.due_time())}, Cell{it.overdue() ? "true" : "false"},
               Cell{it.has_received_time() ? InstantText(it.received_time()) : ""}});
  }
  return table;
}

}  // namespace

ExitCode ShowOwed(const OwedOptions& options, const Session& session) {
  v1::ListOwedRequest request;
  request.set_organisation(options.organisation);
  request.set_include_received(options.all);
  request.set_page_size(kFiguresPageSize);
  if (!options.month.empty()) {
    const absl::StatusOr<v1::Date> month = MonthArgument("--month", options.month);
    if (!month.ok()) {
      session.console.Complain(month.status());
      return ExitCode::kUsage;
    }
    *request.mutable_month() = *month;
  }
  const auto response =
      AllPages(request, [&](const auto& page) { return session.client.ListOwed(page); });
  return Answer(session, response, OwedForPrograms, [&](const v1::ListOwedResponse& all) {
    OwedForPeople(all).Print(session.console);
    session.console.out << fmt::format(
        "{} owed: {} received, {} to come, {} of these overdue\n", all.owed_count(),
        all.received_count(), all.owed_count() - all.received_count(), all.overdue_count());
  });
}

}  // namespace trustwatch::cli
