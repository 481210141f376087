#include "collectors/cli/compare.h"

#include "collectors/cli/answer.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/pages.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "fmt/format.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

Table DifferencesForPeople(const v1::CompareSubmissionsResponse& response) {
  Table table({{"difference"},
               {"indicator"},
               {"breakdown"},
               {"period"},
               {"before", true},
               {"after", true}});
  for (const v1::ValueComparison& it : response.comparisons()) {
    const Style style = it.difference() == v1::DIFFERENCE_SAME ? Style::kQuiet : Style::kDoubtful;
    table.Add({Cell{EnumText(it.difference()), style}, Cell{it.indicator()}, Cell{it.breakdown()},
               Cell{PeriodText(it.period())}, Cell{ValueText(it.before())},
               Cell{ValueText(it.after())}});
  }
  return table;
}

Table DifferencesForPrograms(const v1::CompareSubmissionsResponse& response) {
  Table table({{"difference"},
               {"indicator"},
               {"breakdown"},
               {"first_day"},
               {"last_day"},
               {"before_kind"},
               {"before_value"},
               {"before_numerator"},
               {"before_denominator"},
               {"before_reason"},
               {"after_kind"},
               {"after_value"},
               {"after_numerator"},
               {"after_denominator"},
               {"after_reason"}});
  for (const v1::ValueComparison& it : response.comparisons()) {
    const ValueColumns before = ColumnsOf(it.before());
    const ValueColumns after = ColumnsOf(it.after());
    table.Add({Cell{EnumText(it.difference())}, Cell{it.indicator()}, Cell{it.breakdown()},
               Cell{DateText(it.period().first_day())}, Cell{DateText(it.period().last_day())},
               Cell{before.kind}, Cell{before.number}, Cell{before.numerator},
               Cell{before.denominator}, Cell{before.reason}, Cell{after.kind}, Cell{after.number},
               Cell{after.numerator}, Cell{after.denominator}, Cell{after.reason}});
  }
  return table;
}

}  // namespace

ExitCode Compare(const CompareOptions& options, const Session& session) {
  v1::CompareSubmissionsRequest request;
  request.set_before_submission_id(options.before);
  request.set_after_submission_id(options.after);
  request.set_include_same(options.all);
  request.set_page_size(kFiguresPageSize);
  const auto response =
      AllPages(request, [&](const auto& page) { return session.client.CompareSubmissions(page); });
  return Answer(session, response, DifferencesForPrograms,
                [&](const v1::CompareSubmissionsResponse& all) {
                  DifferencesForPeople(all).Print(session.console);
                  session.console.out << fmt::format(
                      "from submission {} to {}: {} changed, {} added, {} removed, {} the same\n",
                      options.before, options.after, all.changed_count(), all.added_count(),
                      all.removed_count(), all.same_count());
                });
}

}  // namespace trustwatch::cli
