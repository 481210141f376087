#include "collectors/cli/series_view.h"

#include <string>

#include "collectors/cli/console.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "fmt/format.h"
#include "trustwatch/v1/series_service.pb.h"

namespace trustwatch::cli {
namespace {

std::string WithdrawText(const v1::Revision& revision) {
  return revision.has_withdraw_time() ? InstantText(revision.withdraw_time()) : "";
}

// "current", "replaced" or "withdrawn ...".
Cell StateOf(const v1::Revision& revision, const v1::Point& point) {
  if (revision.has_withdraw_time()) {
    return {"withdrawn " + WithdrawText(revision), Style::kDoubtful};
  }
  return revision.revision() == point.revision() ? Cell{"current", Style::kGood}
                                                 : Cell{"replaced", Style::kQuiet};
}

void AddRevisions(const v1::Point& point, Table& table) {
  for (const v1::Revision& revision : point.revisions()) {
    table.Add({Cell{PeriodText(point.period())}, Cell{ValueText(revision.value())},
               Cell{EnumText(revision.status())}, Cell{std::to_string(revision.revision())},
               Cell{InstantText(revision.known_time())},
               Cell{std::to_string(revision.submission_id())}, StateOf(revision, point)});
  }
}

// A point, as the revision that it currently is.
v1::Revision CurrentOf(const v1::Point& point) {
  v1::Revision revision;
  revision.set_revision(point.revision());
  *revision.mutable_value() = point.value();
  revision.set_status(point.status());
  *revision.mutable_known_time() = point.known_time();
  revision.set_submission_id(point.submission_id());
  return revision;
}

void AddCsvRow(const v1::Series& series, const v1::Point& point, const v1::Revision& revision,
               Table& table) {
  const ValueColumns value = ColumnsOf(revision.value());
  table.Add({Cell{series.organisation()}, Cell{series.indicator()}, Cell{series.breakdown()},
             Cell{series.span()}, Cell{series.unit()}, Cell{DateText(point.period().first_day())},
             Cell{DateText(point.period().last_day())}, Cell{value.kind}, Cell{value.number},
             Cell{value.numerator}, Cell{value.denominator}, Cell{value.reason},
             Cell{EnumText(revision.status())}, Cell{std::to_string(revision.revision())},
             Cell{InstantText(revision.known_time())},
             Cell{std::to_string(revision.submission_id())}, Cell{WithdrawText(revision)}});
}

}  // namespace

void PrintSeries(const v1::Series& series, bool revisions, const Console& console) {
  console.out << console.Paint(
                     fmt::format("{} {}{}{} ({}, {})", series.organisation(), series.indicator(),
                                 series.breakdown().empty() ? "" : " ", series.breakdown(),
                                 series.unit(), series.span()),
                     Style::kHeading)
              << '\n';
  if (series.points_size() == 0) {
    console.out << "nobody has reported it for these periods\n";
    return;
  }
  Table table({{"period"},
               {"value", true},
               {"status"},
               {"revision", true},
               {"known since"},
               {"submission", true},
               {"state"}});
  for (const v1::Point& point : series.points()) {
    if (revisions) {
      AddRevisions(point, table);
      continue;
    }
    table.Add({Cell{PeriodText(point.period())}, Cell{ValueText(point.value())},
               Cell{EnumText(point.status())}, Cell{std::to_string(point.revision())},
               Cell{InstantText(point.known_time())}, Cell{std::to_string(point.submission_id())},
               Cell{}});
  }
  table.Print(console);
}

Table SeriesCsv() {
  return Table({{"organisation"},
                {"indicator"},
                {"breakdown"},
                {"span"},
                {"unit"},
                {"first_day"},
                {"last_day"},
                {"kind"},
                {"value"},
                {"numerator"},
                {"denominator"},
                {"reason"},
                {"status"},
                {"revision"},
                {"known_time"},
                {"submission_id"},
                {"withdraw_time"}});
}

void AddToCsv(const v1::Series& series, bool revisions, Table& table) {
  for (const v1::Point& point : series.points()) {
    if (!revisions) AddCsvRow(series, point, CurrentOf(point), table);
    for (const v1::Revision& revision : point.revisions()) {
      AddCsvRow(series, point, revision, table);
    }
  }
}

Table SeriesSummary() {
  return Table({{"organisation"},
                {"indicator"},
                {"breakdown"},
                {"span"},
                {"points", true},
                {"first ends"},
                {"latest ends"},
                {"latest value", true},
                {"status"}});
}

void AddToSummary(const v1::Series& series, Table& table) {
  if (series.points_size() == 0) return;
  const v1::Point& first = series.points(0);
  const v1::Point& latest = series.points(series.points_size() - 1);
  table.Add({Cell{series.organisation()}, Cell{series.indicator()}, Cell{series.breakdown()},
             Cell{series.span()}, Cell{std::to_string(series.points_size())},
             Cell{DateText(first.period().last_day())}, Cell{DateText(latest.period().last_day())},
             Cell{ValueText(latest.value())}, Cell{EnumText(latest.status())}});
}

}  // namespace trustwatch::cli
