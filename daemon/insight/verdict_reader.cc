#include "daemon/insight/verdict_reader.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/domain/series.h"
#include "daemon/domain/step_change.h"
#include "daemon/history/figures.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/history/tendency.h"
#include "daemon/insight/names.h"
#include "daemon/insight/past_reader.h"
#include "daemon/insight/series_reader.h"
#include "daemon/insight/verdicts.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {
namespace {

using domain::OdsCode;

template <typename T>
bool Holds(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

using Regions = absl::flat_hash_set<std::string>;

bool IsInRegion(const OdsCode& code, const Regions& regions, const domain::Register& all) {
  if (regions.empty()) return true;
  const domain::Organisation* const found = all.Find(code);
  return found != nullptr && regions.contains(found->region);
}

bool Fits(const VerdictFilter& filter, const domain::Slice& slice, const stats::Verdict& verdict) {
  return (!filter.whole_only || slice.breakdown.empty()) &&
         Holds(filter.variations, verdict.variation) && Holds(filter.assurances, verdict.assurance);
}

absl::StatusOr<std::vector<OdsCode>> OrganisationsOf(const VerdictFilter& filter,
                                                     const domain::Definitions& definitions,
                                                     const store::Store& store) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
  return OrganisationsNamed(filter.series, definitions, *reader);
}

// Those that split a series, by first day.
absl::StatusOr<std::vector<domain::StepChange>> StepChangesOf(const domain::Series& series,
                                                              const store::Store& store,
                                                              std::optional<absl::Time> as_of) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(
      std::vector<domain::StepChange> changes,
      reader->StepChanges(series.organisation, as_of.value_or(absl::InfiniteFuture())));
  std::erase_if(changes, [&series](const domain::StepChange& change) {
    return change.withdrawal.has_value() ||
           (change.what.indicator && *change.what.indicator != series.slice.indicator);
  });
  std::sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
    return std::pair(a.what.first_day, a.id) < std::pair(b.what.first_day, b.id);
  });
  return changes;
}

std::vector<const domain::RegisterEvent*> EventsOf(const domain::Series& series,
                                                   const domain::Register& organisations) {
  std::vector<const domain::RegisterEvent*> events;
  if (series.points.empty()) return events;
  for (const domain::RegisterEvent& event : organisations.events()) {
    const auto concerns = [&](const std::vector<OdsCode>& codes) {
      return std::find(codes.begin(), codes.end(), series.organisation) != codes.end();
    };
    const bool is_in_chart = series.points.front().period.first() <= event.first_month &&
                             event.first_month <= series.points.back().period.last();
    if (is_in_chart && (concerns(event.from) || concerns(event.to))) events.push_back(&event);
  }
  return events;
}

}  // namespace

absl::Status VerdictReader::Each(const VerdictFilter& filter,
                                 const std::function<bool(const VerdictView&)>& visit) const {
  return filter.as_of ? EachAsOf(filter, *filter.as_of, visit) : EachNow(filter, visit);
}

absl::Status VerdictReader::EachNow(const VerdictFilter& filter,
                                    const std::function<bool(const VerdictView&)>& visit) const {
  TRUSTWATCH_ASSIGN_OR_RETURN(const VerdictSnapshot snapshot, verdicts_.Snapshot(store_));
  const domain::Definitions& definitions = *snapshot.definitions;
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto indicators, IndicatorsNamed(filter.series, definitions));
  TRUSTWATCH_ASSIGN_OR_RETURN(const Regions regions,
                              RegionsNamed(filter.regions, definitions.organisations));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<OdsCode> organisations,
                              OrganisationsOf(filter, definitions, store_));
  for (const auto& part : snapshot.organisations) {
    if (!std::binary_search(organisations.begin(), organisations.end(), part->organisation) ||
        !IsInRegion(part->organisation, regions, definitions.organisations)) {
      continue;
    }
    std::vector<const JudgedSeries*> fitting;
    for (const JudgedSeries& judged : part->series) {
      const bool is_named =
          indicators.empty() || indicators.contains(judged.slice->indicator.text());
      if (is_named && Fits(filter, *judged.slice, judged.verdict.verdict)) {
        fitting.push_back(&judged);
      }
    }
    std::sort(fitting.begin(), fitting.end(),
              [](const auto* a, const auto* b) { return *a->slice < *b->slice; });
    for (const JudgedSeries* const judged : fitting) {
      if (!visit({.organisation = part->organisation,
                  .slice = *judged->slice,
                  .verdict = judged->verdict,
                  .rules = history::RulesOf(definitions.catalogue, *judged->slice)})) {
        return absl::OkStatus();
      }
    }
  }
  return absl::OkStatus();
}

absl::Status VerdictReader::EachAsOf(const VerdictFilter& filter, absl::Time as_of,
                                     const std::function<bool(const VerdictView&)>& visit) const {
  const auto definitions = definitions_.Get();
  TRUSTWATCH_ASSIGN_OR_RETURN(const Regions regions,
                              RegionsNamed(filter.regions, definitions->organisations));
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto indicators, IndicatorsNamed(filter.series, *definitions));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<OdsCode> organisations,
                              OrganisationsOf(filter, *definitions, store_));
  history::Scratch scratch;
  for (const OdsCode& organisation : organisations) {
    if (!IsInRegion(organisation, regions, definitions->organisations)) continue;
    TRUSTWATCH_ASSIGN_OR_RETURN(
        const std::vector<OrganisationSeries> all,
        ReadAsOf(store_, *definitions, organisation, as_of, domain::Sight::kExact, indicators));
    for (const auto& [slice_id, slice, past] : all) {
      const history::Rules rules = history::RulesOf(definitions->catalogue, *slice);
      const history::SeriesVerdict verdict =
          history::JudgeLatest(past.figures, rules, past.step_days, scratch);
      if (!Fits(filter, *slice, verdict.verdict)) continue;
      if (!visit({.organisation = organisation,
                  .slice = *slice,
                  .verdict = verdict,
                  .rules = rules})) {
        return absl::OkStatus();
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<ChartView> VerdictReader::Chart(const SeriesName& name,
                                               std::optional<absl::Time> as_of) const {
  const auto definitions = definitions_.Get();
  TRUSTWATCH_ASSIGN_OR_RETURN(domain::Series series,
                              SeriesReader(store_, definitions_).One(name, {.as_of = as_of}));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<domain::StepChange> changes,
                              StepChangesOf(series, store_, as_of));
  const history::Rules rules = history::RulesOf(definitions->catalogue, series.slice);
  const auto figures = history::SeriesFigures::Of(series);
  const std::vector<domain::Day> step_days = history::StepDays(changes).Of(series.slice.indicator);
  history::SeriesChart chart = history::ComputeChart(figures, rules, step_days);
  history::Tendency tendency = history::ComputeTendency(figures, rules, step_days);
  std::vector<const domain::RegisterEvent*> events = EventsOf(series, definitions->organisations);
  const auto* const organisation = definitions->organisations.Find(series.organisation);
  return ChartView{.definitions = definitions,
                   .series = std::move(series),
                   .rules = rules,
                   .chart = std::move(chart),
                   .tendency = tendency,
                   .organisation = organisation,
                   .step_changes = std::move(changes),
                   .events = std::move(events)};
}

}  // namespace trustwatch::insight
