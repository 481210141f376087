#ifndef TRUSTWATCH_DAEMON_HISTORY_SERIES_FIGURES_H_
#define TRUSTWATCH_DAEMON_HISTORY_SERIES_FIGURES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/domain/period.h"
#include "daemon/domain/series.h"
#include "daemon/domain/value.h"

namespace trustwatch::history {

// Where a period lies among those of its span, as a number that rises by one with each month (spans
// in months, 0 is January 1970) or day (spans in days): that of its last day.
using Ordinal = std::int32_t;

Ordinal OrdinalOf(domain::Day last_day, domain::Span span);
// The last day of the period at an ordinal.
domain::Day LastDayOf(Ordinal ordinal, domain::Span span);

// What a period's figure is; as the alternatives of domain::Value, in their order.
enum class FigureKind : std::uint8_t { kNumber, kNilReturn, kNotApplicable, kSuppressed, kMissing };

// The current figure of one period, without what no chart needs.
struct Figure {
  Ordinal at = 0;
  FigureKind kind = FigureKind::kNumber;
  double value = 0;  // 0 unless a number

  friend bool operator==(const Figure&, const Figure&) = default;
};

// What a number was computed from. A denominator of 0: not known.
struct Ratio {
  double numerator = 0;
  double denominator = 0;

  friend bool operator==(const Ratio&, const Ratio&) = default;
};

// The current figures of one series, oldest period first, each period once. 16 bytes a period, 32
// where numbers carry numerator and denominator. Not thread-safe.
class SeriesFigures {
 public:
  // The current values of a series' points.
  static SeriesFigures Of(const domain::Series& series);

  // Puts the figure of a period in, in place of the one before, if any. At the end, or anywhere for
  // the cost of moving what comes later.
  void Set(Ordinal at, const domain::Value& value);

  // Puts another figure in the place of the one at an index; `value` is 0 unless a number. What it
  // was computed from is forgotten with ForgetRatios.
  void Replace(std::size_t index, FigureKind kind, double value);
  void ForgetRatios();
  // Puts what may be told of them, one for each figure, in place of what the numbers were computed
  // from. Charts must not rest on it, so RatioAt and has_ratios no longer know any; ComparedAt
  // does.
  void DiscloseRatios(std::vector<Ratio> disclosed);

  void Clear();
  void Reserve(std::size_t periods) { figures_.reserve(periods); }

  const std::vector<Figure>& figures() const { return figures_; }
  // Of the figure at an index.
  Ratio RatioAt(std::size_t index) const { return has_ratios() ? ratios_[index] : Ratio{}; }
  bool has_ratios() const { return !ratios_.empty() && !are_ratios_disclosed_; }
  // What the figure at an index is compared with others by: as RatioAt, or what was disclosed.
  Ratio ComparedAt(std::size_t index) const { return ratios_.empty() ? Ratio{} : ratios_[index]; }
  // The index of a period's figure; absent if it has none.
  std::optional<std::size_t> Find(Ordinal at) const;

  friend bool operator==(const SeriesFigures&, const SeriesFigures&) = default;

 private:
  std::size_t Place(Ordinal at) const;  // of the first figure that is not before `at`

  std::vector<Figure> figures_;
  std::vector<Ratio> ratios_;  // empty if no number has one, else one for each figure
  bool are_ratios_disclosed_ = false;
};

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_SERIES_FIGURES_H_
