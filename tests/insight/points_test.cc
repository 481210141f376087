#include "daemon/insight/points.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/series.h"
#include "daemon/store/reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::insight {
namespace {

using domain::Status;
using store::RecordedObservation;

absl::Time At(int second) { return absl::FromUnixSeconds(second); }

// Submission `id`, known at second `id`.
RecordedObservation Row(int id, int revision, double value, Status status,
                        std::optional<int> withdrawn_at = std::nullopt) {
  RecordedObservation row{.slice = store::SliceId{1},
                          .period = testing::PeriodOf("2026-04"),
                          .value = domain::Number{.value = value},
                          .revision = revision,
                          .status = status,
                          .known_at = At(id),
                          .submission_id = id};
  if (withdrawn_at) row.withdrawn_at = At(*withdrawn_at);
  return row;
}

// revision=value@submission/status, and the second of its withdrawal.
std::string Tell(const domain::Revision& revision) {
  std::string text = std::to_string(revision.number) + "=" + domain::ToString(revision.value) +
                     "@" + std::to_string(revision.submission_id) + "/" +
                     std::to_string(static_cast<int>(revision.status));
  EXPECT_EQ(revision.known_at, At(static_cast<int>(revision.submission_id)));
  if (revision.withdrawn_at) {
    text += " until " + std::to_string(absl::ToUnixSeconds(*revision.withdrawn_at));
  }
  return text;
}

struct PointsCase {
  std::string name;
  std::vector<RecordedObservation> rows;
  std::string current;  // empty: no point
  std::vector<std::string> revisions;
};

class MakePointTest : public ::testing::TestWithParam<PointsCase> {};

TEST_P(MakePointTest, SaysWhatStands) {
  const auto point = MakePoint(GetParam().rows, true);
  ASSERT_EQ(point.has_value(), !GetParam().current.empty());
  if (!point) return;
  EXPECT_EQ(point->period, testing::PeriodOf("2026-04"));
  EXPECT_EQ(Tell(point->current), GetParam().current);
  std::vector<std::string> revisions;
  for (const auto& revision : point->revisions) revisions.push_back(Tell(revision));
  EXPECT_EQ(revisions, GetParam().revisions);
}

constexpr Status kP = Status::kProvisional;
constexpr Status kR = Status::kRefreshed;
constexpr Status kF = Status::kFinal;

INSTANTIATE_TEST_SUITE_P(
    All, MakePointTest,
    ::testing::Values(PointsCase{"OneRow", {Row(1, 1, 5, kP)}, "1=5@1/1", {"1=5@1/1"}},
                      PointsCase{"ACorrectionIsCurrentAndTheOldValueIsKept",
                                 {Row(1, 1, 5, kP), Row(2, 2, 6, kR)},
                                 "2=6@2/2",
                                 {"1=5@1/1", "2=6@2/2"}},
                      PointsCase{"ARepetitionKeepsTheNumberAndTheInstantAndTakesTheStatus",
                                 {Row(1, 1, 5, kP), Row(2, 1, 5, kF)},
                                 "1=5@1/3",
                                 {"1=5@1/3"}},
                      PointsCase{"ARepetitionStandsWhenTheFirstIsWithdrawn",
                                 {Row(1, 1, 5, kP, 9), Row(2, 1, 5, kR)},
                                 "1=5@2/2",
                                 {"1=5@2/2"}},
                      PointsCase{"AWithdrawnRepetitionTakesItsStatusAway",
                                 {Row(1, 1, 5, kP), Row(2, 1, 5, kF, 9)},
                                 "1=5@1/1",
                                 {"1=5@1/1"}},
                      PointsCase{"TheValueBeforeComesBackWithItsNumber",
                                 {Row(1, 1, 5, kP), Row(2, 2, 6, kR, 9)},
                                 "1=5@1/1",
                                 {"1=5@1/1", "2=6@2/2 until 9"}},
                      PointsCase{"AValueRepeatedAfterAWithdrawalIsTheOldRevision",
                                 {Row(1, 1, 5, kP), Row(2, 2, 6, kR, 9), Row(10, 1, 5, kR)},
                                 "1=5@1/2",
                                 {"1=5@1/2", "2=6@2/2 until 9"}},
                      PointsCase{"AReturnToAnOldValueIsANewRevision",
                                 {Row(1, 1, 5, kP), Row(2, 2, 6, kP), Row(3, 3, 5, kP)},
                                 "3=5@3/1",
                                 {"1=5@1/1", "2=6@2/1", "3=5@3/1"}},
                      PointsCase{
                          "NothingStands", {Row(1, 1, 5, kP, 8), Row(2, 2, 6, kP, 9)}, "", {}},
                      PointsCase{"ARevisionOfWhichNothingStandsIsToldByItsFirstRow",
                                 {Row(1, 1, 5, kP, 8), Row(2, 1, 5, kR, 9), Row(3, 2, 7, kP)},
                                 "2=7@3/1",
                                 {"1=5@1/2 until 8", "2=7@3/1"}}),
    [](const auto& tested) { return tested.param.name; });

TEST(PointsTest, RevisionsAreLeftOutUnlessAskedFor) {
  const auto point = MakePoint(std::vector{Row(1, 1, 5, kP), Row(2, 2, 6, kP)}, false);
  ASSERT_TRUE(point);
  EXPECT_TRUE(point->revisions.empty());
}

TEST(PointsTest, AnAbsenceIsAValueAndNoZero) {
  RecordedObservation nil = Row(2, 2, 0, kP);
  nil.value = domain::NilReturn{};
  const auto point = MakePoint(std::vector{Row(1, 1, 5, kP), nil}, false);
  ASSERT_TRUE(point);
  EXPECT_EQ(point->current.value, domain::Value(domain::NilReturn{}));
}

}  // namespace
}  // namespace trustwatch::insight
