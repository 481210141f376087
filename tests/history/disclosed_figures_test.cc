#include "daemon/history/disclosed_figures.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "daemon/base/published.h"
#include "daemon/history/disclosure.h"
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

constexpr int kDisclosedFiguresHidden = -1;

// calls_offered hides small numbers, calls_answered does not.
testing::DefinitionsBuilder MakeDefinitions() {
  testing::DefinitionsBuilder builder;
  builder.Indicator("calls_offered").small_numbers = {.hide_under = 5, .round_to = 5};
  return builder;
}

class DisclosedFiguresTest : public ::testing::Test {
 protected:
  DisclosedFiguresTest() {
    stored_.options.on_committed = [this](const store::Committed& committed) {
      figures_.Apply(*stored_.store, committed);
      disclosed_.Apply(committed);
    };
    stored_.Open();
    calls_ = stored_.Slice("calls_offered");
    young_ = Part("age:young");
    old_ = Part("age:old");
  }

  store::SliceId Part(std::string_view breakdown) {
    domain::Slice slice = testing::SliceOf("calls_offered");
    slice.breakdown = breakdown;
    return Value(stored_.store->InternSlices({slice})).front();
  }
  SeriesPast Past(std::string_view organisation, store::SliceId slice) const {
    SeriesPast past;
    EXPECT_THAT(disclosed_.Copy(*stored_.store, Ods(organisation), slice, past), IsOk());
    return past;
  }
  std::vector<double> Values(std::string_view organisation, store::SliceId slice) const {
    std::vector<double> values;
    const SeriesPast past = Past(organisation, slice);
    for (const Figure& figure : past.figures.figures()) {
      values.push_back(figure.kind == FigureKind::kSuppressed ? kDisclosedFiguresHidden
                                                              : figure.value);
    }
    return values;
  }
  domain::SubmissionId Record(store::SliceId slice, std::string_view month, double count) {
    return stored_.RecordValue("XA1", slice, month, Count(count));
  }

  base::Published<domain::Definitions> definitions_{MakeDefinitions().Build()};
  Figures figures_;  // these outlive the store, which calls them
  DisclosedFigures disclosed_{figures_, definitions_};
  testing::StoreFixture stored_;
  store::SliceId calls_{};
  store::SliceId young_{};
  store::SliceId old_{};
};

TEST_F(DisclosedFiguresTest, WhatNobodyReportedIsEmpty) {
  EXPECT_THAT(Values("XA1", calls_), IsEmpty());
  EXPECT_THAT(Value(disclosed_.Slices(*stored_.store, Ods("XA1"))), IsEmpty());
}

TEST_F(DisclosedFiguresTest, FollowsCommitsBeforeAndAfterTheFirstQuestion) {
  Record(calls_, "2026-01", 43);
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(45));
  Record(calls_, "2026-02", 4);
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(45, kDisclosedFiguresHidden));
  const auto id = Record(calls_, "2026-01", 99);
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(100, kDisclosedFiguresHidden));
  ASSERT_THAT(stored_.store->Withdraw(id, "wrong", "test"), IsOk());
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(45, kDisclosedFiguresHidden));
}

TEST_F(DisclosedFiguresTest, ACorrectionOfOnePartHidesAnother) {
  Record(calls_, "2026-01", 43);
  Record(young_, "2026-01", 13);
  Record(old_, "2026-01", 30);
  EXPECT_THAT(Values("XA1", old_), ElementsAre(30));
  Record(young_, "2026-01", 3);
  EXPECT_THAT(Values("XA1", old_), ElementsAre(kDisclosedFiguresHidden));
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(45));
}

TEST_F(DisclosedFiguresTest, ANewPartHidesAnother) {
  Record(calls_, "2026-01", 43);
  Record(old_, "2026-01", 40);
  EXPECT_THAT(Values("XA1", old_), ElementsAre(40));
  Record(young_, "2026-01", 3);
  EXPECT_THAT(Values("XA1", old_), ElementsAre(kDisclosedFiguresHidden));
  EXPECT_THAT(Values("XA1", young_), ElementsAre(kDisclosedFiguresHidden));
}

TEST_F(DisclosedFiguresTest, WhatHasNoRuleIsShownAsItStands) {
  const store::SliceId answered = stored_.Slice("calls_answered");
  Record(answered, "2026-01", 3);
  EXPECT_THAT(Values("XA1", answered), ElementsAre(3));
  Record(answered, "2026-02", 7);
  EXPECT_THAT(Values("XA1", answered), ElementsAre(3, 7));
}

TEST_F(DisclosedFiguresTest, NewDefinitionsHideAndShow) {
  const store::SliceId answered = stored_.Slice("calls_answered");
  Record(answered, "2026-01", 3);
  Record(calls_, "2026-01", 7);
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(5));
  EXPECT_THAT(Values("XA1", answered), ElementsAre(3));
  testing::DefinitionsBuilder builder = MakeDefinitions();
  builder.Indicator("calls_offered").small_numbers.reset();
  builder.Indicator("calls_answered").small_numbers = {.hide_under = 5, .round_to = 5};
  definitions_.Replace(builder.Build());
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(7));
  EXPECT_THAT(Values("XA1", answered), ElementsAre(kDisclosedFiguresHidden));
}

TEST_F(DisclosedFiguresTest, StepDaysAreThoseOfTheSeries) {
  Record(calls_, "2026-01", 43);
  EXPECT_THAT(Past("XA1", calls_).step_days, IsEmpty());
  Value(stored_.store->RecordStepChange({.organisation = Ods("XA1"),
                                         .indicator = testing::Id("calls_offered"),
                                         .first_day = DayOf("2026-03-01"),
                                         .cause = "new ward",
                                         .approved_by = "Head of performance",
                                         .caller = "test"}));
  EXPECT_THAT(Past("XA1", calls_).step_days, ElementsAre(DayOf("2026-03-01")));
  EXPECT_THAT(Values("XA1", calls_), ElementsAre(45));
}

TEST_F(DisclosedFiguresTest, AffectedAreTheSeriesOfTheSameIndicatorAndSpan) {
  const store::SliceId answered = stored_.Slice("calls_answered");
  Record(calls_, "2026-01", 43);
  Record(young_, "2026-01", 13);
  Record(answered, "2026-01", 3);
  std::vector<store::SliceId> slices = {young_, answered};
  ASSERT_THAT(disclosed_.AddAffected(*stored_.store, Ods("XA1"), slices), IsOk());
  EXPECT_THAT(std::set(slices.begin(), slices.end()), ElementsAre(calls_, young_, answered));
  slices = {answered};
  ASSERT_THAT(disclosed_.AddAffected(*stored_.store, Ods("XA1"), slices), IsOk());
  EXPECT_THAT(slices, ElementsAre(answered)) << "it hides nothing";
}

// What the figures of now say, disclosed in one go.
std::map<std::string, SeriesFigures> Expected(const Figures& figures, const store::Store& store,
                                              const domain::OdsCode& organisation,
                                              const domain::Definitions& definitions) {
  std::vector<FamilySeries> family;
  for (const store::SliceId id : Value(figures.Slices(store, organisation))) {
    SeriesPast past;
    EXPECT_THAT(figures.Copy(store, organisation, id, past), IsOk());
    family.push_back({.breakdown = store.SliceOf(id).breakdown, .figures = past.figures});
  }
  Disclose(definitions.catalogue.Find("calls_offered"), family);
  std::map<std::string, SeriesFigures> all;
  for (FamilySeries& series : family) all[series.breakdown] = std::move(series.figures);
  return all;
}

TEST_F(DisclosedFiguresTest, WhatFollowsCommitsIsWhatTheFiguresSay) {
  const std::uint64_t seed = std::random_device()();
  std::mt19937_64 random(seed);
  std::cout << "seed " << seed << "\n";
  const std::vector<store::SliceId> slices = {calls_, young_, old_, Part("sex:f"), Part("sex:m")};
  std::vector<domain::SubmissionId> standing;
  for (int step = 0; step < 200; ++step) {
    SCOPED_TRACE(fmt::format("seed {} step {}", seed, step));
    if (!standing.empty() && random() % 5 == 0) {
      const std::size_t chosen = random() % standing.size();
      ASSERT_THAT(stored_.store->Withdraw(standing[chosen], "wrong", "test"), IsOk());
      standing.erase(standing.begin() + static_cast<std::ptrdiff_t>(chosen));
    } else {
      standing.push_back(Record(slices[random() % slices.size()],
                                fmt::format("2025-{:02}", 1 + random() % 6),
                                static_cast<double>(random() % 30)));
    }
    if (random() % 3 != 0) continue;  // questions are asked now and then
    const auto expected = Expected(figures_, *stored_.store, Ods("XA1"), *definitions_.Get());
    for (const store::SliceId slice : slices) {
      const auto found = expected.find(stored_.store->SliceOf(slice).breakdown);
      EXPECT_EQ(Past("XA1", slice).figures,
                found == expected.end() ? SeriesFigures() : found->second);
    }
  }
}

TEST_F(DisclosedFiguresTest, NobodySeesAHiddenFigureWhileFiguresCome) {
  std::atomic<int> acknowledged = 0;  // months of 2025
  std::atomic<bool> is_over = false;
  std::vector<std::jthread> lookers;
  for (int i = 0; i < 3; ++i) {
    lookers.emplace_back([&] {
      while (!is_over) {
        const int expected = acknowledged;
        const std::vector<double> seen = Values("XA1", young_);
        EXPECT_GE(static_cast<int>(seen.size()), expected);
        EXPECT_THAT(seen, ::testing::Each(kDisclosedFiguresHidden));
        for (const double value : Values("XA1", calls_)) EXPECT_EQ(value, 45);
      }
    });
  }
  for (int month = 1; month <= 12; ++month) {
    const std::string name = fmt::format("2025-{:02}", month);
    Record(calls_, name, 43);
    Record(young_, name, 3);
    ++acknowledged;
    const auto id = Record(old_, name, 40);
    if (month % 4 == 0) {
      EXPECT_THAT(stored_.store->Withdraw(id, "wrong", "test"), IsOk());
    }
    if (month % 6 == 0) definitions_.Replace(MakeDefinitions().Build());
  }
  is_over = true;
}

}  // namespace
}  // namespace trustwatch::history
