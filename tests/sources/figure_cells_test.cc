#include "collectors/sources/figure_cells.h"

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "collectors/sources/cell.h"
#include "collectors/sources/return_header.h"
#include "collectors/sources/source_row.h"
#include "fmt/format.h"
#include "gtest/gtest.h"

namespace trustwatch::sources {
namespace {

struct Figure {
  std::string_view value;
  std::string_view numerator;
  std::string_view denominator;
  std::string_view reason;
  std::string_view printed;
};

// empty; 62.5 5/8; suppressed; missing down; or the columns at fault: !1 !2.
std::string Printed(const FigureReading& reading) {
  if (std::holds_alternative<EmptyCell>(reading)) return "empty";
  std::string text;
  if (const auto* complaints = std::get_if<std::vector<ColumnComplaint>>(&reading)) {
    for (const ColumnComplaint& complaint : *complaints)
      text += fmt::format("!{}", complaint.column);
    return text;
  }
  const Cell& cell = std::get<Cell>(reading);
  if (cell.kind != CellKind::kNumber) return std::string(ToString(cell.kind)) + cell.reason;
  if (cell.value) text += fmt::format("{}", *cell.value);
  if (cell.numerator) text += fmt::format(" {}", *cell.numerator);
  if (cell.denominator) text += fmt::format("/{}", *cell.denominator);
  return text;
}

class FigureCellsTest : public ::testing::TestWithParam<Figure> {};

TEST_P(FigureCellsTest, ArePutTogetherOrRefusedByColumn) {
  const Figure& f = GetParam();
  const std::array<std::string_view, 4> cells = {f.value, f.numerator, f.denominator, f.reason};
  const FigureColumns columns{
      .indicator = {}, .period = {}, .value = 0, .numerator = 1, .denominator = 2};
  EXPECT_EQ(Printed(ReadFigure(cells, columns, 3)), f.printed);
}

INSTANTIATE_TEST_SUITE_P(
    All, FigureCellsTest,
    ::testing::Values(
        Figure{"", "", "", "", "empty"}, Figure{" ", "\xC2\xA0", "", " ", "empty"},
        Figure{"62.5", "5", "8", "", "62.5 5/8"}, Figure{"62.5", "5", "", "", "62.5 5"},
        Figure{"", "5", "8", "", " 5/8"}, Figure{"*", "*", "*", "", "suppressed"},
        Figure{"*", "", "*", "", "suppressed"}, Figure{"", "*", "*", "", "suppressed"},
        Figure{"missing", "", "", "down", "missingdown"},
        Figure{"missing: down", "", "", "down", "missingdown"}, Figure{"", "5", "", "", "!1"},
        Figure{"", "", "8", "", "!2"}, Figure{"", "5", "*", "", "!2"},
        Figure{"*", "5", "8", "", "!1!2"}, Figure{"5", "*", "8", "", "!1"},
        Figure{"x", "y", "z", "", "!0!1!2"}, Figure{"5", "50%", "8", "", "!1"},
        Figure{"missing", "", "", "", "!0"}, Figure{"missing: up", "", "", "down", "!3"},
        Figure{"5", "", "", "down", "!3"}, Figure{"", "", "", "down", "!3"},
        Figure{"nil", "", "", "down", "!3"}));

}  // namespace
}  // namespace trustwatch::sources
