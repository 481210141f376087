#include "daemon/stats/tendency_sentence.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

SentenceWords Words(std::string unit = "%", int decimals = 1) {
  return {.unit = std::move(unit),
          .decimals = decimals,
          .target = 95,
          .period_at = [](std::size_t position) { return fmt::format("M{}", position); }};
}

struct DriftCase {
  const char* name;
  LastingDrift drift;
  double centre;
  Better better;
  SentenceWords words;
  const char* sentence;
};
class DriftReads : public ::testing::TestWithParam<DriftCase> {};
TEST_P(DriftReads, AsPlainEnglish) {
  const DriftCase& it = GetParam();
  EXPECT_EQ(ToSentence(it.drift, it.centre, it.better, it.words), it.sentence);
}
INSTANTIATE_TEST_SUITE_P(
    Drifts, DriftReads,
    ::testing::Values(
        DriftCase{
            "WorseBelow",
            {Drift::kDown, 26, 8, -1.24},
            41.2,
            Better::kHigher,
            Words(),
            "Lasting drift, for the worse: since M26 the figures have run about 1.2 "
            "percentage points below 41.2%, the mean of the first 24 months of this process."},
        DriftCase{"BetterBelow",
                  {Drift::kDown, 26, 8, -12},
                  841,
                  Better::kLower,
                  Words(" bed days"),
                  "Lasting drift, for the better: since M26 the figures have run about 12.0 bed "
                  "days below 841.0 bed days, the mean of the first 24 months of this process."},
        DriftCase{
            "NeitherAndSmall",
            {Drift::kUp, 26, 8, 0.01234},
            0.2,
            Better::kNeither,
            Words(""),
            "Lasting drift: since M26 the figures have run about 0.012 above 0.2, the mean of "
            "the first 24 months of this process."},
        DriftCase{"MoneyHasNoPence",
                  {Drift::kUp, 26, 8, 1234.5},
                  45678.9,
                  Better::kLower,
                  Words(" pounds", 0),
                  "Lasting drift, for the worse: since M26 the figures have run about 1234 pounds "
                  "above 45679 pounds, the mean of the first 24 months of this process."}),
    [](const auto& row) { return row.param.name; });

Trajectory At(Course course) {
  Trajectory at{.course = course, .first = 10, .rows = 24, .points = 22};
  at.trend = Trend{.points = 22, .significant = true, .slope = -0.31};
  return at;
}

Trajectory Arrival(std::size_t earliest, std::size_t expected, std::optional<std::size_t> latest) {
  Trajectory at = At(Course::kArrives);
  at.earliest = earliest;
  at.expected = expected;
  at.latest = latest;
  return at;
}

struct TendencySentenceCourseCase {
  const char* name;
  Trajectory at;
  const char* sentence;
};
class CourseReads : public ::testing::TestWithParam<TendencySentenceCourseCase> {};
TEST_P(CourseReads, AsPlainEnglish) {
  EXPECT_EQ(ToSentence(GetParam().at, Words()), GetParam().sentence);
}
INSTANTIATE_TEST_SUITE_P(
    Courses, CourseReads,
    ::testing::Values(
        TendencySentenceCourseCase{"NoTarget", At(Course::kNoTarget), ""},
        TendencySentenceCourseCase{
            "TooFew",
            {.course = Course::kTooFew, .rows = 9, .points = 8},
            "Too early to say whether it moves towards 95.0%: that takes 12 months with a "
            "figure, and there are 8."},
        TendencySentenceCourseCase{"Met", At(Course::kMet), "On average it meets 95.0% already."},
        TendencySentenceCourseCase{
            "Leaving", At(Course::kLeaving),
            "On average it still meets 95.0%, but in the 24 months to M33 it moved the other "
            "way, by about 0.31 percentage points a month."},
        TendencySentenceCourseCase{
            "MovingAway", At(Course::kMovingAway),
            "In the 24 months to M33 it moved away from 95.0%, by about 0.31 percentage "
            "points a month."},
        TendencySentenceCourseCase{
            "NoTrend", At(Course::kNoTrend),
            "No steady change in the 24 months to M33: as it stands it does not reach 95.0% "
            "on average."},
        TendencySentenceCourseCase{
            "TooFar", At(Course::kTooFar),
            "At the pace of the 24 months to M33 it does not reach 95.0% within 60 months."},
        TendencySentenceCourseCase{
            "Arrives", Arrival(40, 44, 60),
            "At the pace of the 24 months to M33 it reaches 95.0% in about M44 (between M40 "
            "and M60)."},
        TendencySentenceCourseCase{
            "ArrivesPerhapsNever", Arrival(40, 44, std::nullopt),
            "At the pace of the 24 months to M33 it reaches 95.0% in about M44 (M40 at the "
            "earliest; how late cannot be said)."},
        TendencySentenceCourseCase{
            "ArrivesExactly", Arrival(44, 44, 44),
            "At the pace of the 24 months to M33 it reaches 95.0% in about M44."}),
    [](const auto& row) { return row.param.name; });

TEST(TendencySentenceTest, NobodyCanSayWithoutATarget) {
  SentenceWords words = Words();
  words.target.reset();
  EXPECT_EQ(ToSentence(At(Course::kNoTarget), words), "");
}

}  // namespace
}  // namespace trustwatch::stats
