#include "daemon/stats/lasting_drift.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/base/check.h"
#include "daemon/stats/assurance.h"
#include "daemon/stats/cusum.h"
#include "daemon/stats/known.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/saturate.h"
#include "daemon/stats/verdict.h"

namespace trustwatch::stats {
namespace {

constexpr CusumOptions kOptions;
constexpr long double kScoreFurthest = 3;
constexpr std::size_t kLatestPoints = 7;

// The known points of the rows, in sigma from their centre.
struct Scores {
  std::vector<double> values;
  std::vector<std::size_t> rows;  // where each stands
};

const Lines& LinesAt(const MonitoredRows& rows, std::size_t row) {
  return rows.lines[rows.lines.size() == 1 ? 0 : row];
}

Scores ScoresOf(const MonitoredRows& rows) {
  Scores scores;
  for (std::size_t row = 0; row < rows.values.size(); ++row) {
    const Lines& lines = LinesAt(rows, row);
    const bool has_spread =
        lines.has_centre && lines.upper != kNoUpper && lines.upper > lines.centre;
    if (!IsKnown(rows.known, row) || !has_spread) continue;
    const long double sigma = (static_cast<long double>(lines.upper) - lines.centre) / 3;
    const long double z = (static_cast<long double>(rows.values[row]) - lines.centre) / sigma;
    scores.values.push_back(static_cast<double>(std::clamp(z, -kScoreFurthest, kScoreFurthest)));
    scores.rows.push_back(row);
  }
  return scores;
}

// A drift by the index of its first score.
struct Begun {
  Drift drift = Drift::kNone;
  std::size_t first = 0;
};

bool GoesOn(const Begun& drift, std::size_t at, const std::vector<double>& scores) {
  const std::size_t first = std::max(drift.first, at + 1 - std::min(at + 1, kLatestPoints));
  double sum = 0;
  for (std::size_t i = first; i <= at; ++i) sum += scores[i];
  const double mean = sum / static_cast<double>(at + 1 - first);
  return (drift.drift == Drift::kUp ? mean : -mean) > kOptions.k;
}

Begun DriftAtTheEnd(const std::vector<double>& scores) {
  const std::vector<CusumGroup> group = {{.first = 0, .centre = 0, .sigma = 1}};
  const CusumResult result = RunCusum(scores, {}, group, kOptions);
  Begun drift;
  auto signal = result.signals.begin();
  for (std::size_t at = 0; at < scores.size(); ++at) {
    if (signal != result.signals.end() && signal->at == at) {
      if (drift.drift != signal->drift) drift = {signal->drift, signal->since};
      ++signal;
    }
    if (drift.drift != Drift::kNone && !GoesOn(drift, at, scores)) drift = {};
  }
  return drift;
}

long double MedianOf(std::vector<long double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

Variation VariationOf(Drift drift, Better better) {
  if (drift == Drift::kNone) return Variation::kCommonCause;
  if (better == Better::kNeither) return Variation::kNeither;
  const bool is_better = (drift == Drift::kUp) == (better == Better::kHigher);
  return is_better ? Variation::kImprovement : Variation::kConcern;
}

std::optional<LastingDrift> FindLastingDrift(const MonitoredRows& rows) {
  TRUSTWATCH_CHECK(Fits(rows.known, rows.values.size()));
  TRUSTWATCH_CHECK(rows.lines.size() == 1 || rows.lines.size() == rows.values.size());
  const Scores scores = ScoresOf(rows);
  const Begun drift = DriftAtTheEnd(scores.values);
  if (drift.drift == Drift::kNone) return std::nullopt;
  std::vector<long double> shifts;
  for (std::size_t i = drift.first; i < scores.rows.size(); ++i) {
    const std::size_t row = scores.rows[i];
    shifts.push_back(static_cast<long double>(rows.values[row]) - LinesAt(rows, row).centre);
  }
  const std::size_t points = shifts.size();
  return LastingDrift{.drift = drift.drift,
                      .since = scores.rows[drift.first],
                      .points = points,
                      .shift = Saturate(MedianOf(std::move(shifts)))};
}

}  // namespace trustwatch::stats
