#include "daemon/history/figures.h"

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/step_change.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::history {
namespace {

using testing::Count;
using testing::DayOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::Ods;
using testing::Value;

class FiguresTest : public ::testing::Test {
 protected:
  FiguresTest() {
    stored_.options.on_committed = [this](const store::Committed& committed) {
      figures_.Apply(*stored_.store, committed);
    };
    stored_.Open();
    calls_ = stored_.Slice("calls_offered");
  }

  SeriesPast Past(std::string_view organisation, store::SliceId slice) {
    SeriesPast past;
    EXPECT_THAT(figures_.Copy(*stored_.store, Ods(organisation), slice, past), IsOk());
    return past;
  }
  std::vector<double> Values(std::string_view organisation, store::SliceId slice) {
    std::vector<double> values;
    const SeriesPast past = Past(organisation, slice);
    for (const Figure& figure : past.figures.figures()) values.push_back(figure.value);
    return values;
  }
  domain::StepChangeId ChangeStep(std::string_view first_day,
                                  std::optional<domain::IndicatorId> indicator) {
    return Value(stored_.store->RecordStepChange({.organisation = Ods("XA1"),
                                                  .indicator = std::move(indicator),
                                                  .first_day = DayOf(first_day),
                                                  .cause = "new ward",
                                                  .approved_by = "Head of performance",
                                                  .caller = "test"}))
        .id;
  }

  Figures figures_;  // outlives the store, which calls it
  testing::StoreFixture stored_;
  store::SliceId calls_{};
};

TEST_F(FiguresTest, WhatWasRecordedBeforeAndAfterTheFirstQuestionIsThere) {
  stored_.RecordValue("XA1", calls_, "2026-02", Count(2));
  stored_.RecordValue("XA1", calls_, "2026-01", Count(1));
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(1, 2));
  stored_.RecordValue("XA1", calls_, "2026-04", Count(4));
  stored_.RecordValue("XA1", calls_, "2026-03", Count(3));
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(1, 2, 3, 4));
}

TEST_F(FiguresTest, ACorrectionTakesThePlaceAndAWithdrawalBringsItBack) {
  stored_.RecordValue("XA1", calls_, "2026-01", Count(1));
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(1));
  const auto id = stored_.RecordValue("XA1", calls_, "2026-01", Count(5));
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(5));
  ASSERT_THAT(stored_.store->Withdraw(id, "wrong", "test"), IsOk());
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(1));
}

TEST_F(FiguresTest, OrganisationsAndSlicesAreKeptApart) {
  const store::SliceId answered = stored_.Slice("calls_answered");
  stored_.RecordValue("XA1", calls_, "2026-01", Count(1));
  stored_.RecordValue("XB2", calls_, "2026-01", Count(2));
  stored_.RecordValue("XB2", answered, "2026-01", Count(3));
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(1));
  EXPECT_THAT(Values("XA1", answered), IsEmpty());
  EXPECT_THAT(Values("XB2", answered), ElementsAre(3));
  EXPECT_THAT(Value(figures_.Slices(*stored_.store, Ods("XB2"))), ElementsAre(calls_, answered));
  EXPECT_THAT(Value(figures_.Slices(*stored_.store, Ods("XA1"))), ElementsAre(calls_));
  EXPECT_THAT(Value(figures_.Slices(*stored_.store, Ods("ZZ9"))), IsEmpty());
}

TEST_F(FiguresTest, StepChangesOfOneIndicatorAndOfAllAreJoined) {
  stored_.RecordValue("XA1", calls_, "2026-01", Count(1));
  const store::SliceId answered = stored_.Slice("calls_answered");
  EXPECT_THAT(Past("XA1", calls_).step_days, IsEmpty());
  const auto own = ChangeStep("2026-03-01", testing::Id("calls_offered"));
  ChangeStep("2026-02-01", std::nullopt);
  ChangeStep("2026-03-01", std::nullopt);
  EXPECT_THAT(Past("XA1", calls_).step_days, ElementsAre(DayOf("2026-02-01"), DayOf("2026-03-01")));
  EXPECT_THAT(Past("XA1", answered).step_days,
              ElementsAre(DayOf("2026-02-01"), DayOf("2026-03-01")));
  ChangeStep("2026-05-01", testing::Id("calls_offered"));
  ASSERT_THAT(stored_.store->WithdrawStepChange(own, "none", "test"), IsOk());
  EXPECT_THAT(Past("XA1", calls_).step_days,
              ElementsAre(DayOf("2026-02-01"), DayOf("2026-03-01"), DayOf("2026-05-01")));
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(1)) << "the figures are there as before";
  EXPECT_THAT(Past("XB2", calls_).step_days, IsEmpty());
  EXPECT_THAT(Value(figures_.StepDaysOf(*stored_.store, Ods("XA1"), testing::Id("seen_in_time"))),
              ElementsAre(DayOf("2026-02-01"), DayOf("2026-03-01")))
      << "nobody reported it yet";
}

// What the store says of every series of an organisation.
std::map<store::SliceId, SeriesFigures> FromStore(store::Store& store,
                                                  const domain::OdsCode& organisation) {
  std::map<store::SliceId, SeriesFigures> all;
  EXPECT_THAT(Value(store.NewReader())
                  ->EachCurrent(organisation,
                                [&](const store::CurrentObservation& current) {
                                  const auto span = store.SliceOf(current.slice).span;
                                  all[current.slice].Set(OrdinalOf(current.period.last(), span),
                                                         current.value);
                                }),
              IsOk());
  return all;
}

TEST_F(FiguresTest, WhatFollowsCommitsIsWhatTheStoreSays) {
  const std::uint64_t seed = std::random_device()();
  std::mt19937_64 random(seed);
  std::cout << "seed " << seed << "\n";
  const std::vector<store::SliceId> slices = {calls_, stored_.Slice("calls_answered")};
  std::vector<domain::SubmissionId> standing;
  for (int step = 0; step < 300; ++step) {
    SCOPED_TRACE(fmt::format("seed {} step {}", seed, step));
    const char* const organisation = random() % 2 == 0 ? "XA1" : "XB2";
    if (!standing.empty() && random() % 5 == 0) {
      const std::size_t chosen = random() % standing.size();
      ASSERT_THAT(stored_.store->Withdraw(standing[chosen], "wrong", "test"), IsOk());
      standing.erase(standing.begin() + static_cast<std::ptrdiff_t>(chosen));
    } else {
      const std::string month = fmt::format("2025-{:02}", 1 + random() % 12);
      standing.push_back(stored_.RecordValue(organisation, slices[random() % 2], month,
                                             random() % 4 == 0
                                                 ? domain::Value(domain::Suppressed{})
                                                 : Count(static_cast<double>(random() % 3))));
    }
    if (random() % 3 != 0) continue;  // questions are asked now and then
    auto expected = FromStore(*stored_.store, Ods(organisation));
    for (const store::SliceId slice : slices) {
      EXPECT_EQ(Past(organisation, slice).figures, expected[slice]);
    }
  }
}

}  // namespace
}  // namespace trustwatch::history
