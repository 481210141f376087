#ifndef TRUSTWATCH_DAEMON_STATS_LANEY_CHARTS_H_
#define TRUSTWATCH_DAEMON_STATS_LANEY_CHARTS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "daemon/stats/run_rules.h"

namespace trustwatch::stats {

// The p' and u' charts: proportions and rates with known denominators, whose limits are wider where
// the denominator is smaller, and as wide as the series really varies from month to month rather
// than as the binomial or Poisson distribution says.
// Source: D. B. Laney, Improved control charts for attributes, Quality Engineering 14 (2002)
// 531-537. With the centre c = sum of numerators / sum of denominators,
//   p': s[i] = sqrt(c (1 - c) / denominator[i])     u': s[i] = sqrt(c / denominator[i])
//   z[i] = (value[i] - c) / s[i]     sigma_z = mean of |z[i] - z[i-1]| / 1.128
//   limits c -/+ 3 s[i] sigma_z, near limits c -/+ 2 s[i] sigma_z

enum class LaneyKind : std::uint8_t {
  kProportion,  // p': the numerator is part of the denominator
  kRate,        // u': events over exposure
};

struct LaneyOptions {
  LaneyKind kind = LaneyKind::kProportion;
  double scale = 1;  // values and lines are per so many: 100 for percent, 1000 for a rate per 1,000
  // No line below 0, nor above `scale` for a proportion: nothing can lie there. As Minitab does.
  bool clamp = true;
  // Leaves moving ranges of z of 3.267 times their mean or more out of sigma_z, once.
  bool screen_moving_ranges = false;
  int limit_points_min = 3;        // fewer known points in the baseline: no limits
  int firm_limit_points_min = 12;  // fewer: trial limits
};

struct LaneyChart {
  int baseline_points = 0;       // known points that the centre and sigma_z were made from
  bool trial = false;            // limits rest on too few points to be firm
  std::optional<double> centre;  // absent: no point of the baseline is known
  std::optional<double>
      sigma_z;                 // 1: as the distribution says; more: over-dispersed. Absent: no two
                               // neighbours known, or a centre that leaves no room (0 or `scale`)
  std::vector<double> values;  // numerator / denominator x scale; 0 where unknown
  std::vector<std::uint8_t> known;
  std::vector<Lines> lines;  // one for each point; what MarkSignals takes
};

// The chart of one group, oldest point first; the centre and sigma_z come from its first
// `baseline_rows` rows, unknown rows counted (all rows where that is more). The three spans are of
// one length, but `known` may be empty when all are known. Known numbers are finite. A point counts
// as unknown where the denominator is not above 0, the numerator is negative, or for p' above the
// denominator. A moving range never bridges an unknown row.
// No spread left (every value equal, or a centre of 0 or `scale`): limits equal the centre, so that
// equal values are common cause and a value that differs is a special cause.
// Linear. Pure.
LaneyChart ComputeLaneyChart(std::span<const double> numerators,
                             std::span<const double> denominators,
                             std::span<const std::uint8_t> known, int baseline_rows,
                             const LaneyOptions& options);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_LANEY_CHARTS_H_
