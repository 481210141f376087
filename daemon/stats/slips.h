#ifndef TRUSTWATCH_DAEMON_STATS_SLIPS_H_
#define TRUSTWATCH_DAEMON_STATS_SLIPS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/stats/chart_choice.h"

namespace trustwatch::stats {

// Questions that a figure raises before it is recorded: was a digit too many typed, last month's
// value sent again, a fraction sent for a percentage, a sign lost? A question is no refusal; the
// sender answers it with a reason. slip_words.h says it in English.
// The tests are ours, built on the robust outlier test (robust_outlier.h); the thresholds were
// chosen on published series so that fewer than 1 ordinary figure in 100 is questioned
// (false_signals.md holds what was measured).

// How the figures of a series are written.
enum class UnitFamily : std::uint8_t { kOther, kTime, kMoney };
struct SlipUnit {
  DataKind kind = DataKind::kMeasurement;
  double scale =
      1;  // proportions and rates are per so many: 100 for a percentage, 1 for a fraction
  UnitFamily family = UnitFamily::kOther;
};

// The series before the new figure, oldest first, since its last step change. `known` is 0 where a
// point is unknown and empty when all are known. Numerators and denominators have the length of
// `values` when every known point has them, else both are empty. Known numbers are finite.
struct FigureHistory {
  std::span<const double> values;
  std::span<const double> numerators;
  std::span<const double> denominators;
  std::span<const std::uint8_t> known;
};

struct NewFigure {
  double value = 0;
  std::optional<double> numerator;
  std::optional<double> denominator;
};

enum class SlipKind : std::uint8_t {
  kMultiple,            // ten, a hundred or a thousand times too large
  kPart,                // a tenth, a hundredth or a thousandth of what was meant
  kFractionForPercent,  // 0.93 for 93
  kPercentForFraction,  // 93 for 0.93
  kOtherUnit,           // a factor between two units of time or money; `between` names them
  kWrongSign,
  kCopy,     // equal to the figure before, in a series that hardly ever repeats itself
  kUnusual,  // far from what the series does, and no simpler explanation
};

enum class FigurePart : std::uint8_t { kValue, kNumerator, kDenominator };

struct Question {
  SlipKind kind = SlipKind::kUnusual;
  FigurePart part = FigurePart::kValue;  // which number of the figure is questioned
  double value = 0;                      // that number
  // Where that number usually lies (with few points: what it has been), and its median.
  double usual_lower = 0;
  double usual_upper = 0;
  double usual = 0;
  std::size_t points = 0;        // known earlier figures that "usual" rests on, at least 1
  std::optional<double> mended;  // what the number would be if the slip were mended
  double factor = 1;             // value / mended, of kMultiple, kPart and the unit slips
  std::string_view between;      // kOtherUnit: "minutes and hours"
  double chance = 0;             // kCopy: the estimated chance that an honest figure repeats
};

struct SlipOptions {
  std::size_t window = 24;       // the last so many points are looked at, unknown ones counted
  double level_score_max = 3.5;  // of the window's values: Iglewicz and Hoaglin's
  double jump_score_max = 5;     // of the changes from figure to figure
  // Neither spread is taken as less than this share of the level: a very even series may move.
  double spread_share_min = 0.08;
  // Nor, of the logarithms: so that a fall to more than half of the latest is never unusually
  // small.
  double ratio_spread_min = 0.14;
  std::size_t points_min = 8;  // with fewer known points, `early_factor` decides
  double early_factor = 5;     // so many times, or one part in so many
  double early_score_max = 5;  // and so many times what chance does to a count of that size
  double copy_chance_max = 0.01;
};

// The questions that `figure` raises after `history`, the most telling first; mostly none. None at
// all when nothing is known before, but for a fraction and a percentage taken for each other, which
// numerator and denominator show.
// - Unusual is a value beyond `level_score_max` of the window and whose change from the latest
// known
//   figure is beyond `jump_score_max`: a new level that lasts raises one question, and so does a
//   slip, while the return from it raises none. Or one that is so small by both scores of the
//   logarithms, in a series of one sign: a spread of hundreds leaves no room for a tenth. With
//   fewer than `points_min` points: a value `early_factor` times both the median and the latest.
// - Spreads are never below what chance does to counts: Poisson for counts and rates, binomial for
//   proportions, by the denominator where it is known, and a hundredth of the scale where not.
// - An unusual value takes the kind of a known factor when mended by it, it lies in the usual range
//   and within a factor 2 of the median (with few points: 3 at least, and within 1.25).
// - When both numerator and denominator are known, a factor found in one of them is the question.
// - A copy is equal to the figure of the point just before, numerator and denominator too. Its
//   chance is the larger of the share of past repeats and of grain / (spread of changes x 2.5066),
//   the height of a normal distribution of changes at 0, where the grain is the largest step that
//   all values are multiples of. With at least 8 changes.
// A few sorts of the window: microseconds. Pure.
std::vector<Question> FindSlips(const FigureHistory& history, const NewFigure& figure,
                                const SlipUnit& unit, const SlipOptions& options);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_SLIPS_H_
