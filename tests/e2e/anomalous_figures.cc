// The rows about a figure that is wrong, or a level that moves: people in contact with services
// (MHS01), month by month as published.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/history/judge.h"
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

constexpr std::string_view kSeries = "MHSDS MHS01";
constexpr std::string_view kAnomalousFiguresMeasure = "MHS01";
constexpr std::string_view kAnomalousFiguresIndicator = "mhs01_open_referrals";

// How the only row of a draft will look, as its sender is told; absent if nothing is said.
std::optional<history::SeriesVerdict> OutlookOf(const ingest::Reply& reply) {
  if (reply.outlooks.size() != 1 || !reply.outlooks[0].has_value()) return std::nullopt;
  return reply.outlooks[0]->verdict;
}

// One organisation, whose months are sent one after the other.
struct Sender {
  explicit Sender(std::string_view code) : organisation(code) {}

  std::string organisation;
  England england;

  domain::DraftObservation RowFor(std::string_view month) const {
    const domain::Period period = PeriodOf(month);
    return RowOf(kAnomalousFiguresIndicator, period,
                 TimeSeries()->Months(organisation, kAnomalousFiguresMeasure).at(period));
  }

  // Records everything before a month, at its time.
  void RecordBefore(std::string_view month) {
    const domain::Day first = PeriodOf(month).first();
    england.SetClockAfter(domain::Period::MonthOf(first - std::chrono::days(1)));
    england.RecordBefore(first, organisation, kAnomalousFiguresMeasure);
  }

  // Sends a month at its time: as a dry run, whose findings are the answer, and then live with an
  // explanation. The sender is told the verdict of the chart, and what was known before does not
  // change.
  ingest::Reply Send(std::string_view month) {
    // The store gives each fact an instant after the one before it.
    const absl::Time before = england.now() + absl::Hours(1);
    const std::string said_before =
        Sentence(england.Chart(organisation, kAnomalousFiguresIndicator));
    england.SetClockAfter(PeriodOf(month));
    ingest::Reply dry = england.DryRun(organisation, {RowFor(month)});
    const ingest::Reply live = england.Record(organisation, {RowFor(month)});
    EXPECT_EQ(Sentence(england.Chart(organisation, kAnomalousFiguresIndicator, "P1M", before)),
              said_before);
    EXPECT_EQ(OutlookOf(live), Chart().chart.verdict);
    return dry;
  }

  // Sends the months after one, up to and with another.
  void SendAfter(std::string_view month, std::string_view last) {
    const domain::Day after = PeriodOf(month).last();
    england.SetClockAfter(PeriodOf(last));
    std::vector<domain::DraftObservation> rows;
    for (const auto& [period, value] :
         TimeSeries()->Months(organisation, kAnomalousFiguresMeasure)) {
      if (period.last() > after && period.last() <= PeriodOf(last).last()) {
        rows.push_back(RowOf(kAnomalousFiguresIndicator, period, value));
      }
    }
    england.Record(organisation, rows);
  }

  insight::ChartView Chart() const {
    return england.Chart(organisation, kAnomalousFiguresIndicator);
  }
};

// "April 2019" of 2019-04.
std::string InWords(std::string_view month) { return history::InWords(PeriodOf(month)); }

// What the sender of a month is asked, or that nothing is.
std::string AskedIn(std::string_view month, const ingest::Reply& dry) {
  return fmt::format("{} is sent: {}", InWords(month), Tell(dry.findings));
}

bool IsRefusedUnexplained(const ingest::Reply& dry) {
  return dry.outcome == domain::Outcome::kRefused;
}

// True if a month of the chart belongs to what the limits at its end rest on.
bool IsInLimits(const insight::ChartView& view, std::string_view month) {
  const std::optional<std::size_t> row = RowOfMonth(view, month);
  return row.has_value() && view.chart.known[*row] != 0 &&
         *row >= view.chart.verdict.verdict.group_first &&
         view.chart.verdict.verdict.limits.has_value();
}

// One odd month among others.
Answer CheckFirstFigure() {
  Sender sender("RW5");
  sender.england.SetClockAfter(PeriodOf("2016-04"));
  const ingest::Reply first = sender.Send("2016-05");
  const ingest::Reply second = sender.Send("2016-06");
  sender.SendAfter("2016-06", "2017-05");
  const insight::ChartView view = sender.Chart();
  return {.says = fmt::format("{} {} A year on: {}", AskedIn("2016-05", first),
                              AskedIn("2016-06", second), Sentence(view)),
          .parts = {{"the month is queried", IsRefusedUnexplained(first)},
                    {"the month after it is queried", IsRefusedUnexplained(second)},
                    {"it is held back from limits", !IsInLimits(view, "2016-05")}}};
}

Answer CheckCollapse() {
  Sender sender("RW5");
  sender.RecordBefore("2016-11");
  const ingest::Reply low = sender.Send("2016-11");
  const std::string said_low = Sentence(sender.Chart());
  const insight::ChartView at_low = sender.Chart();
  const ingest::Reply back = sender.Send("2016-12");
  const insight::ChartView view = sender.Chart();
  const bool is_concern = at_low.chart.verdict.verdict.variation == stats::Variation::kConcern ||
                          view.chart.verdict.verdict.variation == stats::Variation::kConcern;
  return {.says = fmt::format("{} Once recorded: {} {} Once recorded: {}", AskedIn("2016-11", low),
                              said_low, AskedIn("2016-12", back), Sentence(view)),
          .parts = {{"the month is queried", IsRefusedUnexplained(low)},
                    {"the return from it is not", !IsRefusedUnexplained(back)},
                    {"it is no deterioration", !is_concern},
                    {"the pattern marks it as a data query and holds it back",
                     !IsInLimits(view, "2016-11")}}};
}

Answer CheckQueriedMonth(std::string_view organisation, std::string_view month) {
  Sender sender(organisation);
  sender.RecordBefore(month);
  const ingest::Reply dry = sender.Send(month);
  return {
      .says = fmt::format("{} Once recorded: {}", AskedIn(month, dry), Sentence(sender.Chart())),
      .parts = {{"the month is refused unless it is explained", IsRefusedUnexplained(dry)}}};
}

// A level that moves for good; `last`: a year on.
Answer CheckLevelShift(std::string_view organisation, std::string_view month,
                       std::string_view last) {
  Sender sender(organisation);
  sender.RecordBefore(month);
  const ingest::Reply dry = sender.Send(month);
  const std::string said = Sentence(sender.Chart());
  sender.SendAfter(month, last);
  const insight::ChartView before = sender.Chart();
  const domain::Day first_day = PeriodOf(month).first();
  const auto proposals = sender.england.Proposals(organisation);
  const bool is_offered = std::any_of(proposals.begin(), proposals.end(),
                                      [&](const auto& one) { return one.first_day == first_day; });
  const std::string cause = "the caseload was cleansed";
  sender.england.RecordStepChange(organisation, kAnomalousFiguresIndicator,
                                  domain::ToString(first_day), cause);
  const insight::ChartView view = sender.Chart();
  const bool is_improvement =
      before.chart.verdict.verdict.variation == stats::Variation::kImprovement ||
      view.chart.verdict.verdict.variation == stats::Variation::kImprovement;
  return {.says = fmt::format("{} Once recorded: {} A year on: {} With a step change recorded: {}",
                              AskedIn(month, dry), said, Sentence(before), Sentence(view)),
          .parts = {{"a step change is offered", is_offered},
                    {"one that is recorded recalculates the limits, and its cause is on the chart",
                     before.chart.processes.size() == 1 && IsSplitAt(view, month, cause)},
                    {"it does not count as improvement", !is_improvement}}};
}

bool IsOnChart(const insight::ChartView& view, domain::EventKind kind, std::string_view from) {
  return std::any_of(view.events.begin(), view.events.end(), [&](const auto* event) {
    return event->kind == kind &&
           std::find(event->from.begin(), event->from.end(), Ods(from)) != event->from.end();
  });
}

// Caseloads that join; `joined`: whose figures come in.
Answer CheckMerger(std::string_view organisation, domain::EventKind kind, std::string_view joined,
                   std::string_view month, std::string_view last) {
  Sender sender(organisation);
  sender.RecordBefore(month);
  const ingest::Reply dry = sender.Send(month);
  sender.SendAfter(month, last);
  const bool is_event = IsOnChart(sender.Chart(), kind, joined);
  const auto proposals = sender.england.Proposals(organisation);
  EXPECT_EQ(proposals.size(), 1U);
  if (proposals.empty()) return {};
  const std::string proposed_day = domain::ToString(proposals[0].first_day);
  // Put right by whoever records it.
  sender.england.RecordStepChange(organisation, "", domain::ToString(PeriodOf(month).first()),
                                  proposals[0].cause);
  const bool is_split_right = IsSplitAt(sender.Chart(), month, proposals[0].cause);
  const bool is_proposal_gone = sender.england.Proposals(organisation).empty();
  // Recorded as it is proposed, by another.
  Sender trusting(organisation);
  trusting.SendAfter("2016-04", last);
  trusting.england.RecordStepChange(organisation, "", proposed_day, proposals[0].cause);
  const insight::ChartView view = trusting.Chart();
  return {
      .says = fmt::format("{} Proposed from {}: {} Recorded so: {}", AskedIn(month, dry),
                          proposed_day, proposals[0].cause, Sentence(view)),
      .parts = {{"the event is on the chart, and proposes a step change", is_event},
                {"a step change recorded for the month that shows it makes a new baseline",
                 is_split_right},
                {"the proposal is for that month", IsSplitAt(view, month, proposals[0].cause)},
                {"and is gone once a step change for that month is recorded", is_proposal_gone}}};
}

constexpr std::string_view kNobodyOffers =
    "Nobody is told that the figures look like a new process: what is proposed comes from events "
    "of the register alone.";
constexpr std::string_view kNotEvenAsked =
    " With three months of history a fall to half is not even questioned.";

AnomalyEntry LevelShift(std::string_view organisation, std::string_view month,
                        std::string_view last, std::string_view asked, std::string_view ours,
                        const std::string& why_not = std::string(kNobodyOffers)) {
  return {.name = {std::string(kSeries), std::string(organisation), std::string(month)},
          .asked = std::string(asked),
          .ours = {std::string(ours)},
          .lacks = {"a step change is offered"},
          .why_not = why_not,
          .check = [=] { return CheckLevelShift(organisation, month, last); }};
}

AnomalyEntry Merger(std::string_view organisation, std::string_view month, std::string_view asked,
                    std::string_view ours, std::string_view why_not,
                    const std::function<Answer()>& check) {
  return {.name = {std::string(kSeries), std::string(organisation), std::string(month)},
          .asked = std::string(asked),
          .ours = {std::string(ours)},
          .lacks = {"the proposal is for that month"},
          .why_not = std::string(why_not),
          .check = check};
}

// The two months of RW5 that are nearly empty.
std::vector<AnomalyEntry> EmptyMonths() {
  return {
      {.name = {std::string(kSeries), "RW5", "2016-05"},
       .asked = "hold back from limits; query to trust",
       .ours = {"May 2016 is sent: no question.",
                "\"58115 people is far from the only earlier figure, 555 people."},
       .lacks = {"the month is queried", "it is held back from limits"},
       .why_not = "A first figure has nothing to be compared with, so the question falls on the "
                  "right figure after it. Nothing holds a doubtful figure back: a year later it "
                  "still spreads the limits.",
       .check = CheckFirstFigure},
      {.name = {std::string(kSeries), "RW5", "2016-11"},
       .asked = "single-point special cause on BOTH sides within 1 month = data query not "
                "deterioration",
       .ours = {"\"200 people is far from the usual 555 to 60700 people.",
                "No change beyond chance: November 2016 is within the expected range, 0.0 people "
                "to 96041.3"},
       .lacks = {"the pattern marks it as a data query and holds it back"},
       .why_not =
           "The question comes when the month is sent. Once it is explained the month counts "
           "like any other, and the figure of the next month changes nothing. It is no "
           "deterioration because neither way is better here, and because two empty months "
           "among seven put the lower limit of a count below nothing.",
       .check = CheckCollapse},
  };
}

// The months that shall be queried.
std::vector<AnomalyEntry> QueriedMonths() {
  return {
      // Before: 24,315, 24,155, 23,715. Mean of the four 63,640; changes 160, 440 and 158,660,
      // whose
      // mean is 53,086.67; 63,640 +- 2.66 x 53,086.67 is -77,570.5 and 204,850.5.
      {.name = {std::string(kSeries), "RAT", "2016-08"},
       .asked = "reject or query at ingest (>5x last value)",
       .ours = {"VALUE_IMPLAUSIBLE \"value 182375 is unusual for mhs01_open_referrals",
                "UNUSUAL_FOR_SERIES \"182375 people is far from the usual 23715 to 24315 people.",
                "the expected range, 0.0 people to 204850.5 people"},
       .lacks = {},
       .why_not = "",
       .check = [] { return CheckQueriedMonth("RAT", "2016-08"); }},
      {.name = {std::string(kSeries), "R1L", "2020-12"},
       .asked = "query at ingest",
       .ours = {"UNUSUAL_FOR_SERIES \"14275 people is far from the usual"},
       .lacks = {},
       .why_not = "",
       .check = [] { return CheckQueriedMonth("R1L", "2020-12"); }},
  };
}

std::vector<AnomalyEntry> LevelShifts() {
  constexpr std::string_view kAnnotated = "step change with annotation";
  return {
      LevelShift("RW5", "2019-04", "2020-03",
                 "offer a step change (recalculate limits) with an annotation; do not count as "
                 "improvement",
                 "Lower than expected: the last 12 months are all below the lower limit"),
      LevelShift("RNK", "2021-01", "2021-12", kAnnotated,
                 "UNUSUAL_FOR_SERIES \"4075 people is far from the usual"),
      LevelShift("RDY", "2016-08", "2017-07", kAnnotated, "August 2016 is sent: no question.",
                 std::string(kNobodyOffers) + std::string(kNotEvenAsked)),
      LevelShift("RP1", "2018-04", "2019-03", kAnnotated,
                 "UNUSUAL_FOR_SERIES \"19870 people is far from the usual"),
      LevelShift("R1F", "2017-10", "2018-09", kAnnotated,
                 "UNUSUAL_FOR_SERIES \"3750 people is far from the usual"),
  };
}

std::vector<AnomalyEntry> Mergers() {
  return {
      Merger(
          "RXV", "2017-04", "merger event: new baseline; do not compare with old",
          "Proposed from 2017-01-01: acquisition of TAE by RXV",
          "The register dates the event by the new name, three months before the caseloads join, "
          "so that the proposal as it stands puts three old months into the new baseline.",
          [] {
            return CheckMerger("RXV", domain::EventKind::kAcquisition, "TAE", "2017-04", "2018-03");
          }),
      Merger("TAJ", "2020-04", "merger event: new baseline",
             "Proposed from 2020-03-01: merger of TAJ and RYK into TAJ",
             "The register dates the event by the new name, a month before the caseloads join, so "
             "that the proposal as it stands puts an old month into the new baseline.",
             [] {
               return CheckMerger("TAJ", domain::EventKind::kMerger, "RYK", "2020-04", "2021-03");
             }),
  };
}

}  // namespace

std::vector<AnomalyEntry> FigureEntries() {
  std::vector<AnomalyEntry> entries = EmptyMonths();
  for (const auto& more : {QueriedMonths(), LevelShifts(), Mergers()}) {
    entries.insert(entries.end(), more.begin(), more.end());
  }
  return entries;
}

}  // namespace trustwatch::testing
