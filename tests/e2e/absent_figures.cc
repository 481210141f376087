// The rows about figures that are not there: months without a row, services that ended, a merger
// under a code that goes on.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/domain/series.h"
#include "daemon/domain/value.h"
#include "daemon/history/period_words.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/verdict_reader.h"
#include "daemon/stats/verdict.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/e2e/anomaly_table.h"
#include "tests/e2e/england.h"
#include "tests/e2e/published_files.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {
namespace {

constexpr std::string_view kAbsentFiguresMeasure = "MHS01";
constexpr std::string_view kAbsentFiguresIndicator = "mhs01_open_referrals";
constexpr std::string_view kTherapy = "tt_access";  // NHSTT M031

// True if a provider has no row for one of the months, under any measure.
bool HasNoRowFor(std::string_view provider, const std::vector<std::string>& months) {
  for (const auto& [name, figures] : TimeSeries()->series) {
    if (name.provider != provider) continue;
    for (const std::string& month : months) {
      if (figures.contains(PeriodOf(month))) return false;
    }
  }
  return true;
}

// True if the chart has the months, and none of them is a figure or belongs to a signal. Drawings
// break their line at such rows (daemon/chart/svg.h).
bool IsBrokenAt(const insight::ChartView& view, const std::vector<std::string>& months) {
  return std::all_of(months.begin(), months.end(), [&](const std::string& month) {
    const std::optional<std::size_t> row = RowOfMonth(view, month);
    return row.has_value() && view.chart.known[*row] == 0 && view.chart.points[*row].signals == 0;
  });
}

bool ShowsIncident(const insight::ChartView& view) {
  return std::any_of(view.events.begin(), view.events.end(),
                     [](const auto* event) { return event->kind == domain::EventKind::kIncident; });
}

const domain::Value* ValueIn(const insight::ChartView& view, std::string_view month) {
  for (const domain::Point& point : view.series.points) {
    if (point.period == PeriodOf(month)) return &point.current.value;
  }
  return nullptr;
}

// The five trusts of the incident. The file ends inside their gap, so the figure of July is sent
// once more, for December, to have an end to it.
struct Outage {
  bool is_absent = true;  // no row in the file
  bool is_broken = true;  // once there is a figure behind the gap
  bool shows_incident_during = true;
  bool shows_incident_after = true;
  bool shows_reason_sent = true;
  std::string said_during;
  std::string said_sent;  // when the trust says missing, and why
};

void AddOutageOf(std::string_view organisation, Outage& outage) {
  const std::vector<std::string> months = {"2022-08", "2022-09", "2022-10", "2022-11"};
  outage.is_absent &= HasNoRowFor(organisation, months);
  England england;
  england.SetClock("2022-12-20");
  england.RecordBefore(PeriodOf("2022-12").first(), organisation, kAbsentFiguresMeasure);
  const insight::ChartView during = england.Chart(organisation, kAbsentFiguresIndicator);
  outage.shows_incident_during &= ShowsIncident(during);
  if (outage.said_during.empty()) outage.said_during = Sentence(during);
  england.SetClock("2023-01-20");
  const domain::Value& july =
      TimeSeries()->Months(organisation, kAbsentFiguresMeasure).at(PeriodOf("2022-07"));
  england.Record(organisation, {RowOf(kAbsentFiguresIndicator, PeriodOf("2022-12"), july)});
  const insight::ChartView after = england.Chart(organisation, kAbsentFiguresIndicator);
  outage.is_broken &= IsBrokenAt(after, months) && ValueIn(after, "2022-08") == nullptr;
  outage.shows_incident_after &= ShowsIncident(after);

  England told;
  told.SetClock("2022-12-20");
  told.RecordBefore(PeriodOf("2022-12").first(), organisation, kAbsentFiguresMeasure);
  std::vector<domain::DraftObservation> rows;
  const domain::Value missing = domain::Missing{.reason = "records system down"};
  for (const std::string& month : months)
    rows.push_back(RowOf(kAbsentFiguresIndicator, PeriodOf(month), missing));
  told.Record(organisation, rows);
  const insight::ChartView sent = told.Chart(organisation, kAbsentFiguresIndicator);
  outage.shows_reason_sent &= IsBrokenAt(sent, months) && ShowsIncident(sent);
  for (const std::string& month : months) {
    const domain::Value* const value = ValueIn(sent, month);
    outage.shows_reason_sent &= value != nullptr && *value == missing;
  }
  if (outage.said_sent.empty()) outage.said_sent = Sentence(sent);
}

// Figures over twelve months that hold the four without rows: they are published all the same, from
// what there was of the year.
struct RollingYears {
  int series = 0;
  int concerns = 0;  // that the latest is called a concern
  std::string said;  // of the first of them
};

void AddRollingYearsOf(std::string_view organisation, RollingYears& years) {
  England england;
  england.SetClock("2022-12-20");
  const domain::Span year{.count = 12};
  for (const std::string_view measure : {"MHS91", "MHS95", "MHS108"}) {
    const std::string& indicator = IndicatorOf(measure)->id.text();
    std::vector<domain::DraftObservation> rows;
    for (const auto& [period, value] :
         TimeSeries()->series.at({std::string(organisation), std::string(measure), "", year})) {
      rows.push_back(RowOf(indicator, period, value));
    }
    england.Record(organisation, rows);
    const insight::ChartView view = england.Chart(organisation, indicator, "P12M");
    ++years.series;
    if (view.chart.verdict.verdict.variation != stats::Variation::kConcern) continue;
    if (++years.concerns == 1) years.said = Sentence(view);
  }
}

Answer CheckOutage() {
  Outage outage;
  RollingYears years;
  for (const std::string_view organisation : {"R1A", "RNU", "RYG", "TAF", "RNK"}) {
    AddOutageOf(organisation, outage);
    AddRollingYearsOf(organisation, years);
  }
  EXPECT_TRUE(outage.is_absent);
  return {
      .says = fmt::format(
          "During the gap, of R1A: {} Once figures are back (that of July again, as the file ends "
          "inside the gap), the four months are unknown rows and the incident is on the chart. "
          "Where the trust sends missing and why: {} Of {} series over twelve months, {} are a "
          "concern: {}",
          outage.said_during, outage.said_sent, years.series, years.concerns, years.said),
      .parts = {{"missing is neither zero nor suppressed, and breaks the line", outage.is_broken},
                {"the incident is on the chart once figures are back", outage.shows_incident_after},
                {"months that are sent as missing keep their reason", outage.shows_reason_sent},
                {"chart and incident show the gap while it lasts", outage.shows_incident_during},
                {"rolling figures that hold the gap are no concern", years.concerns == 0}}};
}

Answer CheckSecondOutage() {
  const std::vector<std::string> months = {"2022-08", "2022-09"};
  EXPECT_TRUE(HasNoRowFor("RV5", months));
  England england;
  england.SetClock("2022-12-20");
  england.RecordBefore(PeriodOf("2022-12").first(), "RV5", kAbsentFiguresMeasure);
  const insight::ChartView view = england.Chart("RV5", kAbsentFiguresIndicator);
  return {.says = fmt::format("August and September 2022 are unknown rows of the chart. {}",
                              Sentence(view)),
          .parts = {{"missing is neither zero nor suppressed, and breaks the line",
                     IsBrokenAt(view, months) && ValueIn(view, "2022-08") == nullptr},
                    {"the gap has a reason", ShowsIncident(view)}}};
}

Answer CheckMissedMonth() {
  EXPECT_TRUE(HasNoRowFor("RP1", {"2016-09"}));
  England england;
  england.SetClock("2017-04-20");
  england.RecordBefore(PeriodOf("2017-04").first(), "RP1", kAbsentFiguresMeasure);
  const insight::ChartView view = england.Chart("RP1", kAbsentFiguresIndicator);
  // Eleven months from May 2016 to March 2017, one of them absent.
  return {.says = fmt::format("September 2016 is an unknown row of the chart; {} months make the "
                              "limits. {}",
                              view.chart.verdict.verdict.baseline_points, Sentence(view)),
          .parts = {{"the month is missing: no figure, no zero",
                     IsBrokenAt(view, {"2016-09"}) && ValueIn(view, "2016-09") == nullptr &&
                         view.chart.verdict.verdict.baseline_points == 10}}};
}

// How many months from one to April 2026 are overdue.
int MonthsOverdue(const England& england, std::string_view organisation, std::string_view first) {
  int overdue = 0;
  for (domain::Period month = PeriodOf(first); month <= PeriodOf("2026-04");
       month = domain::Period::MonthOf(month.last() + std::chrono::days(1))) {
    const auto items = england.Owed(organisation, kTherapy, domain::ToString(month.first()));
    overdue += static_cast<int>(std::count_if(items.begin(), items.end(),
                                              [](const auto& item) { return item.is_overdue; }));
  }
  return overdue;
}

// A Talking Therapies service that ended; `first`: the first month without a row. No such series
// lies beside the project, and none is needed.
Answer CheckEndedService(std::string_view organisation, std::string_view first) {
  England england;
  england.SetClock("2026-07-01");
  const int overdue = MonthsOverdue(england, organisation, first);
  england.Record(organisation, {RowOf(kTherapy, PeriodOf(first), domain::NotApplicable{})});
  const int still = MonthsOverdue(england, organisation, first);
  return {.says = fmt::format("Of {} to April 2026, {} months are overdue on 1 July 2026; once "
                              "\"not applicable\" is sent for the first of them, {} are",
                              history::InWords(PeriodOf(first)), overdue, still),
          .parts = {{"a month for which the trust sends \"not applicable\" is not overdue",
                     still == overdue - 1},
                    {"the indicator is retired for the trust", still == 0}}};
}

// Rows of invented figures, around 1,000, for each month of two that bound them but one.
std::vector<domain::DraftObservation> Invented(std::string_view first, std::string_view last,
                                               double level, std::string_view without = "") {
  std::vector<domain::DraftObservation> rows;
  for (domain::Period month = PeriodOf(first); month <= PeriodOf(last);
       month = domain::Period::MonthOf(month.last() + std::chrono::days(1))) {
    if (month.ToString() == without) continue;
    // Up and down, so that no month copies the one before.
    const double value = level + 10 * static_cast<double>(rows.size() % 3);
    rows.push_back(RowOf(kTherapy, month, domain::Number{.value = value}));
  }
  return rows;
}

Answer CheckMissingMonth() {
  England england;
  england.SetClock("2024-02-10");
  england.Record("RV9", Invented("2023-01", "2023-12", 1000, "2023-05"));
  const int overdue = MonthsOverdue(england, "RV9", "2023-05");
  const domain::Period may = PeriodOf("2023-05");
  const ingest::Reply silent = england.DryRun("RV9", {RowOf(kTherapy, may, domain::Missing{})});
  const bool is_gap = IsBrokenAt(england.Chart("RV9", kTherapy), {"2023-05"});
  const domain::Value missing = domain::Missing{.reason = "records system down"};
  england.Record("RV9", {RowOf(kTherapy, may, missing)});
  const insight::ChartView view = england.Chart("RV9", kTherapy);
  const domain::Value* const kept = ValueIn(view, "2023-05");
  const bool is_kept = kept != nullptr && *kept == missing && IsBrokenAt(view, {"2023-05"});
  england.Record("RV9", {RowOf(kTherapy, may, domain::Suppressed{})});
  const insight::ChartView later = england.Chart("RV9", kTherapy);
  return {.says = fmt::format(
              "With invented figures, as no NHSTT series lies beside the project: a month without "
              "a row is overdue and an unknown row of the chart. Sent without a reason: {} Sent "
              "with one, it is \"{}\"",
              Tell(silent.findings), kept == nullptr ? "" : domain::ToString(*kept)),
          .parts = {{"an absent month is overdue and a gap, no zero", overdue == 1 && is_gap},
                    {"missing needs a reason and keeps it",
                     silent.outcome == domain::Outcome::kRefused && is_kept},
                    {"suppressed is another thing",
                     ValueIn(later, "2023-05") != nullptr &&
                         *ValueIn(later, "2023-05") == domain::Value(domain::Suppressed{})}}};
}

Answer CheckMergerUnderOneCode() {
  England england;
  england.SetClock("2025-04-30");
  std::vector<domain::DraftObservation> rows = Invented("2023-10", "2024-09", 1000);
  for (auto& row : Invented("2024-10", "2025-03", 1600)) rows.push_back(std::move(row));
  england.Record("RW1", rows);
  const auto proposals = england.Proposals("RW1");
  EXPECT_EQ(proposals.size(), 1U);
  if (proposals.empty()) return {};
  england.RecordStepChange("RW1", "", domain::ToString(proposals[0].first_day), proposals[0].cause);
  const bool is_split = IsSplitAt(england.Chart("RW1", kTherapy), "2024-10", proposals[0].cause);
  const ingest::Reply late =
      england.DryRun("R1C", {RowOf(kTherapy, PeriodOf("2024-10"), domain::Number{.value = 500})});
  return {.says = fmt::format("Proposed from {}: {} With invented figures, as no NHSTT series lies "
                              "beside the project, the recorded step change splits the chart "
                              "there. Of R1C: {}",
                              domain::ToString(proposals[0].first_day), proposals[0].cause,
                              Tell(late.findings)),
          .parts = {{"the merger is proposed as a step change of that month, under the code that "
                     "goes on",
                     is_split && england.Proposals("RW1").empty()},
                    {"R1C owes nothing after it, and cannot send anything",
                     england.Owed("R1C", kTherapy, "2024-09-01").size() == 1 &&
                         england.Owed("R1C", kTherapy, "2024-10-01").empty() &&
                         late.outcome == domain::Outcome::kRefused}}};
}

constexpr std::string_view kRetired = "the indicator is retired for the trust";
constexpr std::string_view kWhyNotRetired =
    "Neither catalogue nor register can say that one organisation no longer owes one indicator: it "
    "must send \"not applicable\" every month, or be overdue every month.";

AnomalyEntry EndedService(std::string_view organisation, std::string_view period,
                          std::string_view asked, std::string_view first, std::string_view ours) {
  return {.name = {"NHSTT", std::string(organisation), std::string(period)},
          .asked = std::string(asked),
          .ours = {std::string(ours)},
          .lacks = {std::string(kRetired)},
          .why_not = std::string(kWhyNotRetired),
          .check = [=] { return CheckEndedService(organisation, first); }};
}

}  // namespace

std::vector<AnomalyEntry> AbsenceEntries() {
  return {
      {.name = {"MHSDS all", "R1A;RNU;RYG;TAF;RNK", "2022-08..2022-11"},
       .asked = "missing is not zero and not suppressed; chart must break the line; reason code "
                "on the gap",
       .ours = {"There is no figure for November 2022, so nothing can be said of it.",
                "Of 15 series over twelve months, 14 are a concern: Concern, lower than expected"},
       .lacks = {"chart and incident show the gap while it lasts",
                 "rolling figures that hold the gap are no concern"},
       .why_not =
           "A chart ends with the last figure, so months that nobody reports and an incident "
           "behind it are not on it until a figure, or missing with its reason, comes. "
           "Rolling figures were published from what there was of the year, and nothing "
           "marks them: a reporting fault is called a concern. A reason is text, no code.",
       .check = CheckOutage},
      {.name = {"MHSDS all", "RV5", "2022-08..2022-09"},
       .asked = "as above",
       .ours = {"August and September 2022 are unknown rows of the chart"},
       .lacks = {"the gap has a reason"},
       .why_not = "The register's incident names five trusts and not RV5, about which it has a "
                  "doubt; so there is a reason only if RV5 sends the months as missing.",
       .check = CheckSecondOutage},
      {.name = {"MHSDS all", "RP1", "2016-09"},
       .asked = "missing",
       .ours = {"September 2016 is an unknown row of the chart; 10 months make the limits"},
       .lacks = {},
       .why_not = "",
       .check = CheckMissedMonth},
      // 9 months of 2023, 12 each of 2024 and 2025, 4 of 2026: 37.
      EndedService("RHA", "after 2023-03",
                   "retire the indicator for the trust; no 'missing' alerts for ever", "2023-04",
                   "37 months are overdue on 1 July 2026"),
      // 5 months of 2025 and 4 of 2026.
      EndedService("RXM", "after 2025-07", "as above", "2025-08",
                   "9 months are overdue on 1 July 2026"),
      {.name = {"NHSTT", "RV9", "gaps"},
       .asked = "missing with reason",
       .ours = {"REASON_MISSING \"the figure is said to be missing, and not why\"",
                "\"missing: records system down\""},
       .lacks = {},
       .why_not = "",
       .check = CheckMissingMonth},
      {.name = {"NHSTT", "RW1", "2024-10"},
       .asked = "merger event",
       .ours = {"Proposed from 2024-10-01: merger of RW1 and R1C into RW1",
                "ORGANISATION_CLOSED \"R1C (Solent NHS Trust) closed on 2024-09-30"},
       .lacks = {},
       .why_not = "",
       .check = CheckMergerUnderOneCode},
  };
}

}  // namespace trustwatch::testing
