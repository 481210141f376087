#include "collectors/cli/load_report.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "collectors/cli/console.h"
#include "collectors/cli/display.h"
#include "collectors/cli/json.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

void AddCounts(std::string_view outcome, const CountsByReason& counts, Style style, Table& table) {
  for (const auto& [reason, count] : counts) {
    table.Add({Cell{std::string(outcome), style}, Cell{reason}, Cell{std::to_string(count)}});
  }
}

void AddCount(std::string_view outcome, std::string_view reason, std::int64_t count, Style style,
              Table& table) {
  table.Add(
      {Cell{std::string(outcome), style}, Cell{std::string(reason)}, Cell{std::to_string(count)}});
}

// Every outcome and reason with its rows; they add up to the rows read.
Table Parts(const LoadReport& report) {
  Table table({{"outcome"}, {"reason"}, {"rows", true}});
  AddCount("accepted", "NEW", report.new_count, Style::kGood, table);
  AddCount("accepted", "CHANGED", report.changed_count, Style::kGood, table);
  AddCount("accepted", "UNCHANGED", report.unchanged_count, Style::kGood, table);
  AddCounts("refused", report.refused, Style::kBad, table);
  AddCounts("fault", report.faults, Style::kBad, table);
  AddCounts("out of scope", report.out_of_scope, Style::kQuiet, table);
  if (report.duplicate_count > 0) {
    AddCount("duplicate", "DUPLICATE_FIGURE", report.duplicate_count, Style::kDoubtful, table);
  }
  if (report.not_sent_count > 0) {
    AddCount("not sent", "DAEMON_STOPPED_ANSWERING", report.not_sent_count, Style::kBad, table);
  }
  return table;
}

std::string CountsJson(const CountsByReason& counts) {
  std::string text = fmt::format(R"({{"total":{},"by_reason":{{)", Total(counts));
  bool first = true;
  for (const auto& [reason, count] : counts) {
    text += fmt::format("{}{}:{}", first ? "" : ",", JsonQuoted(reason), count);
    first = false;
  }
  return text + "}}";
}

std::string SubmissionsJson(const LoadReport& report) {
  std::string text = "[";
  for (const LoadedSubmission& it : report.submissions) {
    text += fmt::format(
        R"({}{{"organisation":{},"status":{},"submission_id":{},"new":{},"changed":{}}})",
        text.size() > 1 ? "," : "", JsonQuoted(it.organisation), JsonQuoted(it.status),
        it.submission_id, it.new_count, it.changed_count);
  }
  return text + "]";
}

}  // namespace

std::int64_t Total(const CountsByReason& counts) {
  std::int64_t total = 0;
  for (const auto& [reason, count] : counts) total += count;
  return total;
}

std::int64_t LoadReport::AccountedCount() const {
  return AcceptedCount() + Total(refused) + Total(faults) + duplicate_count + Total(out_of_scope) +
         not_sent_count;
}

void PrintLoadReport(const LoadReport& report, const Console& console) {
  for (const std::string& example : report.examples) console.out << Visible(example) << '\n';
  if (!report.examples.empty()) console.out << '\n';
  Parts(report).Print(console);
  console.out << fmt::format("{} rows read, {} accounted for\n", report.rows_read,
                             report.AccountedCount())
              << fmt::format("of the {} accepted rows {} are suppressed\n", report.AcceptedCount(),
                             report.suppressed_count);
  if (report.dry_run) {
    console.out << "dry run: nothing was stored\n";
  } else {
    console.out << fmt::format("{} recorded, judged by catalogue {}\n",
                               Counted(report.submissions.size(), "submission"),
                               report.catalogue_version);
  }
}

std::string LoadReportJson(const LoadReport& report) {
  return fmt::format(
      R"({{"file":{},"dry_run":{},"catalogue_version":{},"rows_read":{},"rows_accounted":{},)"
      R"("accepted":{{"total":{},"new":{},"changed":{},"unchanged":{},"suppressed":{}}},)"
      R"("refused":{},"faults":{},"out_of_scope":{},"duplicates":{},"not_sent":{},)"
      R"("submissions":{}}})",
      JsonQuoted(report.file), report.dry_run, JsonQuoted(report.catalogue_version),
      report.rows_read, report.AccountedCount(), report.AcceptedCount(), report.new_count,
      report.changed_count, report.unchanged_count, report.suppressed_count,
      CountsJson(report.refused), CountsJson(report.faults), CountsJson(report.out_of_scope),
      report.duplicate_count, report.not_sent_count, SubmissionsJson(report));
}

void PrintLoadReportCsv(const LoadReport& report, const Console& console) {
  Parts(report).PrintCsv(console.out);
}

}  // namespace trustwatch::cli
