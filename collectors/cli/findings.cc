#include "collectors/cli/findings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "collectors/cli/batch.h"
#include "collectors/cli/console.h"
#include "collectors/cli/display.h"
#include "collectors/cli/json.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "collectors/sources/return_file.h"
#include "collectors/sources/source_row.h"
#include "fmt/format.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

// What a field of an observation begins with, and the column of its own that holds it in a layout.
// What is not listed stands in the figure's main column.
struct FieldColumn {
  sources::ReturnLayout layout;
  std::string_view field;
  std::string_view column;
};
using Layout = sources::ReturnLayout;
constexpr std::array<FieldColumn, 10> kFieldColumns = {{
    {Layout::kTidy, "indicator", "indicator"},
    {Layout::kTidy, "breakdown", "breakdown"},
    {Layout::kTidy, "period", "period"},
    {Layout::kTidy, "explanation", "explanation"},
    {Layout::kTidy, "value.number.numerator", "numerator"},
    {Layout::kTidy, "value.number.denominator", "denominator"},
    {Layout::kRowPerPeriod, "period", "period"},
    {Layout::kRowPerPeriod, "breakdown", "breakdown"},
    {Layout::kRowPerIndicator, "indicator", "indicator"},
    {Layout::kRowPerIndicator, "breakdown", "breakdown"},
}};

// A field may be a path from the request: observations[3].value.
std::string_view WithinObservation(std::string_view field) {
  if (!field.starts_with("observations[")) return field;
  const std::size_t end = field.find("].");
  return end == std::string_view::npos ? std::string_view() : field.substr(end + 2);
}

Style StyleOfLevel(v1::Level level) {
  return level == v1::LEVEL_REFUSE ? Style::kBad : Style::kDoubtful;
}

std::string LevelText(const PlacedFinding& finding) {
  if (finding.level != v1::LEVEL_EXPLAIN) return EnumText(finding.level);
  return finding.explanation.empty() ? "explain" : "explained";
}

std::string RelatedText(const v1::Finding& finding, const Batch& batch,
                        std::span<const sources::SourceRow> rows) {
  std::string text;
  for (const int index : finding.related_indexes()) {
    if (index < 0 || static_cast<std::size_t>(index) >= batch.rows.size()) continue;
    const sources::Place& place = rows[batch.rows[static_cast<std::size_t>(index)]].place;
    text += fmt::format("{} {}", text.empty() ? " (see row" : ",", place.row);
  }
  return text.empty() ? "" : text + ")";
}

std::string RowText(const sources::Place& place) {
  return place.row > 0 ? std::to_string(place.row) : "";
}

bool AreOfOneFile(std::span<const PlacedFinding> findings) {
  return std::all_of(findings.begin(), findings.end(), [&](const PlacedFinding& it) {
    return it.place.file == findings.front().place.file;
  });
}

}  // namespace

std::string WithCure(const std::string& message, std::string cure) {
  if (cure.empty()) return message;
  if (!message.ends_with('?')) return fmt::format("{}; {}", message, cure);
  cure.front() = absl::ascii_toupper(static_cast<unsigned char>(cure.front()));
  return fmt::format("{} {}", message, cure);
}

sources::Place PlaceOf(const sources::SourceRow& row, sources::ReturnLayout layout,
                       const std::string& field) {
  sources::Place place = row.place;
  const std::string_view inner = WithinObservation(field);
  for (const FieldColumn& it : kFieldColumns) {
    if (layout == it.layout && inner.starts_with(it.field)) place.column = it.column;
  }
  return place;
}

PlacedFinding Placed(const v1::Finding& finding, const Batch& batch,
                     std::span<const sources::SourceRow> rows, sources::ReturnLayout layout) {
  PlacedFinding placed{.organisation = batch.organisation,
                       .level = finding.level(),
                       .reason = finding.reason(),
                       .field = finding.field(),
                       .value = finding.value(),
                       .message = finding.message() + RelatedText(finding, batch, rows),
                       .cure = finding.cure(),
                       .explanation = finding.explanation()};
  const auto index = static_cast<std::size_t>(finding.observation_index());
  if (finding.observation_index() < 0 || index >= batch.rows.size()) return placed;
  const sources::SourceRow& row = rows[batch.rows[index]];
  placed.place = PlaceOf(row, layout, finding.field());
  placed.indicator = row.indicator;
  placed.period = PeriodText(ToObservation(row).period());
  placed.breakdown = row.breakdown;
  return placed;
}

PlacedFinding Placed(const sources::ShapeFault& fault) {
  return {.place = fault.place,
          .level = v1::LEVEL_REFUSE,
          .reason = "SHAPE",
          .value = fault.value,
          .message = fault.message,
          .cure = fault.cure};
}

std::vector<Column> FindingColumns() {
  return {{"file"},   {"row"},       {"column"}, {"organisation"}, {"indicator"},
          {"period"}, {"breakdown"}, {"level"},  {"reason"},       {"field"},
          {"value"},  {"message"},   {"cure"},   {"explanation"}};
}

std::vector<Cell> FindingCells(const PlacedFinding& finding) {
  return {Cell{finding.place.file},
          Cell{RowText(finding.place)},
          Cell{finding.place.column},
          Cell{finding.organisation},
          Cell{finding.indicator},
          Cell{finding.period},
          Cell{finding.breakdown},
          Cell{finding.level == v1::LEVEL_UNSPECIFIED ? "" : EnumText(finding.level)},
          Cell{finding.reason},
          Cell{finding.field},
          Cell{finding.value},
          Cell{finding.message},
          Cell{finding.cure},
          Cell{finding.explanation}};
}

void PrintFindings(std::span<const PlacedFinding> findings, const Console& console) {
  if (findings.empty()) return;
  const bool one_file = AreOfOneFile(findings);
  if (one_file && !findings.front().place.file.empty()) {
    console.out << Visible(findings.front().place.file) << ":\n";
  }
  Table table({{"file"},
               {"row", true},
               {"column"},
               {"value"},
               {"level"},
               {.name = "what is wrong, and what to do", .wraps = true}});
  for (const PlacedFinding& it : findings) {
    const std::string what = WithCure(it.message, it.cure);
    table.Add({Cell{one_file ? "" : it.place.file}, Cell{RowText(it.place)}, Cell{it.place.column},
               Cell{it.value}, Cell{LevelText(it), StyleOfLevel(it.level)}, Cell{what}});
  }
  table.Print(console);
}

std::string FaultJson(const PlacedFinding& fault) {
  return fmt::format(
      R"({{"file":{},"row":{},"column":{},"level":{},"reason":{},"value":{},"message":{},"cure":{}}})",
      JsonQuoted(fault.place.file), fault.place.row, JsonQuoted(fault.place.column),
      JsonQuoted(EnumText(fault.level)), JsonQuoted(fault.reason), JsonQuoted(fault.value),
      JsonQuoted(fault.message), JsonQuoted(fault.cure));
}

}  // namespace trustwatch::cli
