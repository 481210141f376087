#include "daemon/samples/spread.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::samples {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kLookback = 5 * kMinute;
constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

// Days 10 to 40 are 1, 40 to 71 nothing, 71 to 101 are 3; from noon to noon.
const std::vector<Held> kHeld = {
    {.from_ms = 10 * kDay + 12 * kHour, .until_ms = 40 * kDay + 12 * kHour, .value = 1},
    {.from_ms = 71 * kDay + 12 * kHour, .until_ms = 101 * kDay + 12 * kHour, .value = 3},
};

std::vector<Sample> Spread(const Query& query, const std::vector<Held>& held = kHeld) {
  std::vector<Sample> samples;
  EXPECT_THAT(Spreader(query, 1'000'000).Spread(held, samples), IsOk());
  return samples;
}

// What a Prometheus with this lookback sees at an instant: 2.42 takes samples from t - lookback on,
// later ones those after it.
std::optional<double> SeenAt(std::int64_t at, std::int64_t lookback,
                             const std::vector<Sample>& samples) {
  std::optional<double> seen;
  for (const Sample& sample : samples) {
    if (sample.at_ms > at - lookback && sample.at_ms <= at) seen = sample.value;
  }
  return seen;
}

std::optional<double> HeldAt(std::int64_t at) {
  for (const Held& value : kHeld) {
    if (value.from_ms <= at && at < value.until_ms) return value.value;
  }
  return std::nullopt;
}

TEST(Spread, WithoutAGridEachValueStandsOnceAtItsInstant) {
  EXPECT_THAT(Spread({}),
              ElementsAre(Sample{10 * kDay + 12 * kHour, 1}, Sample{71 * kDay + 12 * kHour, 3}));
}

TEST(Spread, BothEndsOfTheInstantsAreInside) {
  const std::int64_t first = 10 * kDay + 12 * kHour;
  EXPECT_THAT(Spread({.instants = {first, first}}), ElementsAre(Sample{first, 1}));
  EXPECT_THAT(Spread({.instants = {first + 1, 71 * kDay}}), IsEmpty());
  EXPECT_THAT(Spread({.instants = {first, first - 1}}), IsEmpty());
}

TEST(Spread, AnInstantQueryGetsTheValueThatHoldsThen) {
  const auto at = [](std::int64_t instant) {
    return Spread({.instants = {instant - kLookback, instant},
                   .fill = Grid{.start_ms = instant - kLookback, .end_ms = instant}});
  };
  EXPECT_THAT(at(20 * kDay), ElementsAre(Sample{20 * kDay, 1}));
  EXPECT_THAT(at(50 * kDay), IsEmpty());
  EXPECT_THAT(at(71 * kDay + 12 * kHour), ElementsAre(Sample{71 * kDay + 12 * kHour, 3}));
}

// Whatever the start and the step, each evaluated instant sees what holds at that very instant.
TEST(Spread, EveryEvaluatedInstantSeesWhatHoldsThen) {
  const auto seed = std::random_device()();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  const std::vector<std::int64_t> steps = {299'000,   5 * kMinute, 7 * kMinute, kHour,
                                           6 * kHour, kDay,        7 * kDay,    30 * kDay};
  for (int round = 0; round < 300; ++round) {
    const std::int64_t step = steps[random() % steps.size()];
    // Whole minutes, because people and Grafana ask for those; and noon, where values change.
    const std::int64_t first = round % 3 == 0
                                   ? static_cast<std::int64_t>(random() % 20) * kDay + 12 * kHour
                                   : static_cast<std::int64_t>(random() % 20'000) * kMinute;
    const std::int64_t last = first + step * static_cast<std::int64_t>(random() % 600);
    const Query query{.instants = {first - kLookback, last},
                      .fill = Grid{.start_ms = first - kLookback, .end_ms = last, .step_ms = step}};
    const std::vector<Sample> samples = Spread(query);
    for (std::int64_t at = first; at <= last; at += step) {
      EXPECT_EQ(SeenAt(at, kLookback, samples), HeldAt(at))
          << "first " << first << " step " << step << " at " << at;
    }
  }
}

// A step that is shorter than the lookback: the change at noon of day 10 is seen at noon, not
// before.
TEST(Spread, AShortStepSeesNoChangeEarly) {
  const std::int64_t noon = 10 * kDay + 12 * kHour;
  for (const std::int64_t step :
       {std::int64_t{1'000}, std::int64_t{15'000}, std::int64_t{299'000}}) {
    const std::int64_t first = noon - 7 * kMinute + 1'500;
    const std::vector<Sample> samples = Spread(
        {.instants = {first - kLookback, noon + kHour},
         .fill = Grid{.start_ms = first - kLookback, .end_ms = noon + kHour, .step_ms = step}});
    for (std::int64_t at = first; at < noon + 10 * kMinute; at += step) {
      EXPECT_EQ(SeenAt(at, kLookback, samples), HeldAt(at)) << "step " << step << " at " << at;
    }
  }
}

// A subquery evaluates at multiples of its step, whatever the outer query's start.
TEST(Spread, MultiplesOfTheStepSeeWhatHoldsThen) {
  const std::int64_t start = 9 * kDay + 7 * kHour + 123;
  const std::vector<Sample> samples =
      Spread({.instants = {start, 120 * kDay},
              .fill = Grid{.start_ms = start, .end_ms = 120 * kDay, .step_ms = kHour}});
  for (std::int64_t at = 10 * kDay; at <= 120 * kDay; at += kHour) {
    EXPECT_EQ(SeenAt(at, kLookback, samples), HeldAt(at)) << at;
  }
}

TEST(Spread, SamplesAscendAndEachInstantIsThereOnce) {
  const std::vector<Sample> samples =
      Spread({.fill = Grid{.start_ms = 10 * kDay - 1, .end_ms = 120 * kDay, .step_ms = kHour}});
  ASSERT_FALSE(samples.empty());
  for (std::size_t i = 1; i < samples.size(); ++i) {
    EXPECT_LT(samples[i - 1].at_ms, samples[i].at_ms);
  }
}

TEST(Spread, TheEndsOfInt64AreNoTrouble) {
  for (const std::int64_t step : {std::int64_t{0}, kDay, kHighest, kLowest, std::int64_t{-1}}) {
    const Query query{.instants = {kLowest, kHighest},
                      .fill = Grid{.start_ms = kLowest, .end_ms = kHighest, .step_ms = step}};
    Spread(query);
  }
  Spread({.instants = {kHighest, kLowest}});
  const Query far{.instants = {-9'223'309'901'257'974'000, 9'223'309'901'257'975'000}};
  EXPECT_EQ(Spread(far).size(), 2);
}

TEST(Spread, TooManySamplesAreRefusedBeforeTheyAreMade) {
  const Query query{.fill = Grid{.start_ms = 0, .end_ms = 200 * kDay, .step_ms = 1}};
  std::vector<Sample> samples;
  EXPECT_THAT(Spreader(query, 1000).Spread(kHeld, samples),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("longer step")));
}

TEST(Spread, TheLimitCountsAllSeriesTogether) {
  const Query query{};
  Spreader spreader(query, 3);
  std::vector<Sample> samples;
  EXPECT_THAT(spreader.Spread(kHeld, samples), IsOk());
  EXPECT_FALSE(spreader.Spread(kHeld, samples).ok());
}

}  // namespace
}  // namespace trustwatch::samples
