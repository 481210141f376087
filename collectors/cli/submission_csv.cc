#include "collectors/cli/submission_csv.h"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "collectors/cli/batch.h"
#include "collectors/cli/findings.h"
#include "collectors/cli/return_reading.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "collectors/sources/source_row.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

std::vector<Cell> OutlookCells(v1::Effect effect, const v1::Outlook& outlook) {
  const v1::ChartLines& lines = outlook.lines();
  return {Cell{EnumOrNothing(effect)},
          Cell{ValueText(outlook.before())},
          Cell{NumberOrNothing(outlook.has_change(), outlook.change())},
          Cell{NumberOrNothing(lines.has_mean(), lines.mean())},
          Cell{NumberOrNothing(lines.has_lower_limit(), lines.lower_limit())},
          Cell{NumberOrNothing(lines.has_upper_limit(), lines.upper_limit())},
          Cell{EnumOrNothing(outlook.rule())},
          Cell{EnumOrNothing(outlook.variation())},
          Cell{outlook.verdict().sentence()}};
}

void AddRow(const PlacedFinding& finding, std::vector<Cell> outlook, Table& table) {
  std::vector<Cell> row = FindingCells(finding);
  for (Cell& cell : outlook) row.push_back(std::move(cell));
  table.Add(std::move(row));
}

// A figure of which nothing was found.
PlacedFinding NothingAbout(const sources::SourceRow& row, const Batch& batch) {
  const v1::Observation observation = ToObservation(row);
  return {.place = row.place,
          .organisation = batch.organisation,
          .indicator = row.indicator,
          .period = PeriodText(observation.period()),
          .breakdown = row.breakdown,
          .value = ValueText(observation.value()),
          .explanation = row.explanation};
}

}  // namespace

Table SubmissionCsv() {
  std::vector<Column> columns = FindingColumns();
  for (const char* name : {"effect", "before", "change", "mean", "lower_limit", "upper_limit",
                           "rule", "variation", "sentence"}) {
    columns.push_back({name});
  }
  return Table(std::move(columns));
}

void AddToSubmissionCsv(const v1::SubmitResponse& response, const Batch& batch,
                        const ReadingOfReturn& reading, std::span<const PlacedFinding> findings,
                        Table& table) {
  const auto outlook_of = [&](int i) {
    return OutlookCells(i < response.effects_size() ? response.effects(i) : v1::EFFECT_UNSPECIFIED,
                        i < response.outlooks_size() ? response.outlooks(i) : v1::Outlook());
  };
  std::vector<bool> told(batch.rows.size(), false);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const int index = response.findings(static_cast<int>(i)).observation_index();
    const bool is_row = index >= 0 && static_cast<std::size_t>(index) < told.size();
    if (is_row) told[static_cast<std::size_t>(index)] = true;
    AddRow(findings[i],
           is_row ? outlook_of(index) : OutlookCells(v1::EFFECT_UNSPECIFIED, v1::Outlook()), table);
  }
  for (int i = 0; i < response.effects_size(); ++i) {
    const auto row = static_cast<std::size_t>(i);
    if (row >= told.size() || told[row]) continue;
    AddRow(NothingAbout(reading.content.rows[batch.rows[row]], batch), outlook_of(i), table);
  }
}

void AddToSubmissionCsv(std::span<const PlacedFinding> faults, Table& table) {
  for (const PlacedFinding& fault : faults) {
    AddRow(fault, OutlookCells(v1::EFFECT_UNSPECIFIED, v1::Outlook()), table);
  }
}

}  // namespace trustwatch::cli
