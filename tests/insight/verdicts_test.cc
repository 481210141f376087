#include "daemon/insight/verdicts.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "daemon/history/disclosed_figures.h"
#include "daemon/history/figures.h"
#include "daemon/insight/verdict_reader.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/insight/random_history.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::NoonOf;
using ::testing::Pair;
using testing::Value;

std::string Tell(const history::SeriesVerdict& judged) {
  const stats::Verdict& verdict = judged.verdict;
  return fmt::format(
      "v{} a{} {} from {} of {} trial {} mean {:.17g} since {}",
      static_cast<int>(verdict.variation), static_cast<int>(verdict.assurance),
      verdict.latest_known ? judged.timeline.PeriodAt(*verdict.latest).ToString() : "unknown",
      verdict.group_first, verdict.baseline_points, verdict.trial, verdict.mean.value_or(-1),
      verdict.signal ? static_cast<int>(verdict.signal->since) : -1);
}

std::vector<std::string> Tell(const VerdictSnapshot& snapshot) {
  std::vector<std::string> all;
  for (const auto& part : snapshot.organisations) {
    for (const JudgedSeries& judged : part->series) {
      all.push_back(fmt::format("{} {} {}: {}", part->organisation.text(),
                                judged.slice->indicator.text(), judged.slice->breakdown,
                                Tell(judged.verdict)));
    }
  }
  return all;
}

bool IsSame(const VerdictSnapshot& a, const VerdictSnapshot& b) {
  if (a.organisations.size() != b.organisations.size()) return false;
  for (std::size_t i = 0; i < a.organisations.size(); ++i) {
    const auto& x = *a.organisations[i];
    const auto& y = *b.organisations[i];
    if (x.organisation != y.organisation || x.series.size() != y.series.size()) return false;
    for (std::size_t j = 0; j < x.series.size(); ++j) {
      if (x.series[j].slice_id != y.series[j].slice_id ||
          x.series[j].latest_kind != y.series[j].latest_kind ||
          x.series[j].verdict != y.series[j].verdict) {
        return false;
      }
    }
  }
  return true;
}

class VerdictsTest : public ::testing::Test {
 protected:
  VerdictSnapshot Snapshot() { return Value(fixture_.verdicts.Snapshot(fixture_.store())); }
  // The only verdict.
  history::SeriesVerdict Only() {
    const VerdictSnapshot snapshot = Snapshot();
    EXPECT_EQ(snapshot.organisations.size(), 1U);
    EXPECT_EQ(snapshot.organisations[0]->series.size(), 1U);
    return snapshot.organisations[0]->series[0].verdict;
  }
  void ReportYear(double value) {
    for (int month = 1; month <= 12; ++month) {
      fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", fmt::format("2025-{:02}", month),
                           value + month % 3);
    }
  }
  testing::InsightFixture fixture_;
};

TEST_F(VerdictsTest, NothingReportedNothingJudged) {
  EXPECT_THAT(Snapshot().organisations, IsEmpty());
}

TEST_F(VerdictsTest, ARestatementOfAnOldMonthJudgesTheSeriesAnew) {
  ReportYear(10);
  const history::SeriesVerdict before = Only();
  fixture_.ReportCalls(NoonOf("2026-05-11"), "XA1", "2025-03", 400);
  const history::SeriesVerdict after = Only();
  EXPECT_GT(after.verdict.mean, before.verdict.mean);
  EXPECT_EQ(after.latest_value, before.latest_value);
}

TEST_F(VerdictsTest, ASnapshotDoesNotChange) {
  ReportYear(10);
  const VerdictSnapshot taken = Snapshot();
  const std::vector<std::string> before = Tell(taken);
  fixture_.ReportCalls(NoonOf("2026-05-11"), "XA1", "2025-03", 400);
  Snapshot();
  EXPECT_EQ(Tell(taken), before);
}

TEST_F(VerdictsTest, OnlyWhatWasTouchedIsJudgedAgain) {
  ReportYear(10);
  fixture_.ReportCalls(NoonOf("2026-05-11"), "XB2", "2025-03", 4);
  const VerdictSnapshot before = Snapshot();
  fixture_.ReportCalls(NoonOf("2026-05-12"), "XB2", "2025-04", 5);
  const VerdictSnapshot after = Snapshot();
  EXPECT_EQ(after.organisations[0], before.organisations[0]) << "the very same part";
  EXPECT_NE(after.organisations[1], before.organisations[1]);
}

TEST_F(VerdictsTest, AStepChangeSplitsTheSeriesAndItsWithdrawalJoinsIt) {
  ReportYear(10);
  const history::SeriesVerdict before = Only();
  const auto change =
      Value(fixture_.store().RecordStepChange({.organisation = testing::Ods("XA1"),
                                               .first_day = testing::DayOf("2025-07-01"),
                                               .cause = "new ward",
                                               .approved_by = "Head of performance",
                                               .caller = "test"}));
  EXPECT_EQ(Only().verdict.group_first, 6U);
  ASSERT_THAT(fixture_.store().WithdrawStepChange(change.id, "none", "test"), IsOk());
  EXPECT_EQ(Only(), before);
}

TEST_F(VerdictsTest, NewDefinitionsJudgeEverythingAnew) {
  for (int month = 1; month <= 12; ++month) {  // the last seven high
    fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", fmt::format("2025-{:02}", month),
                         (month > 5 ? 20 : 10) + month % 2);
  }
  EXPECT_EQ(Only().verdict.variation, stats::Variation::kNeither);
  testing::DefinitionsBuilder builder;
  builder.Indicator("calls_offered").direction = domain::Direction::kLower;
  fixture_.definitions.Replace(builder.Build());
  EXPECT_EQ(Only().verdict.variation, stats::Variation::kConcern);
}

TEST_F(VerdictsTest, AWithdrawnSeriesIsGone) {
  const auto id = fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 4);
  EXPECT_EQ(Snapshot().organisations.size(), 1U);
  fixture_.Withdraw(NoonOf("2026-05-11"), id);
  EXPECT_THAT(Snapshot().organisations, IsEmpty());
}

TEST_F(VerdictsTest, TheKindOfTheNewestFigureIsTold) {
  ReportYear(10);
  EXPECT_EQ(Snapshot().organisations[0]->series[0].latest_kind, history::FigureKind::kNumber);
  fixture_.Report(NoonOf("2026-05-11"), "XA1",
                  {{testing::SliceOf("calls_offered"), "2026-01", domain::NilReturn{}}});
  EXPECT_EQ(Snapshot().organisations[0]->series[0].latest_kind, history::FigureKind::kNilReturn);
}

class DisclosedVerdictsTest : public VerdictsTest {
 protected:
  DisclosedVerdictsTest() {
    testing::DefinitionsBuilder builder;
    builder.Indicator("calls_offered").small_numbers = {.hide_under = 5, .round_to = 5};
    fixture_.definitions.Replace(builder.Build());
    young_.breakdown = "age:young";
    old_.breakdown = "age:old";
  }
  // The newest figure of each series of XA1, by breakdown: "45", or "*" if it is hidden.
  std::map<std::string, std::string> Latest() {
    std::map<std::string, std::string> latest;
    const auto snapshot = Value(fixture_.disclosed_verdicts.Snapshot(fixture_.store()));
    for (const JudgedSeries& series : snapshot.organisations[0]->series) {
      const bool is_hidden = series.latest_kind == history::FigureKind::kSuppressed;
      EXPECT_EQ(series.verdict.verdict.latest_known, !is_hidden);
      latest[series.slice->breakdown] =
          is_hidden ? "*" : fmt::format("{}", series.verdict.latest_value);
    }
    return latest;
  }

  domain::Slice whole_ = testing::SliceOf("calls_offered");
  domain::Slice young_ = whole_;
  domain::Slice old_ = whole_;
};

TEST_F(DisclosedVerdictsTest, MeanAndLimitsAreOfTheDisclosedFigures) {
  // 11, 12, 10, 11, ... : 10 each. The exact ones are not, and know a month that is hidden.
  ReportYear(10);
  fixture_.ReportCalls(NoonOf("2026-05-11"), "XA1", "2025-03", 4);
  const auto snapshot = Value(fixture_.disclosed_verdicts.Snapshot(fixture_.store()));
  const stats::Verdict& seen = snapshot.organisations[0]->series[0].verdict.verdict;
  EXPECT_EQ(seen.mean, 10);
  ASSERT_TRUE(seen.limits.has_value());
  EXPECT_EQ(seen.limits->lower, 10);
  EXPECT_EQ(seen.limits->upper, 10);
  EXPECT_EQ(seen.baseline_points, 11U);
  EXPECT_NE(Only().verdict.mean, 10);
  EXPECT_EQ(Only().verdict.baseline_points, 12U);
}

TEST_F(DisclosedVerdictsTest, ACorrectionOfOnePartJudgesTheOthersAnew) {
  fixture_.Report(NoonOf("2026-02-10"), "XA1",
                  {{whole_, "2026-01", testing::Count(43)},
                   {young_, "2026-01", testing::Count(13)},
                   {old_, "2026-01", testing::Count(30)}});
  EXPECT_THAT(Latest(),
              ElementsAre(Pair("", "45"), Pair("age:old", "30"), Pair("age:young", "15")));
  fixture_.Report(NoonOf("2026-02-11"), "XA1", {{young_, "2026-01", testing::Count(3)}});
  EXPECT_THAT(Latest(), ElementsAre(Pair("", "45"), Pair("age:old", "*"), Pair("age:young", "*")));
  fixture_.Report(NoonOf("2026-02-12"), "XA1", {{young_, "2026-01", testing::Count(8)}});
  EXPECT_THAT(Latest(),
              ElementsAre(Pair("", "45"), Pair("age:old", "30"), Pair("age:young", "10")));
}

TEST_F(VerdictsTest, WhoLooksWhileFiguresComeSeesWhatWasAcknowledged) {
  std::atomic<int> acknowledged = 0;  // months of 2025 and 2026 that XA1 has reported
  std::atomic<bool> is_over = false;
  std::vector<std::jthread> lookers;
  for (int i = 0; i < 3; ++i) {
    lookers.emplace_back([&] {
      while (!is_over) {
        const int expected = acknowledged;
        const auto snapshot = fixture_.verdicts.Snapshot(fixture_.store());
        ASSERT_THAT(snapshot.status(), IsOk());
        std::size_t seen = 0;
        for (const auto& part : snapshot->organisations) {
          if (part->organisation == testing::Ods("XA1")) {
            seen = part->series[0].verdict.verdict.baseline_points;
          }
        }
        EXPECT_GE(static_cast<int>(seen), expected);
      }
    });
  }
  for (int month = 0; month < 16; ++month) {
    fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1",
                         fmt::format("{}-{:02}", 2025 + month / 12, month % 12 + 1), 100 + month);
    ++acknowledged;
    fixture_.ReportCalls(NoonOf("2026-05-10"), "XB2", "2025-01", month);
    if (month % 5 == 4) fixture_.Withdraw(NoonOf("2026-05-10"), 2 * (month + 1));  // of XB2
  }
  is_over = true;
}

// The verdicts of now, as the reader tells them and as of an instant after everything.
std::vector<std::string> Told(testing::InsightFixture& fixture, std::optional<absl::Time> as_of) {
  const VerdictReader reader(fixture.store(), fixture.definitions, fixture.verdicts);
  std::vector<std::string> all;
  EXPECT_THAT(reader.Each({.as_of = as_of},
                          [&all](const VerdictView& view) {
                            all.push_back(fmt::format("{} {} {}: {}", view.organisation.text(),
                                                      view.slice.indicator.text(),
                                                      view.slice.breakdown, Tell(view.verdict)));
                            return true;
                          }),
              IsOk());
  return all;
}

TEST(VerdictsRandomTest, TheSnapshotIsWhatTheStoreSaysAfterAnyHistory) {
  const std::uint64_t seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  for (std::uint64_t round = 0; round < 4; ++round) {
    SCOPED_TRACE(fmt::format("seed {} round {}", seed, round));
    testing::InsightFixture fixture;
    testing::DefinitionsBuilder builder;
    builder.Indicator("calls_offered").small_numbers = {.hide_under = 5, .round_to = 5};
    fixture.definitions.Replace(builder.Build());
    testing::RandomHistory history(seed + round, fixture, 20);
    for (int step = 0; step < 150; ++step) {
      history.Step();
      if (step % 5 != 4) continue;
      const VerdictSnapshot followed = Value(fixture.verdicts.Snapshot(fixture.store()));
      const history::Figures figures;
      Verdicts rebuilt(figures, fixture.definitions);
      const VerdictSnapshot loaded = Value(rebuilt.Snapshot(fixture.store()));
      const history::DisclosedFigures disclosed(figures, fixture.definitions);
      Verdicts as_seen(disclosed, fixture.definitions);
      ASSERT_TRUE(IsSame(Value(fixture.disclosed_verdicts.Snapshot(fixture.store())),
                         Value(as_seen.Snapshot(fixture.store()))));
      ASSERT_TRUE(IsSame(followed, loaded)) << ::testing::PrintToString(Tell(followed)) << "\n"
                                            << ::testing::PrintToString(Tell(loaded));
      ASSERT_EQ(Told(fixture, std::nullopt), Told(fixture, absl::InfiniteFuture()))
          << "now is as of the end of time";
    }
  }
}

}  // namespace
}  // namespace trustwatch::insight
