#include "daemon/samples/archive.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/step_change.h"
#include "daemon/history/series_source.h"
#include "daemon/samples/facts.h"
#include "daemon/samples/held.h"
#include "daemon/samples/labels.h"
#include "daemon/samples/metric.h"
#include "daemon/samples/plan.h"
#include "daemon/samples/query.h"
#include "daemon/samples/return_series.h"
#include "daemon/samples/roll.h"
#include "daemon/samples/sample.h"
#include "daemon/samples/series_values.h"
#include "daemon/samples/sources.h"
#include "daemon/samples/visitor.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::samples {
namespace {

// The labels of one series of figures after another.
class SeriesLabels {
 public:
  SeriesLabels(const Plan& plan, Metric metric) : plan_(plan), metric_(metric) {}

  std::span<const Label> Of(const SliceName& name, const domain::OdsCode& organisation,
                            std::string_view word) {
    list_.Clear();
    list_.Add(kName, NameOf(metric_));
    list_.Add(kAsOf, plan_.as_of_label());
    list_.Add(kBreakdown, name.slice->breakdown);
    list_.Add(kIndicator, name.slice->indicator.text());
    list_.Add(kOrg, organisation.text());
    list_.Add(kSpan, name.span);
    list_.Add(kVerdict, word);
    return list_.labels();
  }

 private:
  const Plan& plan_;
  const Metric metric_;
  LabelList list_;
};

absl::Status VisitSeries(const Plan& plan, Metric metric, const Roll& roll,
                         const store::Store& store, const history::SeriesSource& source,
                         Visitor& visitor) {
  SeriesValues values;
  history::SeriesPast past;
  SeriesLabels labels(plan, metric);
  const std::span<const std::string_view> words = WordsOf(metric);
  absl::Status status;
  for (const RollEntry& entry : roll.entries) {
    const SliceName& name = roll.names[entry.name];
    const domain::OdsCode& organisation = roll.organisations[entry.organisation];
    if (!MayHave(metric, name.rules)) continue;
    // Names are cheap and figures are not.
    const bool is_wanted = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      return visitor.Wants(labels.Of(name, organisation, word));
    });
    if (!is_wanted) continue;
    TRUSTWATCH_RETURN_IF_ERROR(source.Copy(store, organisation, entry.slice_id, past));
    values.Each(metric, past, name.rules, [&](std::string_view word, std::span<const Held> held) {
      if (!status.ok() || !visitor.wants_more()) return;
      const std::span<const Label> all = labels.Of(name, organisation, word);
      if (visitor.Wants(all)) status = visitor.Add(all, held);
    });
    if (!status.ok() || !visitor.wants_more()) return status;
  }
  return absl::OkStatus();
}

absl::Status VisitFacts(const Plan& plan, const std::vector<FactSeries>& facts, Visitor& visitor) {
  LabelList labels;
  for (const FactSeries& fact : facts) {
    labels.Clear();
    labels.Add(kName, NameOf(fact.metric));
    labels.Add(kAsOf, plan.as_of_label());
    for (const auto& [name, value] : fact.labels) labels.Add(name, value);
    if (!visitor.Wants(labels.labels())) continue;
    TRUSTWATCH_RETURN_IF_ERROR(visitor.Add(labels.labels(), fact.held));
    if (!visitor.wants_more()) break;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<FactSeries>> FactsOf(Metric metric, const Plan& plan,
                                                const store::Store& store,
                                                const domain::Definitions& definitions,
                                                absl::Time now) {
  if (metric == Metric::kHistoryUp) return std::vector<FactSeries>{UpOf(now)};
  if (metric == Metric::kIndicatorInfo) return IndicatorsOf(definitions.catalogue, now);
  if (metric == Metric::kOrganisation) return OrganisationsOf(definitions.organisations, now);
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(
      const std::vector<domain::StepChange> changes,
      reader->StepChanges(std::nullopt, plan.as_of().value_or(absl::InfiniteFuture())));
  return EventsOf(changes, definitions.organisations);
}

// What it costs to learn whether a series of a metric has a sample, as a rank.
int CostOf(Metric metric) {
  switch (metric) {
    case Metric::kHistoryUp:
    case Metric::kIndicatorInfo:
    case Metric::kEvent:
    case Metric::kOrganisation:
      return 0;
    case Metric::kReturnInTime:
    case Metric::kReturnOwed:
    case Metric::kReturnReceived:
      return 1;
    case Metric::kValue:
      return 2;
    case Metric::kTarget:
      return 3;
    case Metric::kLowerLimit:
    case Metric::kMean:
    case Metric::kUpperLimit:
    case Metric::kPoint:
      break;
  }
  return 4;
}

std::vector<Metric> CheapestFirst(std::vector<Metric> metrics) {
  std::stable_sort(metrics.begin(), metrics.end(),
                   [](Metric a, Metric b) { return CostOf(a) < CostOf(b); });
  return metrics;
}

// Answers one query.
class Answer {
 public:
  Answer(const Plan& plan, const Query& query, const Sources& sources,
         const domain::Definitions& definitions, bool is_sorted)
      : plan_(plan),
        sources_(sources),
        definitions_(definitions),
        is_sorted_(is_sorted),
        series_(plan, sources, definitions),
        returns_(plan, query, sources, definitions) {}

  absl::Status VisitAll(Visitor& visitor) {
    const std::vector<Metric> metrics =
        is_sorted_ ? plan_.metrics() : CheapestFirst(plan_.metrics());
    for (const Metric metric : metrics) {
      TRUSTWATCH_RETURN_IF_ERROR(VisitMetric(metric, visitor));
      if (!visitor.wants_more()) break;
    }
    return absl::OkStatus();
  }

 private:
  absl::Status VisitMetric(Metric metric, Visitor& visitor) {
    if (IsOfReturns(metric)) return returns_.Each(metric, visitor);
    if (!IsOfSeries(metric)) {
      TRUSTWATCH_ASSIGN_OR_RETURN(
          const std::vector<FactSeries> facts,
          FactsOf(metric, plan_, sources_.store, definitions_, sources_.clock.Now()));
      return VisitFacts(plan_, facts, visitor);
    }
    if (!roll_) {
      TRUSTWATCH_ASSIGN_OR_RETURN(roll_, series_.CallRoll());
    }
    if (is_sorted_) {
      Sort(metric == Metric::kPoint ? WithoutSpan::kLast : WithoutSpan::kFirst, *roll_);
    }
    return VisitSeries(plan_, metric, *roll_, sources_.store, series_.source(), visitor);
  }

  const Plan& plan_;
  const Sources& sources_;
  const domain::Definitions& definitions_;
  const bool is_sorted_;
  const PlannedSeries series_;
  ReturnSeries returns_;
  std::optional<Roll> roll_;
};

}  // namespace

absl::Status Archive::Each(const Query& query, const QueryLimits& limits,
                           const Visit& visit) const {
  TRUSTWATCH_ASSIGN_OR_RETURN(const Plan plan, Plan::Make(query.matchers));
  const std::shared_ptr<const domain::Definitions> definitions = sources_.definitions.Get();
  Visitor visitor(plan, query, limits, nullptr, visit);
  return Answer(plan, query, sources_, *definitions, true).VisitAll(visitor);
}

absl::Status Archive::EachWanted(const Query& query, const QueryLimits& limits,
                                 const Wanted& wanted, const Visit& visit) const {
  TRUSTWATCH_ASSIGN_OR_RETURN(const Plan plan, Plan::Make(query.matchers));
  const std::shared_ptr<const domain::Definitions> definitions = sources_.definitions.Get();
  Visitor visitor(plan, query, limits, &wanted, visit);
  return Answer(plan, query, sources_, *definitions, false).VisitAll(visitor);
}

}  // namespace trustwatch::samples
