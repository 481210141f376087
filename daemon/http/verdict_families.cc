#include "daemon/http/verdict_families.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/period.h"
#include "daemon/history/judge.h"
#include "daemon/history/recent.h"
#include "daemon/http/exposition.h"
#include "daemon/http/figure_families.h"
#include "daemon/http/page_family.h"
#include "daemon/http/unix_seconds.h"
#include "daemon/stats/assurance.h"
#include "daemon/stats/verdict_word.h"

namespace trustwatch::http {
namespace {

// Empty: there is none to tell.
std::string_view AssuranceWord(stats::Assurance assurance) {
  switch (assurance) {
    case stats::Assurance::kNone:
      return "";
    case stats::Assurance::kConsistentlyMet:
      return "consistently_met";
    case stats::Assurance::kConsistentlyMissed:
      return "consistently_missed";
    case stats::Assurance::kHitOrMiss:
      return "hit_or_miss";
  }
  return "";
}

// The day from which a period shows something: twelve months to April say nothing of last May.
domain::Day ShownFrom(const domain::Period& period) {
  if (period.span().unit == domain::Span::Unit::kDays) return period.first();
  return domain::Period::MonthOf(period.last()).first();
}

// One sample that is 1, with a label more.
void SampleOfWord(std::string_view name, std::string_view word, std::string_view labels,
                  Exposition& page) {
  std::string label;
  AppendLabel(name, word, label);
  page.Sample("", labels, label, 1);
}

void SampleIfAny(std::string_view labels, std::optional<double> number, Exposition& page) {
  if (number.has_value()) page.Sample(labels, *number);
}

// Gathers families that have one sample at most for each judged series.
class JudgedFamilies {
 public:
  explicit JudgedFamilies(const FigureFamilies& figures) : figures_(figures) {}

  template <typename Write>
  void Add(std::string_view name, std::string_view help, Write write) {
    families_.push_back({.name = std::string(name),
                         .type = MetricType::kGauge,
                         .help = std::string(help),
                         .write_samples = [&figures = figures_, write](Exposition& page) {
                           figures.ForEachSeries(
                               [&](const FigureFamilies::Series& series, std::string_view labels) {
                                 if (series.judged != nullptr)
                                   write(series.judged->verdict, labels, page);
                               });
                         }});
  }

  std::vector<PageFamily> Take() { return std::move(families_); }

 private:
  const FigureFamilies& figures_;
  std::vector<PageFamily> families_;
};

void AddWords(JudgedFamilies& families) {
  families.Add(
      "trustwatch_indicator_latest_verdict",
      "1; verdict says what the newest period shows: common_cause, improvement, concern or "
      "neither, "
      "the last three with _high or _low, or unknown where it has no number. Look at the chart "
      "before you act.",
      [](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
        SampleOfWord("verdict", stats::VerdictWord(judged.verdict), labels, page);
      });
  families.Add(
      "trustwatch_indicator_latest_assurance",
      "1; assurance says whether the target will be met if nothing changes: consistently_met, "
      "consistently_missed or hit_or_miss. Absent without a target or limits.",
      [](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
        const std::string_view word = AssuranceWord(judged.verdict.assurance);
        if (!word.empty()) SampleOfWord("assurance", word, labels, page);
      });
}

void AddNumbers(JudgedFamilies& families) {
  families.Add("trustwatch_indicator_latest_mean",
               "The mean of the present process, in the indicator's unit.",
               [](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
                 SampleIfAny(labels, judged.verdict.mean, page);
               });
  families.Add(
      "trustwatch_indicator_latest_lower_limit",
      "The lower process limit at the newest period. Absent where there are too few figures.",
      [](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
        if (judged.verdict.limits) page.Sample(labels, judged.verdict.limits->lower);
      });
  families.Add(
      "trustwatch_indicator_latest_upper_limit",
      "The upper process limit at the newest period. Absent where there are too few figures.",
      [](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
        if (judged.verdict.limits) page.Sample(labels, judged.verdict.limits->upper);
      });
  families.Add(
      "trustwatch_indicator_latest_baseline_figures",
      "How many figures mean and limits rest on. Below 12 the limits are provisional: wait before "
      "you act.",
      [](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
        page.Sample(labels, static_cast<std::int64_t>(judged.verdict.baseline_points));
      });
  families.Add("trustwatch_indicator_latest_target",
               "The level that the standard in force asks for, in the indicator's unit.",
               [](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
                 SampleIfAny(labels, judged.target, page);
               });
  families.Add(
      "trustwatch_indicator_latest_signal_start_timestamp_seconds",
      "When the signal that holds now began, in seconds since 1970: the first second, UTC, of the "
      "last month of its first period (of the period itself, of periods in days). Absent without "
      "one.",
      [](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
        if (!judged.verdict.signal) return;
        const domain::Period first = judged.timeline.PeriodAt(judged.verdict.signal->since);
        page.Sample(labels, UnixSeconds(ShownFrom(first)));
      });
}

// How long things have been so, for rules that warn once.
void AddRuns(JudgedFamilies& families) {
  families.Add(
      "trustwatch_indicator_latest_verdict_periods",
      "How many of the newest known periods in a row have the verdict that holds now, as the chart "
      "draws them today: a run of seven makes seven at once. Absent where it is unknown.",
      [](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
        const auto periods = std::int64_t{judged.recent.verdict_periods};
        if (periods > 0) page.Sample(labels, periods);
      });
  const auto add_standard = [&families](std::string_view name, std::string_view help, auto of) {
    families.Add(
        name, help,
        [of](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
          if (judged.recent.standard_periods > 0) page.Sample(labels, of(judged.recent));
        });
  };
  add_standard("trustwatch_indicator_latest_standard_met",
               "1 if the newest period's figure meets the target in force, 0 if it misses it; "
               "equal meets it. Absent without a target, a number or a better way.",
               [](const history::Recent& recent) { return std::int64_t{recent.standard_met}; });
  add_standard("trustwatch_indicator_latest_standard_periods",
               "How many of the newest known periods in a row do likewise, each against the target "
               "in force in it. Above 1, it is no news.",
               [](const history::Recent& recent) { return std::int64_t{recent.standard_periods}; });
  add_standard(
      "trustwatch_indicator_latest_standard_periods_before",
      "How many known periods in a row just before those did the contrary; 0 if none. Newly met "
      "after 3 or more misses is worth telling.",
      [](const history::Recent& recent) { return std::int64_t{recent.standard_periods_before}; });
  families.Add(
      "trustwatch_indicator_latest_low_volume",
      "1 where figures rest on so few events (fewer than 5 expected, either way) that chance "
      "moves them: look at several periods together. Absent otherwise.",
      [](const history::SeriesVerdict& judged, std::string_view labels, Exposition& page) {
        if (judged.recent.low_volume) page.Sample(labels, std::int64_t{1});
      });
}

}  // namespace

std::vector<PageFamily> VerdictFamilies(const FigureFamilies& figures) {
  JudgedFamilies families(figures);
  AddWords(families);
  AddNumbers(families);
  AddRuns(families);
  return families.Take();
}

}  // namespace trustwatch::http
