#include "daemon/rpc/catalogue.h"

#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/insight/owed.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::rpc {
namespace {

using ::testing::ElementsAre;
using ::trustwatch::testing::DayOf;
using ::trustwatch::testing::Id;
using ::trustwatch::testing::Ods;
using ::trustwatch::testing::PeriodOf;

constexpr domain::Span kQuarter{.unit = domain::Span::Unit::kMonths, .count = 3};

std::string TextOf(const v1::Date& date) {
  return std::to_string(date.year()) + "-" + std::to_string(date.month()) + "-" +
         std::to_string(date.day());
}

domain::Indicator FullIndicator() {
  return {.id = Id("tt_access"),
          .official_ids = {"A1", "A2"},
          .published_as = {{.dataset = "mhsds", .measure = "A1"}},
          .name = "Access",
          .theme = "Talking therapies",
          .unit = "percent",
          .kind = domain::IndicatorKind::kProportion,
          .numerator = "seen",
          .denominator = "referred",
          .scale = 100,
          .integer = false,
          .direction = domain::Direction::kHigher,
          .standards = {{.text = "75 %",
                         .target = 75,
                         .first_day = DayOf("2020-04-01"),
                         .last_day = DayOf("2026-03-31"),
                         .source = "a plan"},
                        {.text = "better", .source = "another"}},
          .spans = {{}, kQuarter},
          .frequency = "monthly",
          .minimum = 0,
          .maximum = 100,
          .plausible = domain::PlausibleRange{.low = 40, .high = 99, .basis = "33 trusts"},
          .absence_meaning = "not open",
          .suppression = "below 5",
          .why_it_matters = "waiting harms",
          .owner = "a team",
          .review_date = DayOf("2027-04-01"),
          .definition_version = 3};
}

TEST(Indicator, TextIsSentWithEveryField) {
  v1::Indicator sent;
  ToProto(FullIndicator(), sent);
  EXPECT_EQ(sent.id(), "tt_access");
  EXPECT_THAT(sent.official_ids(), ElementsAre("A1", "A2"));
  EXPECT_EQ(sent.name(), "Access");
  EXPECT_EQ(sent.theme(), "Talking therapies");
  EXPECT_EQ(sent.unit(), "percent");
  EXPECT_EQ(sent.numerator(), "seen");
  EXPECT_EQ(sent.denominator(), "referred");
  EXPECT_THAT(sent.spans(), ElementsAre("P1M", "P3M"));
  EXPECT_EQ(sent.absence_meaning(), "not open");
  EXPECT_EQ(sent.suppression(), "below 5");
  EXPECT_EQ(sent.why_it_matters(), "waiting harms");
  EXPECT_EQ(sent.owner(), "a team");
  EXPECT_EQ(TextOf(sent.review_date()), "2027-4-1");
  ASSERT_EQ(sent.published_as_size(), 1);
  EXPECT_EQ(sent.published_as(0).dataset(), "mhsds");
  EXPECT_EQ(sent.published_as(0).measure(), "A1");
}

TEST(Indicator, NumbersAreSentWithEveryField) {
  v1::Indicator sent;
  ToProto(FullIndicator(), sent);
  EXPECT_EQ(sent.kind(), v1::INDICATOR_KIND_PROPORTION);
  EXPECT_EQ(sent.scale(), 100);
  EXPECT_EQ(sent.direction(), v1::DIRECTION_HIGHER);
  EXPECT_EQ(sent.minimum(), 0);
  EXPECT_TRUE(sent.has_minimum());
  EXPECT_EQ(sent.maximum(), 100);
  EXPECT_EQ(sent.plausible_low(), 40);
  EXPECT_EQ(sent.plausible_high(), 99);
  EXPECT_EQ(sent.plausible_basis(), "33 trusts");
  EXPECT_EQ(sent.definition_version(), 3);
  ASSERT_EQ(sent.standards_size(), 2);
  EXPECT_EQ(sent.standards(0).text(), "75 %");
  EXPECT_EQ(sent.standards(0).target(), 75);
  EXPECT_EQ(TextOf(sent.standards(0).first_day()), "2020-4-1");
  EXPECT_EQ(TextOf(sent.standards(0).last_day()), "2026-3-31");
  EXPECT_EQ(sent.standards(0).source(), "a plan");
}

TEST(Indicator, TheRuleForSmallNumbersIsSentWithEveryField) {
  domain::Indicator indicator = FullIndicator();
  indicator.small_numbers = domain::SmallNumbers{.hide_under = 7, .round_to = 5, .decimals = 1};
  v1::Indicator sent;
  ToProto(indicator, sent);
  EXPECT_EQ(sent.small_numbers().hide_under(), 7);
  EXPECT_EQ(sent.small_numbers().round_to(), 5);
  EXPECT_EQ(sent.small_numbers().decimals(), 1);
  EXPECT_FALSE(sent.small_numbers().zero_shown());
  EXPECT_FALSE(sent.small_numbers().breakdowns_only());
  indicator.small_numbers->show_zero = true;
  ToProto(indicator, sent);
  EXPECT_TRUE(sent.small_numbers().zero_shown());
  EXPECT_FALSE(sent.small_numbers().breakdowns_only());
  indicator.small_numbers->breakdowns_only = true;
  ToProto(indicator, sent);
  EXPECT_TRUE(sent.small_numbers().breakdowns_only());
}

TEST(Indicator, WhatItDoesNotHaveIsNotSent) {
  domain::Indicator indicator = FullIndicator();
  indicator.minimum.reset();
  indicator.maximum.reset();
  indicator.plausible.reset();
  v1::Indicator sent;
  ToProto(indicator, sent);
  EXPECT_FALSE(sent.has_minimum());
  EXPECT_FALSE(sent.has_maximum());
  EXPECT_FALSE(sent.has_plausible_low());
  EXPECT_FALSE(sent.has_plausible_high());
  EXPECT_FALSE(sent.has_small_numbers());
  EXPECT_FALSE(sent.standards(1).has_target());
  EXPECT_FALSE(sent.standards(1).has_first_day());
  EXPECT_FALSE(sent.standards(1).has_last_day());
}

TEST(Indicator, EveryKindAndDirectionHasItsOwnName) {
  EXPECT_EQ(ToProto(domain::IndicatorKind::kCount), v1::INDICATOR_KIND_COUNT);
  EXPECT_EQ(ToProto(domain::IndicatorKind::kRate), v1::INDICATOR_KIND_RATE);
  EXPECT_EQ(ToProto(domain::IndicatorKind::kMoney), v1::INDICATOR_KIND_MONEY);
  EXPECT_EQ(ToProto(domain::IndicatorKind::kDuration), v1::INDICATOR_KIND_DURATION);
  EXPECT_EQ(ToProto(domain::IndicatorKind::kScore), v1::INDICATOR_KIND_SCORE);
  EXPECT_EQ(ToProto(domain::Direction::kLower), v1::DIRECTION_LOWER);
  EXPECT_EQ(ToProto(domain::Direction::kNeither), v1::DIRECTION_NEITHER);
}

TEST(Organisation, IsSentWithEveryFieldAndTodaysName) {
  domain::Organisation organisation{
      .code = Ods("RX4"),
      .names = {{.name = "Old", .from = {}}, {.name = "New", .from = DayOf("2019-10-01")}},
      .kind = "mental_health_trust",
      .region = "North East",
      .icb = "QHM",
      .opened = DayOf("2006-04-01"),
      .closed = DayOf("2030-03-31")};
  v1::Organisation sent;
  ToProto(organisation, sent);
  EXPECT_EQ(sent.ods_code(), "RX4");
  EXPECT_EQ(sent.name(), "New");
  EXPECT_EQ(sent.kind(), "mental_health_trust");
  EXPECT_EQ(sent.region(), "North East");
  EXPECT_EQ(sent.icb(), "QHM");
  EXPECT_EQ(TextOf(sent.opened()), "2006-4-1");
  EXPECT_EQ(TextOf(sent.closed()), "2030-3-31");

  organisation.opened.reset();
  organisation.closed.reset();
  v1::Organisation open;
  ToProto(organisation, open);
  EXPECT_FALSE(open.has_opened());
  EXPECT_FALSE(open.has_closed());
}

TEST(Return, IsSentWithEveryField) {
  const domain::Return owed_return{
      .id = "crisis_line_monthly",
      .name = "Crisis line",
      .owed_by = {"mental_health_trust", "other"},
      .items = {{.indicator = Id("a"), .span = {}}, {.indicator = Id("b"), .span = kQuarter}},
      .every_months = 3,
      .year_end_month = 1,
      .deadline_working_day = 12,
      .required = true};
  v1::Return sent;
  ToProto(owed_return, sent);
  EXPECT_EQ(sent.id(), "crisis_line_monthly");
  EXPECT_EQ(sent.name(), "Crisis line");
  EXPECT_THAT(sent.owed_by(), ElementsAre("mental_health_trust", "other"));
  ASSERT_EQ(sent.items_size(), 2);
  EXPECT_EQ(sent.items(0).indicator(), "a");
  EXPECT_EQ(sent.items(0).span(), "P1M");
  EXPECT_EQ(sent.items(1).indicator(), "b");
  EXPECT_EQ(sent.items(1).span(), "P3M");
  EXPECT_EQ(sent.every_months(), 3);
  EXPECT_EQ(sent.year_end_month(), 1);
  EXPECT_EQ(sent.deadline_working_day(), 12);
  EXPECT_TRUE(sent.required());
}

TEST(OwedItem, IsSentWithEveryField) {
  const absl::Time due =
      absl::FromCivil(absl::CivilSecond(2026, 5, 15, 22, 59, 59), absl::UTCTimeZone());
  insight::OwedItem item{.organisation = Ods("XA1"),
                         .return_id = "monthly",
                         .indicator = Id("calls_offered"),
                         .period = PeriodOf("2026-04"),
                         .due_at = due,
                         .is_overdue = true,
                         .received_at = {}};
  v1::OwedItem sent;
  ToProto(item, sent);
  EXPECT_EQ(sent.organisation(), "XA1");
  EXPECT_EQ(sent.return_id(), "monthly");
  EXPECT_EQ(sent.indicator(), "calls_offered");
  EXPECT_EQ(TextOf(sent.period().first_day()), "2026-4-1");
  EXPECT_EQ(TextOf(sent.period().last_day()), "2026-4-30");
  EXPECT_EQ(sent.due_time().seconds(), absl::ToUnixSeconds(due));
  EXPECT_TRUE(sent.overdue());
  EXPECT_FALSE(sent.has_received_time());

  item.is_overdue = false;
  item.received_at = due - absl::Seconds(1);
  v1::OwedItem received;
  ToProto(item, received);
  EXPECT_FALSE(received.overdue());
  EXPECT_EQ(received.received_time().seconds(), absl::ToUnixSeconds(due) - 1);
}

}  // namespace
}  // namespace trustwatch::rpc
