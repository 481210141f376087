#include "daemon/history/series_figures.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/base/check.h"
#include "daemon/domain/period.h"
#include "daemon/domain/series.h"
#include "daemon/domain/value.h"

namespace trustwatch::history {
namespace {

// Room for a year more, where doubling would waste half of the memory.
constexpr std::size_t kSpareFigures = 12;
constexpr int kEpochYear = 1970;
constexpr int kMonthsPerYear = 12;

Figure FigureOf(Ordinal at, const domain::Value& value) {
  const auto* const number = std::get_if<domain::Number>(&value);
  return {.at = at,
          .kind = static_cast<FigureKind>(value.index()),
          .value = number != nullptr ? number->value : 0};
}

Ratio RatioOf(const domain::Value& value) {
  const auto* const number = std::get_if<domain::Number>(&value);
  if (number == nullptr || !number->numerator || !number->denominator) return {};
  return {.numerator = *number->numerator, .denominator = *number->denominator};
}

template <typename T>
void MakeRoom(std::vector<T>& all) {
  if (all.size() == all.capacity()) all.reserve(all.size() + kSpareFigures);
}

}  // namespace

Ordinal OrdinalOf(domain::Day last_day, domain::Span span) {
  if (span.unit == domain::Span::Unit::kDays) {
    return static_cast<Ordinal>(last_day.time_since_epoch().count());
  }
  const std::chrono::year_month_day date{last_day};
  return (static_cast<int>(date.year()) - kEpochYear) * kMonthsPerYear +
         static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

domain::Day LastDayOf(Ordinal ordinal, domain::Span span) {
  if (span.unit == domain::Span::Unit::kDays) return domain::Day(std::chrono::days(ordinal));
  const auto month = std::chrono::year(kEpochYear) / std::chrono::January;
  return (month + std::chrono::months(ordinal)) / std::chrono::last;
}

SeriesFigures SeriesFigures::Of(const domain::Series& series) {
  SeriesFigures made;
  made.Reserve(series.points.size());
  for (const domain::Point& point : series.points) {
    made.Set(OrdinalOf(point.period.last(), series.slice.span), point.current.value);
  }
  return made;
}

std::size_t SeriesFigures::Place(Ordinal at) const {
  if (figures_.empty() || figures_.back().at < at) return figures_.size();
  const auto found =
      std::lower_bound(figures_.begin(), figures_.end(), at,
                       [](const Figure& figure, Ordinal wanted) { return figure.at < wanted; });
  return static_cast<std::size_t>(found - figures_.begin());
}

void SeriesFigures::Set(Ordinal at, const domain::Value& value) {
  if (are_ratios_disclosed_) ForgetRatios();  // exact ones and others do not mix
  const std::size_t place = Place(at);
  const auto offset = static_cast<std::ptrdiff_t>(place);
  const bool is_new = place == figures_.size() || figures_[place].at != at;
  const Ratio ratio = RatioOf(value);
  if (ratio.denominator > 0 && ratios_.empty()) ratios_.resize(figures_.size());
  const bool keeps_ratios = ratio.denominator > 0 || !ratios_.empty();
  if (is_new) {
    MakeRoom(figures_);
    if (keeps_ratios) MakeRoom(ratios_);
    figures_.insert(figures_.begin() + offset, FigureOf(at, value));
    if (keeps_ratios) ratios_.insert(ratios_.begin() + offset, ratio);
  } else {
    figures_[place] = FigureOf(at, value);
    if (keeps_ratios) ratios_[place] = ratio;
  }
}

void SeriesFigures::Replace(std::size_t index, FigureKind kind, double value) {
  figures_[index].kind = kind;
  figures_[index].value = value;
}

void SeriesFigures::ForgetRatios() {
  ratios_.clear();
  ratios_.shrink_to_fit();
  are_ratios_disclosed_ = false;
}

void SeriesFigures::DiscloseRatios(std::vector<Ratio> disclosed) {
  TRUSTWATCH_CHECK(disclosed.size() == figures_.size());
  ratios_ = std::move(disclosed);
  are_ratios_disclosed_ = true;
}

void SeriesFigures::Clear() {
  figures_.clear();
  ratios_.clear();
  are_ratios_disclosed_ = false;
}

std::optional<std::size_t> SeriesFigures::Find(Ordinal at) const {
  const std::size_t place = Place(at);
  if (place == figures_.size() || figures_[place].at != at) return std::nullopt;
  return place;
}

}  // namespace trustwatch::history
