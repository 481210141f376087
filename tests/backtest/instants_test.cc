#include "collectors/backtest/instants.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::backtest {
namespace {

using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::Value;

const absl::Time kInstantsNow = absl::FromCivil(absl::CivilDay(2026, 6, 1), absl::UTCTimeZone());

std::vector<std::string> Tell(const Schedule& schedule) {
  std::vector<std::string> texts;
  for (const Instant& it : Value(InstantsOf(schedule, kInstantsNow))) {
    texts.push_back(absl::FormatTime("%Y-%m-%dT%H:%M", it.at, absl::UTCTimeZone()) +
                    (it.through ? " through " + domain::ToString(*it.through) : ""));
  }
  return texts;
}

TEST(InstantsTest, AMonthIsLookedAtOnItsLastDay) {
  EXPECT_THAT(Tell({.from = "2019-12", .to = "2020-02"}),
              ElementsAre("2019-12-31T12:00", "2020-01-31T12:00", "2020-02-29T12:00"));
  EXPECT_THAT(Tell({.from = "2020-01", .to = "2020-01", .lag_days = 25}),
              ElementsAre("2020-02-25T12:00"));
}

TEST(InstantsTest, WeeksAndDaysEndWithTheLastMonth) {
  EXPECT_THAT(
      Tell({.from = "2021-02", .to = "2021-02", .every = Every::kWeek}),
      ElementsAre("2021-02-07T12:00", "2021-02-14T12:00", "2021-02-21T12:00", "2021-02-28T12:00"));
  const std::vector<std::string> days =
      Tell({.from = "2020-01", .to = "2020-12", .every = Every::kDay});
  EXPECT_EQ(days.size(), 366U);
  EXPECT_EQ(days.front(), "2020-01-01T12:00");
  EXPECT_EQ(days.back(), "2020-12-31T12:00");
}

TEST(InstantsTest, AFigureIsPublishedSoLongAfterItsPeriod) {
  // 45 days before 31 March 2019 is 14 February.
  EXPECT_THAT(Tell({.from = "2019-03", .to = "2019-03", .published_after_days = 45}),
              ElementsAre("2019-03-31T12:00 through 2019-02-14"));
}

TEST(InstantsTest, WhatCannotBeReadSaysWhatToWrite) {
  struct Case {
    Schedule schedule;
    std::string reason;
    std::string said;
  };
  const std::vector<Case> cases = {
      {{.from = "2018", .to = "2019-01"}, "MONTH_MALFORMED", "--from 2018 is no month"},
      {{.from = "2018-13", .to = "2019-01"}, "MONTH_MALFORMED", "write one as 2022-11"},
      {{.from = "2018-01-01", .to = "2019-01"}, "MONTH_MALFORMED", "--from 2018-01-01"},
      {{.from = "2018-01", .to = ""}, "MONTH_MALFORMED", "--to "},
      {{.from = "2019-02", .to = "2019-01"}, "MONTHS_REVERSED", "write the earlier month first"},
      {{.from = "2026-05", .to = "2026-06"}, "INSTANT_IN_FUTURE", "2026-06-30, which is still"},
      {{.from = "2026-05", .to = "2026-05", .lag_days = 30}, "INSTANT_IN_FUTURE", "2026-06-30"},
      {{.from = "2000-01", .to = "2019-01", .every = Every::kDay},
       "TOO_MANY_INSTANTS",
       "ask for fewer months, or for --every week"}};
  for (const Case& it : cases) {
    const absl::Status status = InstantsOf(it.schedule, kInstantsNow).status();
    EXPECT_THAT(status, HasReason(it.reason));
    EXPECT_THAT(std::string(status.message()), HasSubstr(it.said));
  }
}

}  // namespace
}  // namespace trustwatch::backtest
