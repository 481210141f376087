#include "collectors/cli/chart_view.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "collectors/cli/judgement_words.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "daemon/chart/chart_input.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/xmr_options.h"
#include "fmt/format.h"
#include "trustwatch/v1/insight_service.pb.h"
#include "trustwatch/v1/verdict.pb.h"

namespace trustwatch::cli {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool IsMonths(std::string_view span) { return span.ends_with('M'); }

// "Apr 2026", "30 Apr 2026" where periods are days: where a period ends.
std::string PeriodLabel(const v1::Period& period, std::string_view span) {
  const v1::Date& last = period.last_day();
  const bool is_month = last.month() >= 1 && last.month() <= 12;
  const std::string month = fmt::format(
      "{} {}", is_month ? kMonths[static_cast<std::size_t>(last.month() - 1)] : "?", last.year());
  return IsMonths(span) ? month : fmt::format("{} {}", last.day(), month);
}

// Numbers of the size of a thousand need no decimals, and shares of one need more.
int DecimalsFor(const std::vector<double>& values) {
  double size = 0;
  for (const double value : values) size = std::max(size, std::abs(value));
  if (size >= 1000) return 0;
  return size >= 1 || size == 0 ? 1 : 3;
}

stats::Better BetterOf(v1::Direction direction) {
  if (direction == v1::DIRECTION_LOWER) return stats::Better::kLower;
  return direction == v1::DIRECTION_HIGHER ? stats::Better::kHigher : stats::Better::kNeither;
}

// The values of the two enums are the same, one by one.
stats::Label LabelOf(v1::Rule rule) {
  static_assert(static_cast<int>(stats::Label::kRunBelow) == v1::RULE_RUN_BELOW);
  return v1::Rule_IsValid(rule) ? static_cast<stats::Label>(rule) : stats::Label::kCommonCause;
}

stats::Lines LinesOf(const v1::ChartLines& from, const v1::ChartLines& possible) {
  stats::Lines lines{.has_centre = from.has_mean() && std::isfinite(from.mean())};
  if (lines.has_centre) lines.centre = from.mean();
  if (from.has_lower_limit() && std::isfinite(from.lower_limit())) {
    lines.lower = lines.near_lower = Reachable(from.lower_limit(), possible);
  }
  if (from.has_upper_limit() && std::isfinite(from.upper_limit())) {
    lines.upper = lines.near_upper = Reachable(from.upper_limit(), possible);
  }
  return lines;
}

void AddPoints(const v1::GetChartResponse& response, chart::ChartInput& input) {
  const v1::ChartLines& possible = response.verdict().verdict().lines();
  for (const v1::ChartPoint& point : response.points()) {
    const bool known = point.has_plotted() && std::isfinite(point.plotted());
    input.periods.push_back(PeriodLabel(point.period(), response.verdict().span()));
    input.values.push_back(known ? point.plotted() : 0);
    input.known.push_back(known ? 1 : 0);
    const stats::Label label = known ? LabelOf(point.rule()) : stats::Label::kCommonCause;
    input.points.push_back({.signals = stats::SignalOf(label), .label = label});
    input.lines.push_back(LinesOf(point.lines(), possible));
    if (point.starts_process() || input.processes.empty()) {
      input.processes.push_back({.first = input.values.size() - 1});
    }
    ++input.processes.back().rows;
  }
}

void MarkTrials(const v1::GetChartResponse& response, chart::ChartInput& input) {
  for (chart::Process& process : input.processes) {
    const auto first = input.known.begin() + static_cast<std::ptrdiff_t>(process.first);
    const auto figures = std::count(first, first + static_cast<std::ptrdiff_t>(process.rows), 1);
    process.trial = figures < stats::kMakingDataCount.firm_limit_points_min;
  }
  if (!input.processes.empty()) {
    input.processes.back().trial = response.verdict().verdict().trial_limits();
  }
}

bool IsBefore(const v1::Date& a, const v1::Date& b) {
  return std::tuple(a.year(), a.month(), a.day()) < std::tuple(b.year(), b.month(), b.day());
}

// The first period that ends on the day or later.
std::optional<std::size_t> RowOf(const v1::GetChartResponse& response, const v1::Date& day) {
  for (int row = 0; row < response.points_size(); ++row) {
    if (!IsBefore(response.points(row).period().last_day(), day)) {
      return static_cast<std::size_t>(row);
    }
  }
  return std::nullopt;
}

// "service_transfer" as "Service transfer".
std::string Heading(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty()) {
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  }
  return text;
}

void AddNotes(const v1::GetChartResponse& response, chart::ChartInput& input) {
  const auto add = [&](const v1::Date& day, std::string text) {
    const std::optional<std::size_t> row = RowOf(response, day);
    if (row.has_value()) input.notes.push_back({.row = *row, .text = std::move(text)});
  };
  for (const v1::StepChange& it : response.step_changes()) {
    add(it.first_day(), "Step change: " + it.cause());
  }
  for (const v1::ChartEvent& it : response.events()) {
    add(it.first_day(),
        fmt::format("{}{}{}", Heading(it.kind()), it.note().empty() ? "" : ": ", it.note()));
  }
  std::stable_sort(input.notes.begin(), input.notes.end(),
                   [](const chart::Note& a, const chart::Note& b) { return a.row < b.row; });
}

std::string_view ChartName(v1::ChartKind kind) {
  switch (kind) {
    case v1::CHART_KIND_P_PRIME:
      return ", p' chart";
    case v1::CHART_KIND_U_PRIME:
      return ", u' chart";
    case v1::CHART_KIND_T:
      return ", t chart";
    case v1::CHART_KIND_G:
      return ", g chart";
    case v1::CHART_KIND_XMR:
      return ", XmR chart";
    default:
      return "";
  }
}

// "P3M" as "3 months"; nothing for a month, which the labels name.
std::string SpanText(const std::string& span) {
  if (span.size() < 3 || span == "P1M") return "";
  const std::string count = span.substr(1, span.size() - 2);
  return IsMonths(span) ? fmt::format(", each figure of {} months to the month named", count)
                        : fmt::format(", each figure of {} days to the day named", count);
}

}  // namespace

std::string SeriesName(const v1::SeriesVerdict& series) {
  return fmt::format("{} {}{}{}", series.organisation(), series.indicator(),
                     series.breakdown().empty() ? "" : " ", series.breakdown());
}

chart::ChartInput ToChartInput(const v1::GetChartResponse& response) {
  const v1::SeriesVerdict& series = response.verdict();
  chart::ChartInput input;
  input.title = response.indicator_name().empty() ? series.indicator() : response.indicator_name();
  if (!response.organisation_name().empty()) input.subtitle = response.organisation_name() + ": ";
  input.subtitle += SeriesName(series) + std::string(ChartName(series.verdict().chart())) +
                    SpanText(series.span());
  if (!series.unit().empty()) input.unit = series.unit() == "percent" ? "%" : " " + series.unit();
  AddPoints(response, input);
  MarkTrials(response, input);
  AddNotes(response, input);
  input.decimals = DecimalsFor(input.values);
  input.better = BetterOf(response.direction());
  if (series.verdict().has_target() && std::isfinite(series.verdict().target())) {
    input.target = series.verdict().target();
  }
  input.sentence = series.verdict().sentence();
  for (const std::string& remark :
       {response.lasting_drift().sentence(), response.trajectory().sentence()}) {
    if (!remark.empty()) input.remarks.push_back(remark);
  }
  return input;
}

Table ChartCsv(const v1::GetChartResponse& response) {
  Table table({{"organisation"},
               {"indicator"},
               {"breakdown"},
               {"span"},
               {"unit"},
               {"first_day"},
               {"last_day"},
               {"kind"},
               {"value"},
               {"numerator"},
               {"denominator"},
               {"reason"},
               {"plotted"},
               {"mean"},
               {"lower_limit"},
               {"upper_limit"},
               {"rule"},
               {"variation"},
               {"starts_process"}});
  const v1::SeriesVerdict& series = response.verdict();
  for (const v1::ChartPoint& it : response.points()) {
    const ValueColumns value = ColumnsOf(it.value());
    const v1::ChartLines& lines = it.lines();
    table.Add({Cell{series.organisation()}, Cell{series.indicator()}, Cell{series.breakdown()},
               Cell{series.span()}, Cell{series.unit()}, Cell{DateText(it.period().first_day())},
               Cell{DateText(it.period().last_day())}, Cell{value.kind}, Cell{value.number},
               Cell{value.numerator}, Cell{value.denominator}, Cell{value.reason},
               Cell{NumberOrNothing(it.has_plotted(), it.plotted())},
               Cell{NumberOrNothing(lines.has_mean(), lines.mean())},
               Cell{NumberOrNothing(lines.has_lower_limit(), lines.lower_limit())},
               Cell{NumberOrNothing(lines.has_upper_limit(), lines.upper_limit())},
               Cell{EnumOrNothing(it.rule())},
               Cell{it.has_plotted() ? EnumText(it.variation()) : ""},
               Cell{it.starts_process() ? "true" : "false"}});
  }
  return table;
}

}  // namespace trustwatch::cli
