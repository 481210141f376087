#include "tests/stats/in_control.h"

#include <cstddef>
#include <string_view>
#include <vector>

#include "daemon/stats/cusum.h"
#include "daemon/stats/run_length.h"
#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr Plan kModest{.series = 150, .seed = 7};

const Experiment& Find(std::string_view chart, std::string_view data) {
  for (const Experiment& experiment : Experiments()) {
    if (experiment.chart == chart && experiment.data == data) return experiment;
  }
  ADD_FAILURE() << chart << " on " << data << " is not simulated";
  return Experiments().front();
}

// What false_signals.md promises, with room for four standard errors of this size.
struct Promise {
  std::string_view chart;
  std::string_view data;
  double fixed_max;    // in 100 points
  double growing_max;  // in 100 points
};
constexpr Promise kPromises[] = {{"XmR making_data_count", "normal", 5, 2.5},
                                 {"XmR plot_the_dots", "normal", 5.5, 2.5},
                                 {"XmR making_data_count", "autocorrelated 0.3", 15, 8.5},
                                 {"XmR making_data_count", "skewed (lognormal 0.5)", 9, 6},
                                 {"p'", "over-dispersed shares", 5.5, 3},
                                 {"u'", "over-dispersed rates", 6, 3},
                                 {"t", "exponential times", 5, 2.5},
                                 {"g probability", "geometric, mean 20", 4, 2},
                                 {"CUSUM", "normal", 1.5, 0.5},
                                 {"lasting drift", "normal", 8, 8},
                                 {"trend of 24", "normal", 8, 8},
                                 {"outlier", "normal", 1.5, 0.8},
                                 {"outlier", "mostly zero", 5, 2.5},
                                 {"slips", "counts, mean 3", 1, 1},
                                 {"slips", "counts, mean 3000", 1, 1},
                                 {"slips", "counts, mostly zero", 1, 1},
                                 {"slips", "over-dispersed shares", 1, 1},
                                 {"slips", "normal", 1, 1},
                                 {"slips", "skewed (lognormal 0.5)", 1, 1}};

TEST(InControlTest, FalseSignalsAreAsFewAsPromised) {
  SCOPED_TRACE(testing::Message() << "seed " << kModest.seed);
  for (const Promise& promise : kPromises) {
    const Experiment& experiment = Find(promise.chart, promise.data);
    const Rate fixed = CountFalseSignals(experiment, kModest, false);
    const Rate growing = CountFalseSignals(experiment, kModest, true);
    EXPECT_LT(fixed.signals, promise.fixed_max) << promise.chart << " on " << promise.data;
    EXPECT_LT(growing.signals, promise.growing_max) << promise.chart << " on " << promise.data;
    EXPECT_LE(fixed.new_signals, fixed.signals) << promise.chart << " on " << promise.data;
  }
}

TEST(InControlTest, CusumWithATrueCentreKeepsItsRunLength) {
  const Plan plan{.series = 1500, .seed = 11};
  const Rate rate = CountFalseSignals(Find("CUSUM, true centre", "normal"), plan, false);
  EXPECT_NEAR(rate.signals, 100 / AverageRunLength(CusumOptions{}, 0), 4 * rate.standard_error)
      << "seed 11";
}

TEST(InControlTest, ProbabilityLimitsSignalLeastOfTheGCharts) {
  const double probability =
      CountFalseSignals(Find("g probability", "geometric, mean 20"), kModest, false).signals;
  for (const std::string_view other : {"g three sigma", "g Provost and Murray"}) {
    EXPECT_LT(probability,
              CountFalseSignals(Find(other, "geometric, mean 20"), kModest, false).signals)
        << other << ", seed " << kModest.seed;
  }
}

TEST(InControlTest, TheSameSeedCountsTheSame) {
  const Experiment& experiment = Find("p'", "over-dispersed shares");
  const Plan plan{.series = 20};
  EXPECT_EQ(CountFalseSignals(experiment, plan, true).signals,
            CountFalseSignals(experiment, plan, true).signals);
}

// The other side: the judges that are counted here do see what is there to be seen.
TEST(InControlTest, TheJudgesSeeAFourfoldFigure) {
  for (const Experiment& experiment : Experiments()) {
    const bool is_of_one_figure =
        experiment.chart != "lasting drift" && experiment.chart != "trend of 24";
    if (experiment.data != "normal" || !is_of_one_figure) continue;
    std::mt19937_64 random(13);
    Series series = experiment.process(random, 40);
    series.values.back() *= 4;
    EXPECT_TRUE(experiment.judge(series, 40, 24)) << experiment.chart << ", seed 13";
  }
}

TEST(InControlTest, TheJudgesOfWhatLastsSeeALastingRise) {
  for (const std::string_view chart : {"lasting drift", "trend of 24"}) {
    const Experiment& experiment = Find(chart, "normal");
    std::mt19937_64 random(13);
    Series series = experiment.process(random, 40);
    for (std::size_t i = 28; i < 40; ++i) series.values[i] += 20;  // two sigma
    EXPECT_TRUE(experiment.judge(series, 40, 24)) << chart << ", seed 13";
  }
}

}  // namespace
}  // namespace trustwatch::stats
