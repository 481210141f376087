#include "daemon/stats/laney_charts.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "daemon/base/check.h"
#include "daemon/stats/known.h"
#include "daemon/stats/saturate.h"

namespace trustwatch::stats {
namespace {

// The mean moving range of two normal values is 1.128 of their standard deviation (d2 of two).
constexpr long double kRangePerSigma = 1.128L;
constexpr long double kScreen = 3.267L;

bool IsUsable(double numerator, double denominator, LaneyKind kind) {
  if (!(denominator > 0) || numerator < 0) return false;
  return kind == LaneyKind::kRate || numerator <= denominator;
}

// What the distribution says of one point: its spread around the centre, before `scale`.
long double SpreadOf(long double centre, double denominator, LaneyKind kind) {
  const long double variance =
      kind == LaneyKind::kRate ? centre : std::max(0.0L, centre * (1 - centre));
  return std::sqrt(variance / denominator);
}

std::optional<long double> MeanOf(const std::vector<long double>& ranges, long double below) {
  long double sum = 0;
  std::size_t count = 0;
  for (const long double range : ranges) {
    if (range >= below) continue;
    sum += range;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / static_cast<long double>(count);
}

// Absent when there is no moving range.
std::optional<long double> SigmaZ(const std::vector<long double>& ranges, bool screen) {
  std::optional<long double> mean = MeanOf(ranges, HUGE_VALL);
  if (mean.has_value() && screen) {
    // Screening that would leave nothing is not applied.
    mean = MeanOf(ranges, kScreen * *mean).value_or(*mean);
  }
  if (!mean.has_value()) return std::nullopt;
  return *mean / kRangePerSigma;
}

struct LaneyBaseline {
  std::span<const double> numerators;
  std::span<const double> denominators;
  std::span<const std::uint8_t> known;
};

long double CentreOf(const LaneyBaseline& baseline) {
  long double events = 0;
  long double exposure = 0;
  for (std::size_t i = 0; i < baseline.known.size(); ++i) {
    if (baseline.known[i] == 0) continue;
    events += baseline.numerators[i];
    exposure += baseline.denominators[i];
  }
  return events / exposure;
}

// The moving ranges of z. Empty where the centre leaves no room to vary.
std::vector<long double> RangesOfZ(const LaneyBaseline& baseline, long double centre,
                                   LaneyKind kind) {
  std::vector<long double> ranges;
  long double before = 0;
  for (std::size_t i = 0; i < baseline.known.size(); ++i) {
    if (baseline.known[i] == 0) continue;
    const long double spread = SpreadOf(centre, baseline.denominators[i], kind);
    if (spread == 0) return {};
    const long double value =
        static_cast<long double>(baseline.numerators[i]) / baseline.denominators[i];
    const long double z = (value - centre) / spread;
    if (i > 0 && baseline.known[i - 1] != 0) ranges.push_back(std::fabs(z - before));
    before = z;
  }
  return ranges;
}

double Possible(long double line, const LaneyOptions& options) {
  const double rounded = Saturate(line);
  if (!options.clamp) return rounded;
  const double floored = std::max(0.0, rounded);
  return options.kind == LaneyKind::kRate ? floored : std::min(floored, options.scale);
}

Lines LinesOf(long double centre, long double sigma, const LaneyOptions& options) {
  return Lines{.centre = Saturate(centre * options.scale),
               .lower = Possible((centre - 3 * sigma) * options.scale, options),
               .upper = Possible((centre + 3 * sigma) * options.scale, options),
               .near_lower = Possible((centre - 2 * sigma) * options.scale, options),
               .near_upper = Possible((centre + 2 * sigma) * options.scale, options)};
}

LaneyChart Plot(std::span<const double> numerators, std::span<const double> denominators,
                std::span<const std::uint8_t> known, const LaneyOptions& options) {
  LaneyChart chart;
  chart.values.resize(numerators.size());
  chart.known.resize(numerators.size());
  chart.lines.resize(numerators.size(), Lines{.has_centre = false});
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    if (!IsKnown(known, i) || !IsUsable(numerators[i], denominators[i], options.kind)) continue;
    const long double value = static_cast<long double>(numerators[i]) / denominators[i];
    chart.values[i] = Saturate(value * options.scale);
    chart.known[i] = 1;
  }
  return chart;
}

}  // namespace

LaneyChart ComputeLaneyChart(std::span<const double> numerators,
                             std::span<const double> denominators,
                             std::span<const std::uint8_t> known, int baseline_rows,
                             const LaneyOptions& options) {
  TRUSTWATCH_CHECK(numerators.size() == denominators.size());
  TRUSTWATCH_CHECK(Fits(known, numerators.size()));
  LaneyChart chart = Plot(numerators, denominators, known, options);
  const std::size_t rows =
      std::min(numerators.size(), static_cast<std::size_t>(std::max(0, baseline_rows)));
  const LaneyBaseline baseline{.numerators = numerators.first(rows),
                               .denominators = denominators.first(rows),
                               .known = std::span(chart.known).first(rows)};
  chart.baseline_points =
      static_cast<int>(std::count(baseline.known.begin(), baseline.known.end(), 1));
  chart.trial = chart.baseline_points < options.firm_limit_points_min;
  if (chart.baseline_points == 0) return chart;
  const long double centre = CentreOf(baseline);
  chart.centre = Saturate(centre * options.scale);
  const std::optional<long double> sigma_z =
      SigmaZ(RangesOfZ(baseline, centre, options.kind), options.screen_moving_ranges);
  if (sigma_z.has_value()) chart.sigma_z = Saturate(*sigma_z);
  const bool limits = chart.baseline_points >= options.limit_points_min;
  for (std::size_t i = 0; i < chart.lines.size(); ++i) {
    if (!limits || chart.known[i] == 0) {
      chart.lines[i] = Lines{.centre = *chart.centre};
      continue;
    }
    const long double spread = SpreadOf(centre, denominators[i], options.kind);
    chart.lines[i] = LinesOf(centre, sigma_z.value_or(0) * spread, options);
  }
  return chart;
}

}  // namespace trustwatch::stats
