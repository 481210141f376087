#include "daemon/rpc/series.h"

#include <string>

#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/series.h"
#include "daemon/domain/value.h"
#include "daemon/insight/series_reader.h"
#include "daemon/store/reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/v1/series_service.pb.h"

namespace trustwatch::rpc {
namespace {

using ::testing::ElementsAre;
using ::trustwatch::testing::DayOf;
using ::trustwatch::testing::DefinitionsBuilder;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::Ods;
using ::trustwatch::testing::PeriodOf;
using ::trustwatch::testing::SliceOf;
using ::trustwatch::testing::Value;

domain::Revision SomeRevision() {
  return {.number = 2,
          .value = domain::Number{.value = 9},
          .status = domain::Status::kRefreshed,
          .known_at = absl::FromUnixMicros(1'000'001),
          .submission_id = 77,
          .withdrawn_at = absl::FromUnixMicros(2'000'002)};
}

TEST(SeriesView, IsReadWithEveryField) {
  v1::SeriesView view;
  view.mutable_as_of()->set_seconds(5);
  view.mutable_as_of()->set_nanos(7);
  view.mutable_first_day()->set_year(2026);
  view.mutable_first_day()->set_month(1);
  view.mutable_first_day()->set_day(2);
  view.mutable_last_day()->set_year(2026);
  view.mutable_last_day()->set_month(3);
  view.mutable_last_day()->set_day(4);
  view.set_include_revisions(true);
  const insight::View read = Value(ToDomain(view));
  EXPECT_EQ(read.as_of, absl::FromUnixNanos(5'000'000'007));
  EXPECT_EQ(read.days.from, DayOf("2026-01-02"));
  EXPECT_EQ(read.days.to, DayOf("2026-03-04"));
  EXPECT_TRUE(read.include_revisions);
}

TEST(SeriesView, UnsetMeansNowAndEveryPeriod) {
  const insight::View read = Value(ToDomain(v1::SeriesView()));
  EXPECT_FALSE(read.as_of.has_value());
  EXPECT_EQ(read.days.from, store::LastDays().from);
  EXPECT_EQ(read.days.to, store::LastDays().to);
  EXPECT_FALSE(read.include_revisions);
}

TEST(SeriesView, EachBadPartIsNamed) {
  v1::SeriesView as_of;
  as_of.mutable_as_of()->set_nanos(-1);
  EXPECT_THAT(ToDomain(as_of), HasReason("TIME_MALFORMED"));
  EXPECT_EQ(base::ErrorOf(ToDomain(as_of).status()).field, "view.as_of");
  v1::SeriesView first;
  first.mutable_first_day()->set_year(2026);
  EXPECT_THAT(ToDomain(first), HasReason("DATE_MALFORMED"));
  EXPECT_EQ(base::ErrorOf(ToDomain(first).status()).field, "view.first_day");
  v1::SeriesView last;
  last.mutable_last_day()->set_year(2026);
  EXPECT_EQ(base::ErrorOf(ToDomain(last).status()).field, "view.last_day");
}

TEST(SeriesRequests, AreReadWithEveryField) {
  v1::GetSeriesRequest one;
  one.set_organisation("XA1");
  one.set_indicator("calls_offered");
  one.set_breakdown("sex:f");
  one.set_span("P3M");
  const insight::SeriesName name = ToDomain(one);
  EXPECT_EQ(name.organisation, "XA1");
  EXPECT_EQ(name.indicator, "calls_offered");
  EXPECT_EQ(name.breakdown, "sex:f");
  EXPECT_EQ(name.span, "P3M");

  v1::StreamSeriesRequest many;
  many.add_organisations("XA1");
  many.add_organisations("XB2");
  many.add_indicators("calls_offered");
  const insight::SeriesFilter filter = ToDomain(many);
  EXPECT_THAT(filter.organisations, ElementsAre("XA1", "XB2"));
  EXPECT_THAT(filter.indicators, ElementsAre("calls_offered"));
}

TEST(Series, IsSentWithEveryField) {
  domain::Slice slice = SliceOf("calls_offered");
  slice.breakdown = "sex:f";
  domain::Revision standing = SomeRevision();
  standing.withdrawn_at.reset();
  const domain::Series series{
      .organisation = Ods("XA1"),
      .slice = slice,
      .points = {{.period = PeriodOf("2026-03"),
                  .current = standing,
                  .revisions = {SomeRevision(), standing}},
                 {.period = PeriodOf("2026-04"), .current = SomeRevision(), .revisions = {}}}};
  DefinitionsBuilder builder;
  builder.Indicator("calls_offered").unit = "calls";
  v1::Series sent;
  ToProto(series, builder.Build()->catalogue, sent);
  EXPECT_EQ(sent.organisation(), "XA1");
  EXPECT_EQ(sent.indicator(), "calls_offered");
  EXPECT_EQ(sent.breakdown(), "sex:f");
  EXPECT_EQ(sent.span(), "P1M");
  EXPECT_EQ(sent.unit(), "calls");
  ASSERT_EQ(sent.points_size(), 2);
  const v1::Point& point = sent.points(0);
  EXPECT_EQ(point.period().last_day().month(), 3);
  EXPECT_EQ(point.value().number().value(), 9);
  EXPECT_EQ(point.status(), v1::STATUS_REFRESHED);
  EXPECT_EQ(point.revision(), 2);
  EXPECT_EQ(point.known_time().seconds(), 1);
  EXPECT_EQ(point.known_time().nanos(), 1'000);
  EXPECT_EQ(point.submission_id(), 77);
  EXPECT_EQ(point.revisions_size(), 2);
  EXPECT_EQ(sent.points(1).revisions_size(), 0);
}

TEST(Series, RevisionsAreSentWithEveryField) {
  const domain::Series series{.organisation = Ods("XA1"),
                              .slice = SliceOf("calls_offered"),
                              .points = {{.period = PeriodOf("2026-03"),
                                          .current = SomeRevision(),
                                          .revisions = {SomeRevision()}}}};
  v1::Series sent;
  ToProto(series, DefinitionsBuilder().Build()->catalogue, sent);
  const v1::Revision& revision = sent.points(0).revisions(0);
  EXPECT_EQ(revision.revision(), 2);
  EXPECT_EQ(revision.value().number().value(), 9);
  EXPECT_EQ(revision.status(), v1::STATUS_REFRESHED);
  EXPECT_EQ(revision.known_time().nanos(), 1'000);
  EXPECT_EQ(revision.submission_id(), 77);
  EXPECT_EQ(revision.withdraw_time().seconds(), 2);
  EXPECT_EQ(revision.withdraw_time().nanos(), 2'000);
}

TEST(Series, OfAnIndicatorThatLeftTheCatalogueHasNoUnit) {
  const domain::Series series{
      .organisation = Ods("XA1"), .slice = SliceOf("left_long_ago"), .points = {}};
  v1::Series sent;
  ToProto(series, DefinitionsBuilder().Build()->catalogue, sent);
  EXPECT_EQ(sent.unit(), "");
  EXPECT_EQ(sent.indicator(), "left_long_ago");
}

}  // namespace
}  // namespace trustwatch::rpc
