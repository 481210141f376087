#include "daemon/http/review_families.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "daemon/domain/definitions.h"
#include "daemon/domain/period.h"
#include "daemon/history/series_figures.h"
#include "daemon/http/exposition.h"
#include "daemon/http/page_family.h"
#include "daemon/http/series_labels.h"
#include "daemon/http/unix_seconds.h"
#include "daemon/insight/review.h"
#include "daemon/insight/review_marks.h"

namespace trustwatch::http {
namespace {

using insight::IndicatorMark;
using insight::OrganisationMark;

// The first second of a month, UTC.
std::int64_t StartOf(history::Ordinal month) {
  const domain::Day last = history::LastDayOf(month, domain::kMonth);
  const domain::Day first = domain::Period::MonthOf(last).first();
  return UnixSeconds(first);
}

void WriteSeries(const domain::Definitions& definitions, const insight::Review& review,
                 Exposition& page) {
  std::string labels;
  for (const insight::ReviewedSeries& series : review.series) {
    labels.clear();
    AppendLabel("org", series.organisation.text(), labels);
    AppendSliceLabels(*series.slice, definitions.catalogue, labels);
    AppendLabel("reason", insight::ReviewWord(series.reason), labels);
    page.Sample(labels, std::int64_t{1});
  }
}

bool IsOfSameThing(const IndicatorMark& a, const IndicatorMark& b) { return a.whole == b.whole; }
bool IsOfSameThing(const OrganisationMark& a, const OrganisationMark& b) {
  return a.organisation == b.organisation;
}

// The newest month of each reason: marks of one thing and reason stand together, newest last.
template <typename Mark, typename Append>
void WriteMarks(const std::vector<Mark>& marks, const Append& append, Exposition& page) {
  std::string labels;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const bool is_newest = i + 1 == marks.size() || !IsOfSameThing(marks[i], marks[i + 1]) ||
                           marks[i].mark.reason != marks[i + 1].mark.reason;
    if (!is_newest) continue;
    labels.clear();
    append(marks[i], labels);
    AppendLabel("reason", insight::ReviewWord(marks[i].mark.reason), labels);
    page.Sample(labels, StartOf(marks[i].mark.month));
  }
}

}  // namespace

std::vector<PageFamily> ReviewFamilies(const domain::Definitions& definitions,
                                       const insight::Review& review) {
  const auto append_indicator = [&definitions](const IndicatorMark& mark, std::string& labels) {
    AppendSliceLabels(mark.whole, definitions.catalogue, labels);
  };
  const auto append_organisation = [](const OrganisationMark& mark, std::string& labels) {
    AppendLabel("org", mark.organisation.text(), labels);
  };
  return {
      {.name = "trustwatch_indicator_latest_review",
       .type = MetricType::kGauge,
       .help = "1 where the present signal begins in a month marked for review, so that it may be "
               "nobody's deterioration; reason: many_step_together, definition_changed, merger, "
               "coverage_changed. Find out which, and record a step change if the process is new.",
       .write_samples = [&definitions,
                         &review](Exposition& page) { WriteSeries(definitions, review, page); }},
      {.name = "trustwatch_indicator_review_start_timestamp_seconds",
       .type = MetricType::kGauge,
       .help = "The first second, UTC, of the newest month marked for review of everybody's "
               "figures, in seconds since 1970; reason: many_step_together, definition_changed.",
       .write_samples =
           [&review, append_indicator](Exposition& page) {
             WriteMarks(review.marks.indicators, append_indicator, page);
           }},
      {.name = "trustwatch_organisation_review_start_timestamp_seconds",
       .type = MetricType::kGauge,
       .help = "The first second, UTC, of the newest month marked for review of all of an "
               "organisation's figures, in seconds since 1970; reason: merger (acquisition, split "
               "and transfer too), coverage_changed.",
       .write_samples = [&review, append_organisation](Exposition& page) {
         WriteMarks(review.marks.organisations, append_organisation, page);
       }}};
}

}  // namespace trustwatch::http
