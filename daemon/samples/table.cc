#include "daemon/samples/table.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/definitions.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/history/series_source.h"
#include "daemon/samples/instants.h"
#include "daemon/samples/labels.h"
#include "daemon/samples/plan.h"
#include "daemon/samples/query.h"
#include "daemon/samples/roll.h"
#include "daemon/samples/sources.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "daemon/stats/verdict_word.h"
#include "fmt/format.h"

namespace trustwatch::samples {
namespace {

// Makes the rows of one series after another.
class RowMaker {
 public:
  explicit RowMaker(Instants instants) : instants_(instants) {}

  const std::vector<TableRow>& Make(const history::SeriesPast& past, const history::Rules& rules) {
    rows_.clear();
    const history::SeriesChart chart = history::ComputeChart(past.figures, rules, past.step_days);
    for (const history::SeriesChart::Process& process : chart.processes) {
      for (std::size_t i = process.first; i < process.first + process.rows; ++i) {
        const history::Timeline& timeline = chart.verdict.timeline;
        const std::int64_t at_ms = PeriodMs(timeline.OrdinalAt(i), timeline.span);
        if (at_ms < instants_.from_ms || at_ms > instants_.to_ms) continue;
        AddRow(chart, i, past.figures, rules);
        rows_.back().trial_limits = process.trial;
      }
    }
    return rows_;
  }

 private:
  void AddRow(const history::SeriesChart& chart, std::size_t position,
              const history::SeriesFigures& figures, const history::Rules& rules) {
    const history::Timeline& timeline = chart.verdict.timeline;
    const history::Ordinal at = timeline.OrdinalAt(position);
    TableRow row{.period = timeline.PeriodAt(position),
                 .verdict = "unknown",
                 .target = rules.TargetOn(history::LastDayOf(at, timeline.span))};
    if (const std::optional<std::size_t> index = figures.Find(at)) {
      row.kind = figures.figures()[*index].kind;
      row.value = figures.figures()[*index].value;
    }
    if (chart.known[position] != 0) {
      const stats::Label label = chart.points[position].label;
      row.verdict = stats::VerdictWord(stats::VariationOf(label, rules.better), label);
    }
    const stats::Lines& lines = chart.lines[position];
    if (lines.has_centre) row.mean = lines.centre;
    if (lines.lower != stats::kNoLower) row.lower_limit = lines.lower;
    if (lines.upper != stats::kNoUpper) row.upper_limit = lines.upper;
    rows_.push_back(row);
  }

  const Instants instants_;
  std::vector<TableRow> rows_;
};

}  // namespace

absl::Status CheckTableQuery(const Query& query) {
  for (const Matcher& matcher : query.matchers) {
    if (matcher.label() != kName && matcher.label() != kVerdict) continue;
    return base::Error{.code = absl::StatusCode::kInvalidArgument,
                       .reason = "LABEL_NOT_IN_TABLE",
                       .message = fmt::format("a table cannot be chosen by {}: every row has the "
                                              "figure, its lines and its verdict; choose by org, "
                                              "indicator, breakdown and span",
                                              matcher.label()),
                       .field = "match[]"}
        .ToStatus();
  }
  return Plan::Make(query.matchers).status();
}

absl::Status EachTableSeries(const Sources& sources, const Query& query,
                             const std::function<bool(const TableSeries&)>& visit) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckTableQuery(query));
  TRUSTWATCH_ASSIGN_OR_RETURN(const Plan plan, Plan::Make(query.matchers));
  const std::shared_ptr<const domain::Definitions> definitions = sources.definitions.Get();
  const PlannedSeries series(plan, sources, *definitions);
  TRUSTWATCH_ASSIGN_OR_RETURN(Roll roll, series.CallRoll());
  Sort(WithoutSpan::kFirst, roll);
  RowMaker maker(query.instants);
  history::SeriesPast past;
  for (const RollEntry& entry : roll.entries) {
    const SliceName& name = roll.names[entry.name];
    const domain::OdsCode& organisation = roll.organisations[entry.organisation];
    TRUSTWATCH_RETURN_IF_ERROR(
        series.source().Copy(sources.store, organisation, entry.slice_id, past));
    const std::vector<TableRow>& rows = maker.Make(past, name.rules);
    if (rows.empty()) continue;
    if (!visit({.organisation = organisation, .slice = *name.slice, .rows = rows})) break;
  }
  return absl::OkStatus();
}

}  // namespace trustwatch::samples
