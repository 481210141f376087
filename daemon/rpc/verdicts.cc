#include "daemon/rpc/verdicts.h"

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/event_word.h"
#include "daemon/domain/register.h"
#include "daemon/domain/series.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/verdict_reader.h"
#include "daemon/rpc/catalogue.h"
#include "daemon/rpc/tendency.h"
#include "daemon/rpc/values.h"
#include "daemon/stats/assurance.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "fmt/format.h"
#include "trustwatch/v1/insight_service.pb.h"
#include "trustwatch/v1/verdict.pb.h"

namespace trustwatch::rpc {
namespace {

absl::Status UnknownChoice(const char* reason, const char* field, int number) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = reason,
                     .message = fmt::format("{} holds {}, which this daemon does not know; leave "
                                            "it out, or choose one that the contract names",
                                            field, number),
                     .field = field}
      .ToStatus();
}

absl::StatusOr<stats::Variation> ToDomain(v1::Variation variation) {
  switch (variation) {
    case v1::VARIATION_COMMON_CAUSE:
      return stats::Variation::kCommonCause;
    case v1::VARIATION_IMPROVEMENT:
      return stats::Variation::kImprovement;
    case v1::VARIATION_CONCERN:
      return stats::Variation::kConcern;
    case v1::VARIATION_NEITHER:
      return stats::Variation::kNeither;
    default:
      return UnknownChoice("VARIATION_UNKNOWN", "variations", variation);
  }
}

absl::StatusOr<stats::Assurance> ToDomain(v1::Assurance assurance) {
  switch (assurance) {
    case v1::ASSURANCE_UNSPECIFIED:  // those without any
      return stats::Assurance::kNone;
    case v1::ASSURANCE_CONSISTENTLY_MET:
      return stats::Assurance::kConsistentlyMet;
    case v1::ASSURANCE_CONSISTENTLY_MISSED:
      return stats::Assurance::kConsistentlyMissed;
    case v1::ASSURANCE_HIT_OR_MISS:
      return stats::Assurance::kHitOrMiss;
    default:
      return UnknownChoice("ASSURANCE_UNKNOWN", "assurances", assurance);
  }
}

v1::Assurance ProtoOf(stats::Assurance assurance) {
  switch (assurance) {
    case stats::Assurance::kNone:
      return v1::ASSURANCE_UNSPECIFIED;
    case stats::Assurance::kConsistentlyMet:
      return v1::ASSURANCE_CONSISTENTLY_MET;
    case stats::Assurance::kConsistentlyMissed:
      return v1::ASSURANCE_CONSISTENTLY_MISSED;
    case stats::Assurance::kHitOrMiss:
      return v1::ASSURANCE_HIT_OR_MISS;
  }
  return v1::ASSURANCE_UNSPECIFIED;
}

void Fill(const stats::Signal& signal, const history::Timeline& timeline, v1::Signal& out) {
  out.set_rule(ToProto(signal.label));
  out.set_variation(ToProto(signal.variation));
  ToProto(timeline.PeriodAt(signal.since), *out.mutable_since());
  out.set_point_count(static_cast<std::int32_t>(signal.points));
}

void AddPoints(const insight::ChartView& view, v1::GetChartResponse& out) {
  const history::SeriesChart& chart = view.chart;
  const history::Timeline& timeline = chart.verdict.timeline;
  auto reported = view.series.points.begin();
  for (std::size_t row = 0; row < chart.points.size(); ++row) {
    v1::ChartPoint& point = *out.add_points();
    ToProto(timeline.PeriodAt(row), *point.mutable_period());
    const history::Ordinal at = timeline.OrdinalAt(row);
    if (reported != view.series.points.end() &&
        history::OrdinalOf(reported->period.last(), timeline.span) == at) {
      ToProto(reported->current.value, *point.mutable_value());
      ++reported;
    }
    if (chart.known[row] != 0) point.set_plotted(chart.values[row]);
    point.set_rule(ToProto(chart.points[row].label));
    point.set_variation(ToProto(stats::VariationOf(chart.points[row].label, view.rules.better)));
    ToProto(chart.lines[row], *point.mutable_lines());
  }
  for (const auto& process : chart.processes) {
    out.mutable_points(static_cast<int>(process.first))->set_starts_process(true);
  }
}

}  // namespace

absl::StatusOr<insight::VerdictFilter> ToDomain(const v1::StreamVerdictsRequest& request) {
  insight::VerdictFilter filter{
      .series = {.organisations = {request.organisations().begin(), request.organisations().end()},
                 .indicators = {request.indicators().begin(), request.indicators().end()}},
      .regions = {request.regions().begin(), request.regions().end()},
      .whole_only = request.whole_only()};
  for (const int variation : request.variations()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const auto known, ToDomain(static_cast<v1::Variation>(variation)));
    filter.variations.push_back(known);
  }
  for (const int assurance : request.assurances()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const auto known, ToDomain(static_cast<v1::Assurance>(assurance)));
    filter.assurances.push_back(known);
  }
  if (request.has_as_of()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(filter.as_of, ToTime(request.as_of(), "as_of"));
  }
  return filter;
}

insight::SeriesName ToDomain(const v1::GetChartRequest& request) {
  return {.organisation = request.organisation(),
          .indicator = request.indicator(),
          .breakdown = request.breakdown(),
          .span = request.span()};
}

v1::Variation ToProto(stats::Variation variation) {
  switch (variation) {
    case stats::Variation::kCommonCause:
      return v1::VARIATION_COMMON_CAUSE;
    case stats::Variation::kImprovement:
      return v1::VARIATION_IMPROVEMENT;
    case stats::Variation::kConcern:
      return v1::VARIATION_CONCERN;
    case stats::Variation::kNeither:
      return v1::VARIATION_NEITHER;
  }
  return v1::VARIATION_UNSPECIFIED;
}

v1::Rule ToProto(stats::Label label) {
  switch (label) {
    case stats::Label::kCommonCause:
      return v1::RULE_UNSPECIFIED;
    case stats::Label::kAboveUpper:
      return v1::RULE_ABOVE_UPPER_LIMIT;
    case stats::Label::kBelowLower:
      return v1::RULE_BELOW_LOWER_LIMIT;
    case stats::Label::kRising:
      return v1::RULE_RISING;
    case stats::Label::kFalling:
      return v1::RULE_FALLING;
    case stats::Label::kTwoInThreeAbove:
      return v1::RULE_TWO_IN_THREE_ABOVE;
    case stats::Label::kTwoInThreeBelow:
      return v1::RULE_TWO_IN_THREE_BELOW;
    case stats::Label::kRunAbove:
      return v1::RULE_RUN_ABOVE;
    case stats::Label::kRunBelow:
      return v1::RULE_RUN_BELOW;
  }
  return v1::RULE_UNSPECIFIED;
}

void ToProto(const stats::Lines& lines, v1::ChartLines& out) {
  if (lines.has_centre) out.set_mean(lines.centre);
  if (lines.lower != stats::kNoLower) out.set_lower_limit(lines.lower);
  if (lines.upper != stats::kNoUpper) out.set_upper_limit(lines.upper);
}

void SetPossible(const history::Rules& rules, v1::ChartLines& out) {
  const std::optional<double> lowest = history::LowestOf(rules.indicator);
  const std::optional<double> highest = history::HighestOf(rules.indicator);
  if (lowest) out.set_lowest_possible(*lowest);
  if (highest) out.set_highest_possible(*highest);
}

void ToProto(const history::SeriesVerdict& verdict, const history::Rules& rules, v1::Verdict& out) {
  const stats::Verdict& said = verdict.verdict;
  out.set_variation(ToProto(said.variation));
  out.set_assurance(ProtoOf(said.assurance));
  out.set_chart(ToProto(verdict.chart));
  if (!said.latest.has_value()) return;
  if (said.signal) Fill(*said.signal, verdict.timeline, *out.mutable_signal());
  if (said.contrary) Fill(*said.contrary, verdict.timeline, *out.mutable_contrary());
  ToProto(verdict.timeline.PeriodAt(*said.latest), *out.mutable_latest());
  if (said.latest_known) out.set_latest_value(verdict.latest_value);
  ToProto(verdict.timeline.PeriodAt(said.group_first), *out.mutable_process_first());
  out.set_baseline_count(static_cast<std::int32_t>(said.baseline_points));
  out.set_trial_limits(said.trial);
  if (said.mean) out.mutable_lines()->set_mean(*said.mean);
  if (said.limits) {
    out.mutable_lines()->set_lower_limit(said.limits->lower);
    out.mutable_lines()->set_upper_limit(said.limits->upper);
    SetPossible(rules, *out.mutable_lines());
  }
  if (verdict.target) out.set_target(*verdict.target);
  out.set_sentence(history::Sentence(verdict, rules));
}

void ToProto(const insight::VerdictView& view, v1::SeriesVerdict& out) {
  out.set_organisation(view.organisation.ToString());
  out.set_indicator(view.slice.indicator.text());
  out.set_breakdown(view.slice.breakdown);
  out.set_span(view.slice.span.ToString());
  if (view.rules.indicator != nullptr) out.set_unit(view.rules.indicator->unit);
  ToProto(view.verdict, view.rules, *out.mutable_verdict());
}

void ToProto(const insight::ChartView& view, v1::GetChartResponse& out) {
  ToProto({.organisation = view.series.organisation,
           .slice = view.series.slice,
           .verdict = view.chart.verdict,
           .rules = view.rules},
          *out.mutable_verdict());
  if (view.organisation != nullptr) out.set_organisation_name(view.organisation->Name());
  if (view.rules.indicator != nullptr) {
    out.set_indicator_name(view.rules.indicator->name);
    out.set_direction(ToProto(view.rules.indicator->direction));
  }
  AddPoints(view, out);
  ToProto(view.tendency, view.rules, out);
  for (const domain::RegisterEvent* const event : view.events) {
    v1::ChartEvent& to = *out.add_events();
    ToProto(event->first_month, *to.mutable_first_day());
    to.set_kind(std::string(domain::EventWord(event->kind)));
    to.set_note(event->note);
  }
}

}  // namespace trustwatch::rpc
