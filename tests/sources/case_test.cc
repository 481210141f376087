#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_replace.h"
#include "collectors/sources/mhsds_file.h"
#include "collectors/sources/return_file.h"
#include "collectors/sources/source_row.h"
#include "fmt/format.h"
#include "gtest/gtest.h"

// Each folder of cases/ holds an odd file, input.csv, and what is to be read from it, expected.txt.
// Folders whose names begin with mhsds_ are published files, the others are returns of a trust. A
// new odd file becomes a new folder.
namespace trustwatch::sources {
namespace {

const std::filesystem::path& CasesFolder() {
  static const auto* const folder =
      new std::filesystem::path(TRUSTWATCH_SOURCE_DIR "/tests/sources/cases");
  return *folder;
}

std::vector<std::string> CaseNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(CasesFolder())) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

std::string Contents(const std::filesystem::path& path) {
  std::ostringstream contents;
  contents << std::ifstream(path, std::ios::binary).rdbuf();
  return contents.str();
}

std::string Print(const Cell& cell) {
  std::string text(ToString(cell.kind));
  if (cell.value.has_value()) text += fmt::format(" {}", *cell.value);
  if (cell.numerator.has_value()) text += fmt::format(" numerator {}", *cell.numerator);
  if (cell.denominator.has_value()) text += fmt::format(" denominator {}", *cell.denominator);
  if (!cell.reason.empty()) text += fmt::format(" reason \"{}\"", cell.reason);
  if (cell.unit == UnitSign::kPercent) text += " in percent";
  if (cell.unit == UnitSign::kPounds) text += " in pounds";
  return text;
}

std::string Print(const SourceRow& row) {
  std::string text = fmt::format(
      "row {}, {}: {} {} {}..{} ", row.place.row, row.place.column,
      row.organisation.empty() ? "-" : row.organisation,
      row.breakdown.empty() ? row.indicator : row.indicator + " (" + row.breakdown + ")",
      ToString(row.first_day), ToString(row.last_day));
  text += Print(row.cell);
  if (!row.status.empty()) text += ", " + row.status;
  if (!row.explanation.empty()) text += ", because \"" + row.explanation + "\"";
  return text + "\n";
}

std::string PrintReturn(const std::filesystem::path& path) {
  const absl::StatusOr<ReturnFile> read = ReadReturn(path, {.organisation = {}, .period = {}});
  if (!read.ok()) return std::string(read.status().message()) + "\n";
  constexpr std::array kLayouts = {"unknown", "tidy", "row per period", "row per indicator"};
  std::string text =
      fmt::format("layout {}\n", kLayouts.at(static_cast<std::size_t>(read->layout)));
  for (const SourceRow& row : read->rows) text += Print(row);
  for (const ShapeFault& fault : read->faults) text += fault.ToString() + "\n";
  text += fmt::format("empty {}\n", read->empty_cells);
  if (read->converted_cells > 0) text += fmt::format("converted {}\n", read->converted_cells);
  return text;
}

std::string PrintMhsds(const std::filesystem::path& path) {
  std::string text;
  const absl::Status status = EachRow(path, [&text](const MhsdsRow& row) {
    if (row.outcome == MhsdsOutcome::kFigure) {
      text += Print(row.source);
    } else {
      text += fmt::format("{} {}\n", row.reason, row.detail.ToString());
    }
    return absl::OkStatus();
  });
  return text + (status.ok() ? "" : std::string(status.message()) + "\n");
}

class CaseTest : public ::testing::TestWithParam<std::string> {};

TEST_P(CaseTest, IsReadAsExpected) {
  const std::filesystem::path folder = CasesFolder() / GetParam();
  const std::filesystem::path input = folder / "input.csv";
  const std::string printed =
      GetParam().starts_with("mhsds_") ? PrintMhsds(input) : PrintReturn(input);
  EXPECT_EQ(absl::StrReplaceAll(printed, {{input.string(), "input.csv"}}),
            Contents(folder / "expected.txt"));
}

INSTANTIATE_TEST_SUITE_P(All, CaseTest, ::testing::ValuesIn(CaseNames()),
                         [](const auto& case_info) { return case_info.param; });

}  // namespace
}  // namespace trustwatch::sources
