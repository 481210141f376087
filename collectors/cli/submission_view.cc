#include "collectors/cli/submission_view.h"

#include <string>
#include <vector>

#include "collectors/cli/console.h"
#include "collectors/cli/display.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "fmt/format.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

Table FindingsOf(const v1::GetSubmissionResponse& response) {
  Table table({{"row_sent", true},
               {"field"},
               {"value"},
               {"level"},
               {.name = "what was found", .wraps = true}});
  for (const v1::Finding& finding : response.findings()) {
    const std::string explained =
        finding.explanation().empty()
            ? ""
            : fmt::format("; the sender explained: {}", finding.explanation());
    const Style style = finding.level() == v1::LEVEL_REFUSE ? Style::kBad : Style::kDoubtful;
    table.Add({Cell{std::to_string(finding.observation_index() + 1)}, Cell{finding.field()},
               Cell{finding.value()}, Cell{EnumText(finding.level()), style},
               Cell{finding.message() + explained}});
  }
  return table;
}

}  // namespace

Table SubmissionsTable(const v1::ListSubmissionsResponse& response, Format format) {
  const bool whole = format != Format::kTable;
  std::vector<Column> columns = {{"submission", true}, {"organisation"},  {"status"},
                                 {"recorded"},         {"figures", true}, {"new", true},
                                 {"changed", true},    {"refused", true}, {"withdrawn"}};
  if (whole) columns.insert(columns.end(), {{"unchanged"}, {"caller"}, {"request_id"}});
  Table table(columns);
  for (const v1::Submission& submission : response.submissions()) {
    const v1::Receipt& receipt = submission.receipt();
    const std::string withdrawn =
        submission.has_withdrawal() ? InstantText(submission.withdrawal().withdraw_time()) : "";
    std::vector<Cell> row = {Cell{std::to_string(receipt.submission_id())},
                             Cell{receipt.organisation()},
                             Cell{EnumText(receipt.status())},
                             Cell{InstantText(receipt.record_time())},
                             Cell{std::to_string(receipt.observation_count())},
                             Cell{std::to_string(receipt.new_count())},
                             Cell{std::to_string(receipt.changed_count())},
                             Cell{std::to_string(receipt.refused_count())},
                             Cell{withdrawn, Style::kDoubtful}};
    if (whole) {
      row.insert(row.end(), {Cell{std::to_string(receipt.unchanged_count())},
                             Cell{receipt.caller()}, Cell{receipt.request_id()}});
    }
    table.Add(row);
  }
  return table;
}

Table ObservationsTable(const v1::GetSubmissionResponse& response, Format format) {
  if (format == Format::kTable) {
    Table table({{"indicator"}, {"breakdown"}, {"period"}, {"value", true}, {"explanation"}});
    for (const v1::Observation& it : response.observations()) {
      table.Add({Cell{it.indicator()}, Cell{it.breakdown()}, Cell{PeriodText(it.period())},
                 Cell{ValueText(it.value())}, Cell{it.explanation()}});
    }
    return table;
  }
  Table table({{"submission_id"},
               {"organisation"},
               {"indicator"},
               {"breakdown"},
               {"first_day"},
               {"last_day"},
               {"kind"},
               {"value"},
               {"numerator"},
               {"denominator"},
               {"reason"},
               {"explanation"}});
  const v1::Receipt& receipt = response.submission().receipt();
  for (const v1::Observation& it : response.observations()) {
    const ValueColumns value = ColumnsOf(it.value());
    table.Add({Cell{std::to_string(receipt.submission_id())}, Cell{receipt.organisation()},
               Cell{it.indicator()}, Cell{it.breakdown()}, Cell{DateText(it.period().first_day())},
               Cell{DateText(it.period().last_day())}, Cell{value.kind}, Cell{value.number},
               Cell{value.numerator}, Cell{value.denominator}, Cell{value.reason},
               Cell{it.explanation()}});
  }
  return table;
}

void PrintSubmission(const v1::GetSubmissionResponse& response, const Console& console) {
  const v1::Receipt& receipt = response.submission().receipt();
  console.out << console.Paint(fmt::format("submission {} of {}, {}", receipt.submission_id(),
                                           receipt.organisation(), EnumText(receipt.status())),
                               Style::kHeading)
              << fmt::format("\n  recorded {} by {}, catalogue {}, request id {}\n",
                             InstantText(receipt.record_time()), Visible(receipt.caller()),
                             receipt.catalogue_version(), Visible(receipt.request_id()))
              << fmt::format("  {}: {} new, {} changed, {} unchanged; {} refused\n",
                             Counted(receipt.observation_count(), "figure"), receipt.new_count(),
                             receipt.changed_count(), receipt.unchanged_count(),
                             receipt.refused_count());
  if (response.submission().has_withdrawal()) {
    const v1::Withdrawal& withdrawal = response.submission().withdrawal();
    console.out << "  "
                << console.Paint(
                       fmt::format("withdrawn {} by {}: {}",
                                   InstantText(withdrawal.withdraw_time()),
                                   Visible(withdrawal.caller()), Visible(withdrawal.reason())),
                       Style::kDoubtful)
                << '\n';
  }
  if (response.findings_size() > 0) console.out << '\n';
  FindingsOf(response).Print(console);
  if (response.finding_count() > response.findings_size()) {
    console.out << fmt::format("only {} of {} findings are shown\n", response.findings_size(),
                               response.finding_count());
  }
  if (response.observations_size() > 0) console.out << '\n';
  ObservationsTable(response, Format::kTable).Print(console);
}

}  // namespace trustwatch::cli
