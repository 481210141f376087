#include "daemon/insight/past_snapshots.h"

#include <algorithm>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/insight/random_history.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using domain::Sight;
using testing::Count;
using testing::DayOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::NoonOf;
using testing::Ods;
using testing::SliceOf;
using testing::Value;

// "XA1 calls_offered 2026-02 65 r1 @1: 2 figures": the latest value, its revision, the submission
// that brought it, and how many figures of the series were known.
std::vector<std::string> Tell(const PastSnapshots& past) {
  std::vector<std::string> texts;
  auto verdicts = past.verdicts.organisations.begin();
  for (const auto& part : past.latest) {
    auto judged = (*verdicts++)->series.begin();
    for (const LatestValue& value : part->values) {
      texts.push_back(fmt::format(
          "{} {} {} {} r{} @{}: {} figures", part->organisation.text(),
          value.slice->indicator.text(), value.period.ToString(),
          value.absence.empty() ? fmt::format("{}", value.number) : std::string(value.absence),
          value.revision, value.submission_id, judged++->verdict.verdict.baseline_points));
    }
  }
  return texts;
}

class PastSnapshotsTest : public ::testing::Test {
 protected:
  PastSnapshots At(const char* day, const char* through = "2199-12-31") {
    return Value(exact_.Read({.as_of = NoonOf(day), .through = DayOf(through)}));
  }

  testing::InsightFixture fixture_;
  PastSnapshotsReader exact_{fixture_.store(), fixture_.definitions, Sight::kExact};
  PastSnapshotsReader disclosed_{fixture_.store(), fixture_.definitions, Sight::kDisclosed};
};

TEST_F(PastSnapshotsTest, TheNewestFigureIsTheOneThatWasKnownThen) {
  fixture_.ReportCalls(NoonOf("2026-02-10"), "XA1", "2026-01", 64);
  fixture_.ReportCalls(NoonOf("2026-03-10"), "XA1", "2026-02", 65);
  fixture_.ReportCalls(NoonOf("2026-04-10"), "XA1", "2026-02", 66);
  fixture_.Withdraw(NoonOf("2026-05-10"), 3);
  fixture_.Withdraw(NoonOf("2026-06-10"), 2);
  EXPECT_THAT(Tell(At("2026-02-09")), IsEmpty());
  EXPECT_THAT(Tell(At("2026-02-11")), ElementsAre("XA1 calls_offered 2026-01 64 r1 @1: 1 figures"));
  EXPECT_THAT(Tell(At("2026-03-11")), ElementsAre("XA1 calls_offered 2026-02 65 r1 @2: 2 figures"));
  EXPECT_THAT(Tell(At("2026-04-11")), ElementsAre("XA1 calls_offered 2026-02 66 r2 @3: 2 figures"));
  EXPECT_THAT(Tell(At("2026-05-11")), ElementsAre("XA1 calls_offered 2026-02 65 r1 @2: 2 figures"));
  EXPECT_THAT(Tell(At("2026-06-11")), ElementsAre("XA1 calls_offered 2026-01 64 r1 @1: 1 figures"));
}

TEST_F(PastSnapshotsTest, LaterPeriodsAreLeftOut) {
  fixture_.Report(NoonOf("2026-04-10"), "XA1",
                  {{SliceOf("calls_offered"), "2026-01", Count(64)},
                   {SliceOf("calls_offered"), "2026-02", Count(65)},
                   {SliceOf("calls_answered"), "2026-02", Count(60)}});
  EXPECT_THAT(Tell(At("2026-04-11", "2026-02-27")),
              ElementsAre("XA1 calls_offered 2026-01 64 r1 @1: 1 figures"));
  EXPECT_EQ(Tell(At("2026-04-11", "2026-02-28")).size(), 2U);
  EXPECT_THAT(Tell(At("2026-04-09", "2026-02-28")), IsEmpty()) << "both limits count";
}

TEST_F(PastSnapshotsTest, AStepChangeSplitsNothingBeforeItWasRecorded) {
  std::vector<testing::ReportedRow> rows;
  const std::vector<std::string> months = {"2026-01", "2026-02", "2026-03", "2026-04"};
  for (const std::string& month : months)
    rows.push_back({SliceOf("calls_offered"), month, Count(9)});
  fixture_.Report(NoonOf("2026-05-10"), "XA1", rows);
  fixture_.stored.clock.Set(NoonOf("2026-06-10"));
  Value(fixture_.store().RecordStepChange({.organisation = Ods("XA1"),
                                           .indicator = testing::Id("calls_offered"),
                                           .first_day = DayOf("2026-03-01"),
                                           .cause = "new line",
                                           .approved_by = "Head of performance",
                                           .caller = "test"}));
  // January to April, then March and April alone.
  EXPECT_THAT(Tell(At("2026-06-09")), ElementsAre("XA1 calls_offered 2026-04 9 r1 @1: 4 figures"));
  EXPECT_THAT(Tell(At("2026-06-11")), ElementsAre("XA1 calls_offered 2026-04 9 r1 @1: 2 figures"));
}

bool SameLatest(const LatestSnapshot& a, const LatestSnapshot& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x->organisation == y->organisation && x->values == y->values;
  });
}

bool SameVerdicts(const VerdictSnapshot& a, const VerdictSnapshot& b) {
  const auto same_series = [](const JudgedSeries& x, const JudgedSeries& y) {
    return x.slice_id == y.slice_id && x.slice == y.slice && x.latest_kind == y.latest_kind &&
           x.verdict == y.verdict;
  };
  return std::equal(a.organisations.begin(), a.organisations.end(), b.organisations.begin(),
                    b.organisations.end(), [&](const auto& x, const auto& y) {
                      return x->organisation == y->organisation &&
                             std::equal(x->series.begin(), x->series.end(), y->series.begin(),
                                        y->series.end(), same_series);
                    });
}

// Without organisations all of whose figures are withdrawn: nothing is said of them.
LatestSnapshot Filled(LatestSnapshot latest) {
  std::erase_if(latest, [](const auto& part) { return part->values.empty(); });
  return latest;
}

TEST_F(PastSnapshotsTest, NowIsWhatTheSnapshotsOfNowSayInEitherView) {
  testing::RandomHistory history(11, fixture_, 20);
  for (int step = 0; step < 60; ++step) {
    history.Step();
    const PastMoment now{.as_of = absl::InfiniteFuture()};
    const PastSnapshots exact = Value(exact_.Read(now));
    const PastSnapshots disclosed = Value(disclosed_.Read(now));
    ASSERT_TRUE(SameLatest(exact.latest, Filled(fixture_.latest.Snapshot())));
    ASSERT_TRUE(SameLatest(disclosed.latest, exact.latest));
    ASSERT_TRUE(SameVerdicts(exact.verdicts, Value(fixture_.verdicts.Snapshot(fixture_.store()))));
    ASSERT_TRUE(SameVerdicts(disclosed.verdicts,
                             Value(fixture_.disclosed_verdicts.Snapshot(fixture_.store()))));
  }
}

}  // namespace
}  // namespace trustwatch::insight
