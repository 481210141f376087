#include "collectors/cli/verdicts_view.h"

#include <string>
#include <string_view>

#include "collectors/cli/judgement_words.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "fmt/format.h"
#include "trustwatch/v1/insight_service.pb.h"
#include "trustwatch/v1/verdict.pb.h"

namespace trustwatch::cli {
Table VerdictsCsv() {
  return Table({{"organisation"},   {"indicator"},    {"breakdown"},   {"span"},
                {"unit"},           {"first_day"},    {"last_day"},    {"latest_value"},
                {"mean"},           {"lower_limit"},  {"upper_limit"}, {"variation"},
                {"rule"},           {"since_day"},    {"point_count"}, {"contrary"},
                {"contrary_rule"},  {"target"},       {"assurance"},   {"process_first_day"},
                {"baseline_count"}, {"trial_limits"}, {"chart"},       {"sentence"}});
}

void AddToVerdictsCsv(const v1::SeriesVerdict& series, Table& table) {
  const v1::Verdict& it = series.verdict();
  const v1::ChartLines& lines = it.lines();
  table.Add({Cell{series.organisation()},
             Cell{series.indicator()},
             Cell{series.breakdown()},
             Cell{series.span()},
             Cell{series.unit()},
             Cell{DateText(it.latest().first_day())},
             Cell{DateText(it.latest().last_day())},
             Cell{NumberOrNothing(it.has_latest_value(), it.latest_value())},
             Cell{NumberOrNothing(lines.has_mean(), lines.mean())},
             Cell{NumberOrNothing(lines.has_lower_limit(), lines.lower_limit())},
             Cell{NumberOrNothing(lines.has_upper_limit(), lines.upper_limit())},
             Cell{EnumOrNothing(it.variation())},
             Cell{EnumOrNothing(it.signal().rule())},
             Cell{DateText(it.signal().since().first_day())},
             Cell{it.has_signal() ? std::to_string(it.signal().point_count()) : ""},
             Cell{EnumOrNothing(it.contrary().variation())},
             Cell{EnumOrNothing(it.contrary().rule())},
             Cell{NumberOrNothing(it.has_target(), it.target())},
             Cell{EnumOrNothing(it.assurance())},
             Cell{DateText(it.process_first().first_day())},
             Cell{std::to_string(it.baseline_count())},
             Cell{it.trial_limits() ? "true" : "false"},
             Cell{EnumOrNothing(it.chart())},
             Cell{it.sentence()}});
}

VerdictsSummary::VerdictsSummary()
    : table_({{"organisation"},
              {"indicator"},
              {"breakdown"},
              {"period"},
              {"figure", true},
              {"usual"},
              {"target"},
              {.name = "what it shows", .wraps = true}}) {}

void VerdictsSummary::Add(const v1::SeriesVerdict& series) {
  const v1::Verdict& it = series.verdict();
  switch (it.variation()) {
    case v1::VARIATION_CONCERN:
      ++concerns_;
      break;
    case v1::VARIATION_IMPROVEMENT:
      ++improvements_;
      break;
    case v1::VARIATION_NEITHER:
      ++changes_;
      break;
    default:
      ++ordinary_;
  }
  const bool has_limits = it.lines().has_lower_limit() || it.lines().has_upper_limit();
  std::string shown = ShownText(it);
  if (!it.has_signal() && !it.has_latest_value()) shown = "no figure for this period";
  if (!it.has_signal() && it.has_latest_value() && !has_limits) shown = "too few figures to say";
  table_.Add({Cell{series.organisation()}, Cell{series.indicator()}, Cell{series.breakdown()},
              Cell{it.has_latest() ? PeriodText(it.latest()) : ""},
              Cell{it.has_latest_value() ? RoughText(it.latest_value()) : ""},
              Cell{UsualText(it.lines())}, Cell{TargetText(it)},
              Cell{shown, StyleOf(it.variation())}});
}

std::string VerdictsSummary::CountsText() const {
  std::string text = fmt::format("{} series:", concerns_ + improvements_ + changes_ + ordinary_);
  std::string_view before = " ";
  const auto add = [&](int count, std::string_view what) {
    if (count == 0) return;
    text += fmt::format("{}{} {}", before, count, what);
    before = ", ";
  };
  add(concerns_, "concern");
  add(improvements_, "improvement");
  add(changes_, "changed, neither better nor worse");
  add(ordinary_, "ordinary");
  return text;
}

}  // namespace trustwatch::cli
