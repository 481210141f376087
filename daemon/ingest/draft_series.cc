#include "daemon/ingest/draft_series.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/value.h"
#include "daemon/history/grid.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/outlook.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/slip_rules.h"
#include "daemon/stats/verdict.h"

namespace trustwatch::ingest {
namespace {

std::optional<double> ChangeOf(const domain::Value& before, const domain::Value& after) {
  const auto* const old_number = std::get_if<domain::Number>(&before);
  const auto* const new_number = std::get_if<domain::Number>(&after);
  if (old_number == nullptr || new_number == nullptr) return std::nullopt;
  return new_number->value - old_number->value;
}

}  // namespace

std::vector<DraftSeries::Place> DraftSeries::PlacesBySeries() const {
  std::vector<Place> places;
  places.reserve(parts_.rows.size());
  for (std::size_t i = 0; i < parts_.rows.size(); ++i) {
    if (findings_.IsRefused(i)) continue;
    const PeriodFacts& period = *parts_.rows[i].period;
    places.push_back({.slice = parts_.rows[i].slice,
                      .at = history::OrdinalOf(period.period.last(), period.span),
                      .row = i});
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return std::tie(a.slice, a.at, a.row) < std::tie(b.slice, b.at, b.row);
  });
  return places;
}

absl::Status DraftSeries::Load(const Row& row, const Standing& standing) {
  if (standing.slice) {
    return parts_.figures.Copy(parts_.store, parts_.organisation, *standing.slice, past_);
  }
  past_.figures.Clear();
  TRUSTWATCH_ASSIGN_OR_RETURN(
      past_.step_days,
      parts_.figures.StepDaysOf(parts_.store, parts_.organisation, row.rules->indicator->id));
  return absl::OkStatus();
}

absl::Status DraftSeries::Judge(std::vector<std::optional<Outlook>>* outlooks) {
  const std::vector<Place> places = PlacesBySeries();
  for (std::size_t first = 0; first < places.size();) {
    std::size_t end = first;
    while (end < places.size() && places[end].slice == places[first].slice) ++end;
    const Series series = Series(places).subspan(first, end - first);
    first = end;
    const Row& row = parts_.rows[series.front().row];
    TRUSTWATCH_RETURN_IF_ERROR(Load(row, parts_.standings[series.front().row]));
    for (const Place& place : series) past_.figures.Set(place.at, *parts_.rows[place.row].value);
    const history::Rules rules = history::RulesOf(parts_.catalogue, row.Slice());
    history::LayOut(past_.figures, rules, past_.step_days, grid_);
    AskAbout(series);
    if (outlooks != nullptr) FillIn(series, rules, *outlooks);
  }
  return absl::OkStatus();
}

void DraftSeries::AskAbout(Series series) {
  for (const Place& place : series) {
    const Row& row = parts_.rows[place.row];
    const auto* const number = std::get_if<domain::Number>(&*row.value);
    if (number == nullptr) continue;
    const store::CurrentObservation* const current = parts_.standings[place.row].current;
    if (current != nullptr && current->value == *row.value) continue;
    AskAboutSlips(*row.rules, *number, grid_, grid_.timeline.PositionOf(place.at), place.row,
                  findings_);
  }
}

void DraftSeries::FillIn(Series series, const history::Rules& rules,
                         std::vector<std::optional<Outlook>>& outlooks) const {
  const auto is_wanted = [&](const Place& place) { return place.row < outlooks.size(); };
  if (std::none_of(series.begin(), series.end(), is_wanted)) return;
  const history::SeriesChart chart = history::ComputeChart(past_.figures, rules, past_.step_days);
  for (const Place& place : series) {
    if (!is_wanted(place)) continue;
    const std::size_t position = grid_.timeline.PositionOf(place.at);
    const stats::Label label = chart.points[position].label;
    Outlook& outlook =
        outlooks[place.row].emplace(Outlook{.label = label,
                                            .variation = stats::VariationOf(label, rules.better),
                                            .lines = chart.lines[position],
                                            .rules = rules});
    if (position + 1 == chart.points.size()) outlook.verdict = chart.verdict;
    const store::CurrentObservation* const current = parts_.standings[place.row].current;
    if (current == nullptr) continue;
    outlook.before = current->value;
    outlook.change = ChangeOf(current->value, *parts_.rows[place.row].value);
  }
}

}  // namespace trustwatch::ingest
