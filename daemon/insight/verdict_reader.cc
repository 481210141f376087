#include "daemon/insight/verdict_reader.h"

#include <algorithm>
#include <functional>
#include <map>
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

// The step days of each organisation, as they were known.
absl::StatusOr<std::map<OdsCode, history::StepDays>> StepDaysAsOf(const store::Store& store,
                                                                  absl::Time as_of) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<domain::StepChange> changes,
                              reader->StepChanges(std::nullopt, as_of));
  std::map<OdsCode, std::vector<domain::StepChange>> by_organisation;
  for (domain::StepChange& change : changes) {
    const OdsCode organisation = change.what.organisation;
    by_organisation[organisation].push_back(std::move(change));
  }
  std::map<OdsCode, history::StepDays> days;
  for (const auto& [organisation, own] : by_organisation) {
    days.emplace(organisation, history::StepDays(own));
  }
  return days;
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
  std::vector<OdsCode> organisations;
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
    TRUSTWATCH_ASSIGN_OR_RETURN(organisations,
                                OrganisationsNamed(filter.series, definitions, *reader));
  }
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
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto step_days, StepDaysAsOf(store_, as_of));
  history::Scratch scratch;
  const auto judge = [&](const domain::Series& series) {
    if (!IsInRegion(series.organisation, regions, definitions->organisations)) return true;
    const history::Rules rules = history::RulesOf(definitions->catalogue, series.slice);
    const auto own = step_days.find(series.organisation);
    const std::vector<domain::Day> days = own == step_days.end()
                                              ? std::vector<domain::Day>()
                                              : own->second.Of(series.slice.indicator);
    const history::SeriesVerdict verdict =
        history::JudgeLatest(history::SeriesFigures::Of(series), rules, days, scratch);
    if (!Fits(filter, series.slice, verdict.verdict)) return true;
    return visit({.organisation = series.organisation,
                  .slice = series.slice,
                  .verdict = verdict,
                  .rules = rules});
  };
  return SeriesReader(store_, definitions_).Each(filter.series, {.as_of = as_of}, judge);
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
                   .tendency = std::move(tendency),
                   .organisation = organisation,
                   .step_changes = std::move(changes),
                   .events = std::move(events)};
}

}  // namespace trustwatch::insight
