#include "tests/stats/in_control.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "daemon/stats/cusum.h"
#include "daemon/stats/laney_charts.h"
#include "daemon/stats/lasting_drift.h"
#include "daemon/stats/rare_event_charts.h"
#include "daemon/stats/robust_outlier.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/slips.h"
#include "daemon/stats/trajectory.h"
#include "daemon/stats/trend.h"
#include "daemon/stats/xmr.h"

namespace trustwatch::stats {
namespace {

using Random = std::mt19937_64;

Process Independent(const std::function<double(Random&)>& draw) {
  return [draw](Random& random, std::size_t points) {
    Series series;
    series.values.resize(points);
    std::generate(series.values.begin(), series.values.end(), [&] { return draw(random); });
    return series;
  };
}

double Normal(Random& random) { return std::normal_distribution<double>(100, 10)(random); }

double Lognormal(Random& random) {
  return std::lognormal_distribution<double>(std::log(100.0), 0.5)(random);
}

double Poisson(Random& random, double mean) {
  return static_cast<double>(std::poisson_distribution<std::int64_t>(mean)(random));
}

double MostlyZero(Random& random) {
  return std::uniform_real_distribution<double>()(random) < 0.8 ? 0 : Poisson(random, 2);
}

// Each point remembers 0.3 of the one before.
Series Remembering(Random& random, std::size_t points) {
  std::normal_distribution<double> normal;
  Series series;
  double level = normal(random);
  for (std::size_t i = 0; i < points; ++i) {
    series.values.push_back(100 + 10 * level);
    level = 0.3 * level + std::sqrt(1 - 0.3 * 0.3) * normal(random);
  }
  return series;
}

// Of 200 to 600 people about 80 %, but the chance itself moves with a standard deviation of 3.
Series OverdispersedShares(Random& random, std::size_t points) {
  std::uniform_int_distribution<int> people(200, 600);
  std::normal_distribution<double> chance(0.8, 0.03);
  Series series;
  for (std::size_t i = 0; i < points; ++i) {
    const int whole = people(random);
    const int part =
        std::binomial_distribution<int>(whole, std::clamp(chance(random), 0.0, 1.0))(random);
    series.denominators.push_back(whole);
    series.numerators.push_back(part);
    series.values.push_back(100.0 * part / whole);
  }
  return series;
}

// 20 events in 1000 days of exposure, 500 to 1500 days, and the rate itself moves by a fifth.
Series OverdispersedRates(Random& random, std::size_t points) {
  std::uniform_real_distribution<double> days(500, 1500);
  std::gamma_distribution<double> rate(25, 0.02 / 25);
  Series series;
  for (std::size_t i = 0; i < points; ++i) {
    series.denominators.push_back(days(random));
    series.numerators.push_back(Poisson(random, rate(random) * series.denominators.back()));
    series.values.push_back(1000 * series.numerators.back() / series.denominators.back());
  }
  return series;
}

bool LatestIsMarked(std::span<const double> values, std::span<const Lines> lines) {
  std::vector<Marked> marked(values.size());
  MarkSignals(values, {}, lines, RunRules{}, marked);
  return marked.back().label != Label::kCommonCause;
}

Judge Xmr(const XmrOptions& options) {
  return [options](const Series& series, std::size_t points, std::size_t baseline) {
    std::vector<Marked> scratch(points);
    const XmrSeries judged{.values = std::span(series.values).first(points),
                           .baseline_rows = static_cast<int>(baseline)};
    return JudgeXmr(judged, options, scratch).signal.has_value();
  };
}

Judge Laney(LaneyKind kind, double scale) {
  return [kind, scale](const Series& series, std::size_t points, std::size_t baseline) {
    const LaneyChart chart = ComputeLaneyChart(
        std::span(series.numerators).first(points), std::span(series.denominators).first(points),
        {}, static_cast<int>(baseline), {.kind = kind, .scale = scale});
    return LatestIsMarked(chart.values, chart.lines);
  };
}

bool TChart(const Series& series, std::size_t points, std::size_t baseline) {
  const std::span<const double> values = std::span(series.values).first(points);
  const RareEventChart chart = ComputeTChart(values, {}, static_cast<int>(baseline), {});
  return LatestIsMarked(values, std::vector<Lines>(points, chart.lines));
}

Judge GChart(GVariant variant) {
  return [variant](const Series& series, std::size_t points, std::size_t baseline) {
    const std::span<const double> values = std::span(series.values).first(points);
    const RareEventChart chart = ComputeGChart(values, {}, static_cast<int>(baseline), variant, {});
    return LatestIsMarked(values, std::vector<Lines>(points, chart.lines));
  };
}

bool CusumAgainst(const Series& series, std::size_t points, double centre, double sigma) {
  const std::vector<CusumGroup> groups = {{.first = 0, .centre = centre, .sigma = sigma}};
  const CusumResult result = RunCusum(std::span(series.values).first(points), {}, groups, {});
  return result.points.back().signal != Drift::kNone;
}

// Sigma from the mean moving range, as XmR has it: a third of the way from mean to limit.
bool Cusum(const Series& series, std::size_t points, std::size_t baseline) {
  const XmrLimits limits = ComputeXmrLimits(std::span(series.values).first(points), {},
                                            static_cast<int>(baseline), XmrOptions{});
  return CusumAgainst(series, points, *limits.mean, (limits.limits->upper - *limits.mean) / 3);
}

bool CusumWithTrueCentre(const Series& series, std::size_t points, std::size_t /*baseline*/) {
  return CusumAgainst(series, points, 100, 10);
}

// Whether a drift goes on; its baseline has a size of its own.
bool GoesOnDrifting(const Series& series, std::size_t points, std::size_t /*baseline*/) {
  const std::span<const double> values = std::span(series.values).first(points);
  const std::vector<Lines> lines = {ToLines(
      ComputeXmrLimits(values, {}, static_cast<int>(kDriftBaselinePoints), kMakingDataCount))};
  return FindLastingDrift({.values = values.subspan(kDriftBaselinePoints), .lines = lines})
      .has_value();
}

// Of the latest points that a trajectory looks at.
bool HasTrend(const Series& series, std::size_t points, std::size_t /*baseline*/) {
  const std::span<const double> values = std::span(series.values).first(points);
  return FitTrend(values.last(std::min(points, kTrajectoryRowsMax)), {})->significant;
}

// The latest against those of the baseline before it.
bool Outlier(const Series& series, std::size_t points, std::size_t baseline) {
  const std::size_t before = std::min(baseline, points - 1);
  const auto scale = MeasureScale(std::span(series.values).first(before), {});
  return TestOutlier(*scale, series.values[points - 1], {})->outlier;
}

Judge Slips(const SlipUnit& unit) {
  return [unit](const Series& series, std::size_t points, std::size_t /*baseline*/) {
    const std::size_t before = points - 1;
    FigureHistory history{.values = std::span(series.values).first(before),
                          .numerators = {},
                          .denominators = {},
                          .known = {}};
    NewFigure figure{.value = series.values[before]};
    if (!series.denominators.empty()) {
      history.numerators = std::span(series.numerators).first(before);
      history.denominators = std::span(series.denominators).first(before);
      figure.numerator = series.numerators[before];
      figure.denominator = series.denominators[before];
    }
    return !FindSlips(history, figure, unit, {}).empty();
  };
}

void AddXmr(std::vector<Experiment>& all) {
  for (const auto& [name, options] : {std::pair{"XmR making_data_count", kMakingDataCount},
                                      {"XmR plot_the_dots", kPlotTheDots}}) {
    all.push_back({name, "normal", Independent(Normal), Xmr(options)});
    all.push_back({name, "autocorrelated 0.3", Remembering, Xmr(options)});
    all.push_back({name, "skewed (lognormal 0.5)", Independent(Lognormal), Xmr(options)});
  }
}

// What AdviseChart keeps from XmR, and what it leaves to it.
void AddXmrElsewhere(std::vector<Experiment>& all) {
  const std::string_view name = "XmR making_data_count";
  const Judge judge = Xmr(kMakingDataCount);
  all.push_back({name, "counts, mean 30",
                 Independent([](Random& random) { return Poisson(random, 30); }), judge});
  all.push_back({name, "counts, mostly zero", Independent(MostlyZero), judge});
  all.push_back({name, "over-dispersed shares", OverdispersedShares, judge});
  all.push_back({name, "over-dispersed rates", OverdispersedRates, judge});
}

void AddCharts(std::vector<Experiment>& all) {
  const Process times = Independent(
      [](Random& random) { return std::exponential_distribution<double>(1.0 / 20)(random); });
  const Process counts = Independent([](Random& random) {
    return static_cast<double>(std::geometric_distribution<int>(1.0 / 21)(random));
  });
  all.push_back(
      {"p'", "over-dispersed shares", OverdispersedShares, Laney(LaneyKind::kProportion, 100)});
  all.push_back({"u'", "over-dispersed rates", OverdispersedRates, Laney(LaneyKind::kRate, 1000)});
  all.push_back({"t", "exponential times", times, TChart});
  all.push_back({"g probability", "geometric, mean 20", counts, GChart(GVariant::kProbability)});
  all.push_back({"g three sigma", "geometric, mean 20", counts, GChart(GVariant::kThreeSigma)});
  all.push_back(
      {"g Provost and Murray", "geometric, mean 20", counts, GChart(GVariant::kProvostMurray)});
  all.push_back({"CUSUM, true centre", "normal", Independent(Normal), CusumWithTrueCentre});
  all.push_back({"CUSUM", "normal", Independent(Normal), Cusum});
  all.push_back({"CUSUM", "autocorrelated 0.3", Remembering, Cusum});
  all.push_back({"lasting drift", "normal", Independent(Normal), GoesOnDrifting});
  all.push_back({"lasting drift", "autocorrelated 0.3", Remembering, GoesOnDrifting});
  all.push_back(
      {"lasting drift", "skewed (lognormal 0.5)", Independent(Lognormal), GoesOnDrifting});
  all.push_back({"trend of 24", "normal", Independent(Normal), HasTrend});
  all.push_back({"trend of 24", "autocorrelated 0.3", Remembering, HasTrend});
  all.push_back({"trend of 24", "skewed (lognormal 0.5)", Independent(Lognormal), HasTrend});
  all.push_back({"outlier", "normal", Independent(Normal), Outlier});
  all.push_back({"outlier", "skewed (lognormal 0.5)", Independent(Lognormal), Outlier});
  all.push_back({"outlier", "mostly zero", Independent(MostlyZero), Outlier});
}

void AddSlips(std::vector<Experiment>& all) {
  const SlipUnit count{.kind = DataKind::kCount};
  const SlipUnit percent{.kind = DataKind::kProportion, .scale = 100};
  for (const double mean : {3.0, 30.0, 3000.0}) {
    const std::string_view name = mean == 3    ? "counts, mean 3"
                                  : mean == 30 ? "counts, mean 30"
                                               : "counts, mean 3000";
    all.push_back({"slips", name,
                   Independent([mean](Random& random) { return Poisson(random, mean); }),
                   Slips(count)});
  }
  all.push_back({"slips", "counts, mostly zero", Independent(MostlyZero), Slips(count)});
  all.push_back({"slips", "over-dispersed shares", OverdispersedShares, Slips(percent)});
  all.push_back({"slips", "normal", Independent(Normal), Slips({})});
  all.push_back({"slips", "skewed (lognormal 0.5)", Independent(Lognormal), Slips({})});
}

}  // namespace

const std::vector<Experiment>& Experiments() {
  static const std::vector<Experiment> kExperiments = [] {
    std::vector<Experiment> all;
    AddXmr(all);
    AddXmrElsewhere(all);
    AddCharts(all);
    AddSlips(all);
    return all;
  }();
  return kExperiments;
}

Rate CountFalseSignals(const Experiment& experiment, const Plan& plan, bool growing) {
  Random random(plan.seed);
  double sum = 0;
  double sum_of_squares = 0;
  double starts = 0;
  for (std::size_t i = 0; i < plan.series; ++i) {
    const Series series = experiment.process(random, plan.start + plan.months);
    double signals = 0;
    bool before = false;
    for (std::size_t points = plan.start + 1; points <= plan.start + plan.months; ++points) {
      const bool now = experiment.judge(series, points, growing ? points : plan.start);
      signals += now ? 1 : 0;
      starts += now && !before ? 1 : 0;
      before = now;
    }
    sum += signals;
    sum_of_squares += signals * signals;
  }
  const auto count = static_cast<double>(plan.series);
  const double per_100 = 100 / static_cast<double>(plan.months);
  const double mean = sum / count;
  const double variance = std::max(0.0, sum_of_squares / count - mean * mean);
  return {.signals = per_100 * sum / count,
          .standard_error = per_100 * std::sqrt(variance / count),
          .new_signals = per_100 * starts / count};
}

}  // namespace trustwatch::stats
