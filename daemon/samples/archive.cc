#include "daemon/samples/archive.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
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
#include "daemon/samples/roll.h"
#include "daemon/samples/sample.h"
#include "daemon/samples/series_values.h"
#include "daemon/samples/sources.h"
#include "daemon/samples/spread.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"
#include "fmt/format.h"

namespace trustwatch::samples {
namespace {

std::string_view NameOf(Metric metric) {
  const auto metrics = Metrics();
  const auto found = std::find_if(metrics.begin(), metrics.end(),
                                  [metric](const auto& info) { return info.metric == metric; });
  return found->name;
}

bool IsOfSeries(Metric metric) {
  return metric != Metric::kHistoryUp && metric != Metric::kEvent &&
         metric != Metric::kOrganisation;
}

// Hands series on: as samples, within the limits, until no more is wanted.
class Visitor {
 public:
  Visitor(const Query& query, const QueryLimits& limits, const Archive::Visit& visit)
      : query_(query),
        spreader_(query, limits.samples_max),
        series_max_(limits.series_max),
        visit_(visit) {}

  bool wants_more() const { return wants_more_; }

  absl::Status Add(std::span<const Label> labels, std::span<const Held> held) {
    if (query_.labels_only) {
      samples_.clear();
      if (!HoldsInTime(held)) return absl::OkStatus();
    } else {
      TRUSTWATCH_RETURN_IF_ERROR(spreader_.Spread(held, samples_));
      if (samples_.empty()) return absl::OkStatus();
    }
    if (++series_count_ > series_max_) return TooManySeries();
    wants_more_ = visit_({.labels = labels, .samples = samples_});
    return absl::OkStatus();
  }

 private:
  bool HoldsInTime(std::span<const Held> held) const {
    return std::any_of(held.begin(), held.end(), [this](const Held& value) {
      return value.from_ms <= query_.instants.to_ms && value.until_ms > query_.instants.from_ms;
    });
  }

  absl::Status TooManySeries() const {
    return base::Error{.code = absl::StatusCode::kInvalidArgument,
                       .reason = "TOO_MANY_SERIES",
                       .message = fmt::format("the query matches more than {} series; name a "
                                              "metric, organisations or indicators",
                                              series_max_),
                       .field = "matchers"}
        .ToStatus();
  }

  const Query& query_;
  Spreader spreader_;
  const std::size_t series_max_;
  const Archive::Visit& visit_;
  std::size_t series_count_ = 0;
  bool wants_more_ = true;
  std::vector<Sample> samples_;
};

// Labels in their order, those that are empty left out.
class LabelList {
 public:
  void Clear() { labels_.clear(); }
  void Add(std::string_view name, std::string_view value) {
    if (!value.empty()) labels_.push_back({name, value});
  }
  std::span<const Label> labels() const { return labels_; }

 private:
  std::vector<Label> labels_;
};

absl::Status VisitSeries(const Plan& plan, Metric metric, const Roll& roll,
                         const store::Store& store, const history::SeriesSource& source,
                         Visitor& visitor) {
  SeriesValues values;
  history::SeriesPast past;
  LabelList labels;
  absl::Status status;
  for (const RollEntry& entry : roll.entries) {
    const SliceName& name = roll.names[entry.name];
    const domain::OdsCode& organisation = roll.organisations[entry.organisation];
    TRUSTWATCH_RETURN_IF_ERROR(source.Copy(store, organisation, entry.slice_id, past));
    values.Each(metric, past, name.rules, [&](std::string_view word, std::span<const Held> held) {
      if (!status.ok() || !visitor.wants_more()) return;
      labels.Clear();
      labels.Add(kName, NameOf(metric));
      labels.Add(kAsOf, plan.as_of_label());
      labels.Add(kBreakdown, name.slice->breakdown);
      labels.Add(kIndicator, name.slice->indicator.text());
      labels.Add(kOrg, organisation.text());
      labels.Add(kSpan, name.span);
      labels.Add(kVerdict, word);
      if (plan.Fits(labels.labels())) status = visitor.Add(labels.labels(), held);
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
    if (!plan.Fits(labels.labels())) continue;
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
  if (metric == Metric::kOrganisation) return OrganisationsOf(definitions.organisations, now);
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(
      const std::vector<domain::StepChange> changes,
      reader->StepChanges(std::nullopt, plan.as_of().value_or(absl::InfiniteFuture())));
  return EventsOf(changes, definitions.organisations);
}

}  // namespace

absl::Status Archive::Each(const Query& query, const QueryLimits& limits,
                           const Visit& visit) const {
  TRUSTWATCH_ASSIGN_OR_RETURN(const Plan plan, Plan::Make(query.matchers));
  const std::shared_ptr<const domain::Definitions> definitions = sources_.definitions.Get();
  Visitor visitor(query, limits, visit);
  const PlannedSeries series(plan, sources_, *definitions);
  std::optional<Roll> roll;
  for (const Metric metric : plan.metrics()) {
    if (!IsOfSeries(metric)) {
      TRUSTWATCH_ASSIGN_OR_RETURN(
          const std::vector<FactSeries> facts,
          FactsOf(metric, plan, sources_.store, *definitions, sources_.clock.Now()));
      TRUSTWATCH_RETURN_IF_ERROR(VisitFacts(plan, facts, visitor));
    } else {
      if (!roll) {
        TRUSTWATCH_ASSIGN_OR_RETURN(roll, series.CallRoll());
      }
      Sort(metric == Metric::kPoint ? WithoutSpan::kLast : WithoutSpan::kFirst, *roll);
      TRUSTWATCH_RETURN_IF_ERROR(
          VisitSeries(plan, metric, *roll, sources_.store, series.source(), visitor));
    }
    if (!visitor.wants_more()) break;
  }
  return absl::OkStatus();
}

}  // namespace trustwatch::samples
