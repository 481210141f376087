#include "daemon/rpc/series.h"

#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/series.h"
#include "daemon/insight/series_reader.h"
#include "daemon/rpc/values.h"
#include "trustwatch/v1/series_service.pb.h"

namespace trustwatch::rpc {
namespace {

void Fill(const domain::Revision& revision, v1::Revision& out) {
  out.set_revision(revision.number);
  ToProto(revision.value, *out.mutable_value());
  out.set_status(ToProto(revision.status));
  ToProto(revision.known_at, *out.mutable_known_time());
  out.set_submission_id(revision.submission_id);
  if (revision.withdrawn_at.has_value()) {
    ToProto(*revision.withdrawn_at, *out.mutable_withdraw_time());
  }
}

void Fill(const domain::Point& point, v1::Point& out) {
  ToProto(point.period, *out.mutable_period());
  ToProto(point.current.value, *out.mutable_value());
  out.set_status(ToProto(point.current.status));
  out.set_revision(point.current.number);
  ToProto(point.current.known_at, *out.mutable_known_time());
  out.set_submission_id(point.current.submission_id);
  for (const domain::Revision& revision : point.revisions) {
    Fill(revision, *out.add_revisions());
  }
}

}  // namespace

absl::StatusOr<insight::View> ToDomain(const v1::SeriesView& view) {
  insight::View to{.as_of = {}, .days = {}, .include_revisions = view.include_revisions()};
  if (view.has_as_of()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(to.as_of, ToTime(view.as_of(), "view.as_of"));
  }
  if (view.has_first_day()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(to.days.from, ToDay(view.first_day(), "view.first_day"));
  }
  if (view.has_last_day()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(to.days.to, ToDay(view.last_day(), "view.last_day"));
  }
  return to;
}

insight::SeriesName ToDomain(const v1::GetSeriesRequest& request) {
  return {.organisation = request.organisation(),
          .indicator = request.indicator(),
          .breakdown = request.breakdown(),
          .span = request.span()};
}

insight::SeriesFilter ToDomain(const v1::StreamSeriesRequest& request) {
  return {.organisations = {request.organisations().begin(), request.organisations().end()},
          .indicators = {request.indicators().begin(), request.indicators().end()}};
}

void ToProto(const domain::Series& series, const domain::Catalogue& catalogue, v1::Series& out) {
  out.set_organisation(series.organisation.ToString());
  out.set_indicator(series.slice.indicator.text());
  out.set_breakdown(series.slice.breakdown);
  out.set_span(series.slice.span.ToString());
  const domain::Indicator* indicator = catalogue.Find(series.slice.indicator.text());
  if (indicator != nullptr) out.set_unit(indicator->unit);
  for (const domain::Point& point : series.points) Fill(point, *out.add_points());
}

}  // namespace trustwatch::rpc
