#include "daemon/rpc/comparison.h"

#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/value.h"
#include "daemon/insight/comparison.h"
#include "daemon/insight/comparison_reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::trustwatch::testing::DayOf;
using ::trustwatch::testing::DefinitionsBuilder;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::Ods;
using ::trustwatch::testing::PeriodOf;
using ::trustwatch::testing::SliceOf;
using ::trustwatch::testing::Value;

insight::ComparedOrganisation SomeOrganisation() {
  return {.figure = {.organisation = Ods("XA1"),
                     .name = "Anyshire",
                     .kind = "mental_health_trust",
                     .region = "Invented North",
                     .value = domain::Number{.value = 62.5, .numerator = 5, .denominator = 8}},
          .limits = insight::ComparedLimits{.lower_95 = 30, .upper_95 = 70, .upper_998 = 80},
          .flag = insight::FunnelFlag::kInside,
          .excluded_because = {},
          .place = 4,
          .place_lowest = 2,
          .place_highest = 7,
          .among_kind = insight::PeerQuarter::kLowest,
          .among_region = insight::PeerQuarter::kHighest};
}

insight::Comparison SomeComparison() {
  insight::Comparison comparison{.slice = SliceOf("seen_in_time"), .period = PeriodOf("2026-04")};
  comparison.slice.breakdown = "age:under18";
  comparison.organisations = {SomeOrganisation()};
  comparison.funnel = insight::ComparedFunnel{
      .centre = 50,
      .dispersion = 1.5,
      .is_dispersion_allowed_for = true,
      .curve = {{.denominator = 8, .limits = {.lower_95 = 31, .lower_998 = 21}}}};
  comparison.quartiles = {{.kind = "mental_health_trust",
                           .region = "Invented North",
                           .lower = 1,
                           .median = 2,
                           .upper = 3,
                           .peers = 5}};
  return comparison;
}

v1::CompareOrganisationsResponse Sent(const insight::Comparison& comparison) {
  v1::CompareOrganisationsResponse sent;
  ToProto(comparison, *DefinitionsBuilder().Build(), sent);
  return sent;
}

TEST(CompareOrganisationsRequest, IsReadWithEveryField) {
  v1::CompareOrganisationsRequest request;
  request.set_indicator("seen_in_time");
  request.set_breakdown("sex:f");
  request.set_span("P3M");
  request.mutable_last_day()->set_year(2026);
  request.mutable_last_day()->set_month(3);
  request.mutable_last_day()->set_day(31);
  request.add_kinds("mental_health_trust");
  request.add_kinds("other_provider");
  request.add_regions("Invented North");
  request.mutable_as_of()->set_seconds(5);
  request.set_include_curve(true);
  const insight::ComparisonQuery query = Value(ToDomain(request));
  EXPECT_EQ(query.indicator, "seen_in_time");
  EXPECT_EQ(query.breakdown, "sex:f");
  EXPECT_EQ(query.span, "P3M");
  EXPECT_EQ(query.last_day, DayOf("2026-03-31"));
  EXPECT_THAT(query.kinds, ElementsAre("mental_health_trust", "other_provider"));
  EXPECT_THAT(query.regions, ElementsAre("Invented North"));
  EXPECT_EQ(query.as_of, absl::FromUnixSeconds(5));
  EXPECT_TRUE(query.include_curve);
}

TEST(CompareOrganisationsRequest, UnsetMeansTheNewestPeriodAllOfThemAndNow) {
  const insight::ComparisonQuery query = Value(ToDomain(v1::CompareOrganisationsRequest()));
  EXPECT_FALSE(query.last_day.has_value());
  EXPECT_FALSE(query.as_of.has_value());
  EXPECT_THAT(query.kinds, IsEmpty());
  EXPECT_THAT(query.regions, IsEmpty());
  EXPECT_FALSE(query.include_curve);
}

TEST(CompareOrganisationsRequest, EachBadPartIsNamed) {
  v1::CompareOrganisationsRequest day;
  day.mutable_last_day()->set_year(2026);
  EXPECT_THAT(ToDomain(day), HasReason("DATE_MALFORMED"));
  EXPECT_EQ(base::ErrorOf(ToDomain(day).status()).field, "last_day");
  v1::CompareOrganisationsRequest as_of;
  as_of.mutable_as_of()->set_nanos(-1);
  EXPECT_THAT(ToDomain(as_of), HasReason("TIME_MALFORMED"));
  EXPECT_EQ(base::ErrorOf(ToDomain(as_of).status()).field, "as_of");
}

TEST(CompareOrganisationsResponse, IsSentWithEveryField) {
  const v1::CompareOrganisationsResponse sent = Sent(SomeComparison());
  EXPECT_EQ(sent.indicator(), "seen_in_time");
  EXPECT_EQ(sent.breakdown(), "age:under18");
  EXPECT_EQ(sent.span(), "P1M");
  EXPECT_EQ(sent.period().first_day().day(), 1);
  EXPECT_EQ(sent.period().last_day().day(), 30);
  EXPECT_EQ(sent.unit(), "percent");
  EXPECT_EQ(sent.no_funnel_because(), "");
  EXPECT_EQ(sent.funnel().centre(), 50);
  EXPECT_EQ(sent.funnel().dispersion(), 1.5);
  EXPECT_TRUE(sent.funnel().overdispersion_allowed_for());
  ASSERT_EQ(sent.funnel().curve_size(), 1);
  EXPECT_EQ(sent.funnel().curve(0).denominator(), 8);
  EXPECT_EQ(sent.funnel().curve(0).limits().lower_95(), 31);
  EXPECT_EQ(sent.funnel().curve(0).limits().lower_998(), 21);
  EXPECT_FALSE(sent.funnel().curve(0).limits().has_upper_95());
  ASSERT_EQ(sent.quartiles_size(), 1);
  EXPECT_EQ(sent.quartiles(0).kind(), "mental_health_trust");
  EXPECT_EQ(sent.quartiles(0).region(), "Invented North");
  EXPECT_EQ(sent.quartiles(0).lower(), 1);
  EXPECT_EQ(sent.quartiles(0).median(), 2);
  EXPECT_EQ(sent.quartiles(0).upper(), 3);
  EXPECT_EQ(sent.quartiles(0).peer_count(), 5);
}

TEST(CompareOrganisationsResponse, AnOrganisationIsSentWithEveryField) {
  const v1::CompareOrganisationsResponse sent = Sent(SomeComparison());
  ASSERT_EQ(sent.organisations_size(), 1);
  const v1::OrganisationComparison& one = sent.organisations(0);
  EXPECT_EQ(one.organisation(), "XA1");
  EXPECT_EQ(one.name(), "Anyshire");
  EXPECT_EQ(one.kind(), "mental_health_trust");
  EXPECT_EQ(one.region(), "Invented North");
  EXPECT_EQ(one.value().number().value(), 62.5);
  EXPECT_EQ(one.value().number().numerator(), 5);
  EXPECT_EQ(one.value().number().denominator(), 8);
  EXPECT_EQ(one.limits().lower_95(), 30);
  EXPECT_EQ(one.limits().upper_95(), 70);
  EXPECT_FALSE(one.limits().has_lower_998()) << "the formula has no value there";
  EXPECT_EQ(one.limits().upper_998(), 80);
  EXPECT_EQ(one.flag(), v1::FUNNEL_FLAG_INSIDE);
  EXPECT_EQ(one.place(), 4);
  EXPECT_EQ(one.place_lowest(), 2);
  EXPECT_EQ(one.place_highest(), 7);
  EXPECT_EQ(one.among_kind(), v1::PEER_QUARTER_LOWEST);
  EXPECT_EQ(one.among_region(), v1::PEER_QUARTER_HIGHEST);
  EXPECT_EQ(one.excluded_because(), "");
}

TEST(CompareOrganisationsResponse, WhatDoesNotExistIsNotSet) {
  insight::Comparison comparison{.slice = SliceOf("left_long_ago")};
  comparison.organisations = {
      {.figure = {.organisation = Ods("XA1")}, .excluded_because = "its figure is withheld"}};
  comparison.no_funnel_because = "there are too few";
  const v1::CompareOrganisationsResponse sent = Sent(comparison);
  EXPECT_FALSE(sent.has_period());
  EXPECT_FALSE(sent.has_funnel());
  EXPECT_EQ(sent.no_funnel_because(), "there are too few");
  EXPECT_EQ(sent.unit(), "") << "it has left the catalogue";
  EXPECT_EQ(sent.quartiles_size(), 0);
  const v1::OrganisationComparison& one = sent.organisations(0);
  EXPECT_FALSE(one.has_value());
  EXPECT_FALSE(one.has_limits());
  EXPECT_EQ(one.flag(), v1::FUNNEL_FLAG_UNSPECIFIED);
  EXPECT_EQ(one.place(), 0);
  EXPECT_EQ(one.place_highest(), 0);
  EXPECT_EQ(one.among_kind(), v1::PEER_QUARTER_UNSPECIFIED);
  EXPECT_EQ(one.excluded_because(), "its figure is withheld");
}

TEST(CompareOrganisationsResponse, AFunnelWithoutNumbersIsStillAFunnel) {
  insight::Comparison comparison = SomeComparison();
  comparison.funnel = insight::ComparedFunnel();
  comparison.organisations[0].limits = insight::ComparedLimits();
  const v1::CompareOrganisationsResponse sent = Sent(comparison);
  EXPECT_TRUE(sent.has_funnel());
  EXPECT_FALSE(sent.funnel().has_centre());
  EXPECT_FALSE(sent.funnel().has_dispersion());
  EXPECT_FALSE(sent.funnel().overdispersion_allowed_for());
  EXPECT_FALSE(sent.organisations(0).limits().has_upper_998());
}

TEST(CompareOrganisationsResponse, EveryWordHasItsOwn) {
  struct Case {
    insight::FunnelFlag flag;
    v1::FunnelFlag sent_flag;
    insight::PeerQuarter quarter;
    v1::PeerQuarter sent_quarter;
  };
  const Case cases[] = {
      {insight::FunnelFlag::kInside, v1::FUNNEL_FLAG_INSIDE, insight::PeerQuarter::kLowest,
       v1::PEER_QUARTER_LOWEST},
      {insight::FunnelFlag::kLow, v1::FUNNEL_FLAG_LOW, insight::PeerQuarter::kMiddleHalf,
       v1::PEER_QUARTER_MIDDLE_HALF},
      {insight::FunnelFlag::kHigh, v1::FUNNEL_FLAG_HIGH, insight::PeerQuarter::kHighest,
       v1::PEER_QUARTER_HIGHEST},
  };
  for (const Case& each : cases) {
    insight::Comparison comparison = SomeComparison();
    comparison.organisations[0].flag = each.flag;
    comparison.organisations[0].among_kind = each.quarter;
    comparison.organisations[0].among_region = each.quarter;
    const v1::CompareOrganisationsResponse sent = Sent(comparison);
    EXPECT_EQ(sent.organisations(0).flag(), each.sent_flag);
    EXPECT_EQ(sent.organisations(0).among_kind(), each.sent_quarter);
    EXPECT_EQ(sent.organisations(0).among_region(), each.sent_quarter);
  }
}

TEST(CompareOrganisationsResponse, AbsencesKeepTheirKind) {
  insight::Comparison comparison = SomeComparison();
  comparison.organisations[0].figure.value = domain::Suppressed{};
  EXPECT_TRUE(Sent(comparison).organisations(0).value().has_suppressed());
  comparison.organisations[0].figure.value = domain::NilReturn{};
  EXPECT_TRUE(Sent(comparison).organisations(0).value().has_nil_return());
}

}  // namespace
}  // namespace trustwatch::rpc
