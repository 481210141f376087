#include "daemon/rpc/catalogue.h"

#include <string>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/register.h"
#include "daemon/insight/owed.h"
#include "daemon/rpc/values.h"
#include "trustwatch/v1/catalogue_service.pb.h"
#include "trustwatch/v1/verdict.pb.h"

namespace trustwatch::rpc {
namespace {

void Fill(const domain::Standard& standard, v1::Standard& out) {
  out.set_text(standard.text);
  if (standard.target.has_value()) out.set_target(*standard.target);
  if (standard.first_day.has_value()) ToProto(*standard.first_day, *out.mutable_first_day());
  if (standard.last_day.has_value()) ToProto(*standard.last_day, *out.mutable_last_day());
  out.set_source(standard.source);
}

// What figures are checked against.
void AddRanges(const domain::Indicator& indicator, v1::Indicator& out) {
  if (indicator.minimum.has_value()) out.set_minimum(*indicator.minimum);
  if (indicator.maximum.has_value()) out.set_maximum(*indicator.maximum);
  if (!indicator.plausible.has_value()) return;
  out.set_plausible_low(indicator.plausible->low);
  out.set_plausible_high(indicator.plausible->high);
  out.set_plausible_basis(indicator.plausible->basis);
}

void Fill(const domain::SmallNumbers& rule, v1::SmallNumbers& out) {
  out.set_hide_under(rule.hide_under);
  out.set_round_to(rule.round_to);
  out.set_decimals(rule.decimals);
  out.set_zero_shown(rule.show_zero);
  out.set_breakdowns_only(rule.breakdowns_only);
}

}  // namespace

void ToProto(const domain::Indicator& indicator, v1::Indicator& out) {
  out.set_id(indicator.id.text());
  for (const std::string& id : indicator.official_ids) out.add_official_ids(id);
  out.set_name(indicator.name);
  out.set_theme(indicator.theme);
  out.set_unit(indicator.unit);
  out.set_kind(ToProto(indicator.kind));
  out.set_numerator(indicator.numerator);
  out.set_denominator(indicator.denominator);
  out.set_scale(indicator.scale);
  out.set_direction(ToProto(indicator.direction));
  for (const domain::Standard& standard : indicator.standards) {
    Fill(standard, *out.add_standards());
  }
  for (const domain::Span& span : indicator.spans) out.add_spans(span.ToString());
  AddRanges(indicator, out);
  out.set_absence_meaning(indicator.absence_meaning);
  out.set_suppression(indicator.suppression);
  out.set_why_it_matters(indicator.why_it_matters);
  out.set_owner(indicator.owner);
  ToProto(indicator.review_date, *out.mutable_review_date());
  out.set_definition_version(indicator.definition_version);
  out.set_chart(ToProto(indicator.chart));
  out.set_nil_return_is_zero(indicator.nil_is_zero);
  if (indicator.small_numbers) Fill(*indicator.small_numbers, *out.mutable_small_numbers());
  for (const domain::PublishedAs& published : indicator.published_as) {
    v1::PublishedMeasure& to = *out.add_published_as();
    to.set_dataset(published.dataset);
    to.set_measure(published.measure);
  }
}

void ToProto(const domain::Organisation& organisation, v1::Organisation& out) {
  out.set_ods_code(organisation.code.ToString());
  out.set_name(organisation.Name());
  out.set_kind(organisation.kind);
  out.set_region(organisation.region);
  out.set_icb(organisation.icb);
  if (organisation.opened.has_value()) ToProto(*organisation.opened, *out.mutable_opened());
  if (organisation.closed.has_value()) ToProto(*organisation.closed, *out.mutable_closed());
}

void ToProto(const domain::Return& owed_return, v1::Return& out) {
  out.set_id(owed_return.id);
  out.set_name(owed_return.name);
  for (const std::string& kind : owed_return.owed_by) out.add_owed_by(kind);
  for (const domain::ReturnItem& item : owed_return.items) {
    v1::ReturnItem& to = *out.add_items();
    to.set_indicator(item.indicator.text());
    to.set_span(item.span.ToString());
  }
  out.set_every_months(owed_return.every_months);
  out.set_deadline_working_day(owed_return.deadline_working_day);
  out.set_required(owed_return.required);
  out.set_year_end_month(owed_return.year_end_month);
}

void ToProto(const insight::OwedItem& item, v1::OwedItem& out) {
  out.set_organisation(item.organisation.ToString());
  out.set_return_id(item.return_id);
  out.set_indicator(item.indicator.text());
  ToProto(item.period, *out.mutable_period());
  ToProto(item.due_at, *out.mutable_due_time());
  out.set_overdue(item.is_overdue);
  if (item.received_at.has_value()) ToProto(*item.received_at, *out.mutable_received_time());
}

v1::Direction ToProto(domain::Direction direction) {
  switch (direction) {
    case domain::Direction::kLower:
      return v1::DIRECTION_LOWER;
    case domain::Direction::kHigher:
      return v1::DIRECTION_HIGHER;
    case domain::Direction::kNeither:
      return v1::DIRECTION_NEITHER;
  }
  return v1::DIRECTION_UNSPECIFIED;
}

v1::ChartKind ToProto(domain::ChartKind chart) {
  switch (chart) {
    case domain::ChartKind::kXmr:
      return v1::CHART_KIND_XMR;
    case domain::ChartKind::kPPrime:
      return v1::CHART_KIND_P_PRIME;
    case domain::ChartKind::kUPrime:
      return v1::CHART_KIND_U_PRIME;
    case domain::ChartKind::kT:
      return v1::CHART_KIND_T;
    case domain::ChartKind::kG:
      return v1::CHART_KIND_G;
  }
  return v1::CHART_KIND_UNSPECIFIED;
}

v1::IndicatorKind ToProto(domain::IndicatorKind kind) {
  switch (kind) {
    case domain::IndicatorKind::kCount:
      return v1::INDICATOR_KIND_COUNT;
    case domain::IndicatorKind::kProportion:
      return v1::INDICATOR_KIND_PROPORTION;
    case domain::IndicatorKind::kRate:
      return v1::INDICATOR_KIND_RATE;
    case domain::IndicatorKind::kMoney:
      return v1::INDICATOR_KIND_MONEY;
    case domain::IndicatorKind::kDuration:
      return v1::INDICATOR_KIND_DURATION;
    case domain::IndicatorKind::kScore:
      return v1::INDICATOR_KIND_SCORE;
  }
  return v1::INDICATOR_KIND_UNSPECIFIED;
}

}  // namespace trustwatch::rpc
