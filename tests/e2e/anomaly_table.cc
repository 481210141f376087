#include "tests/e2e/anomaly_table.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/check.h"
#include "fmt/format.h"
#include "tests/e2e/published_files.h"

namespace trustwatch::testing {
namespace {

// A cell of a Markdown table: a bar would end it.
std::string Cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|' || c == '*') cell += '\\';
    cell += c;
  }
  return cell;
}

std::string Listed(const std::vector<Part>& parts, bool holds) {
  std::string text;
  for (const Part& part : parts) {
    if (part.holds == holds) text += (text.empty() ? "" : "; ") + part.asks;
  }
  return text;
}

std::string Outcome(const AnomalyEntry& entry, const Answer& answer) {
  const std::string done = Listed(answer.parts, true);
  if (entry.lacks.empty()) return fmt::format("**yes**: {}.", done);
  const std::string lacks = Listed(answer.parts, false);
  if (done.empty()) return fmt::format("**no**: {}. Why: {}", lacks, entry.why_not);
  return fmt::format("**in part**: {}. **Not**: {}. Why: {}", done, lacks, entry.why_not);
}

constexpr std::string_view kHead =
    R"(# What we say of the known anomalies

Real defects and events of published figures (`../shared/data/register/anomalies.csv`), what its
rows ask for, and what the daemon's rooms and the collectors' readers say when they are given these
very figures. `anomalies_test` makes them speak, compares this page with what they say, and fails
where it is no longer true; then it says how to renew the page. Questions are answered with an
explanation here, as a sender would, so that the figure is recorded and judged.

)";

}  // namespace

std::string AnomalyName::ToString() const {
  return series + ", " + ods_code + (period.empty() ? "" : ", " + period);
}

std::vector<AnomalyRow> ReadAnomalies() {
  TRUSTWATCH_CHECK(DataFolder().has_value());
  const auto records = ReadCsv(*DataFolder() / "register" / "anomalies.csv");
  std::vector<AnomalyRow> rows;
  for (std::size_t i = 1; i < records.size(); ++i) {
    const std::vector<std::string>& cells = records[i];
    // Series, code, period, what happened, values, likely kind, what we want.
    TRUSTWATCH_CHECK(cells.size() == 7);
    rows.push_back({{cells[0], cells[1], cells[2]}, cells[6]});
  }
  return rows;
}

std::string PageRow(int number, const AnomalyEntry& entry, const Answer& answer) {
  return fmt::format("| {} | {} | {} | {} | {} |", number, Cell(entry.name.ToString()),
                     Cell(entry.asked), Cell(answer.says), Outcome(entry, answer));
}

std::string Page(const std::vector<std::string>& rows, std::size_t met) {
  std::string page(kHead);
  page += fmt::format("{} of the {} rows are met whole.\n\n", met, rows.size());
  page += "| | row | asked | what we say | met |\n|---|---|---|---|---|\n";
  for (const std::string& row : rows) page += row + "\n";
  return page;
}

}  // namespace trustwatch::testing
