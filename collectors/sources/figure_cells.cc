#include "collectors/sources/figure_cells.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "collectors/sources/cell.h"
#include "collectors/sources/return_header.h"
#include "collectors/sources/source_row.h"
#include "collectors/sources/text.h"
#include "fmt/format.h"

namespace trustwatch::sources {
namespace {

constexpr std::string_view kOneAbsence =
    "write the absence in value and leave numerator and denominator empty, or write all as numbers";

// The cells of one figure, read but not yet put together.
class Figure {
 public:
  Figure(std::span<const std::string_view> cells, const FigureColumns& columns, ColumnIndex reason)
      : columns_(columns), reason_column_(reason), reason_(TextAt(cells, reason)) {
    value_ = ReadValue(TextAt(cells, columns.value));
    Note(columns.value, value_);
    numerator_ = ReadPart(TextAt(cells, columns.numerator), columns.numerator);
    denominator_ = ReadPart(TextAt(cells, columns.denominator), columns.denominator);
  }

  FigureReading Combine() {
    if (complaints_.empty()) Judge();
    if (!complaints_.empty()) return std::move(complaints_);
    if (cell_.has_value()) return std::move(*cell_);
    return EmptyCell{};
  }

 private:
  static std::string_view TextAt(std::span<const std::string_view> cells, ColumnIndex column) {
    return column.has_value() ? Trim(cells[*column]) : std::string_view();
  }

  CellReading ReadValue(std::string_view text) const {
    if (!reason_.empty() && Lower(text) == "missing") {
      Cell cell;
      cell.kind = CellKind::kMissing;
      cell.reason = std::string(reason_);
      return cell;
    }
    return ReadCell(text);
  }

  CellReading ReadPart(std::string_view text, ColumnIndex column) {
    CellReading reading = ReadCell(text);
    Note(column, reading);
    const Cell* const cell = std::get_if<Cell>(&reading);
    if (cell != nullptr && cell->unit == UnitSign::kPercent) {
      Complain(*column, "is a percentage", "write the number of which the percentage was made");
    }
    return reading;
  }

  void Note(ColumnIndex column, const CellReading& reading) {
    if (const auto* complaint = std::get_if<Complaint>(&reading)) {
      complaints_.push_back({.column = *column, .complaint = *complaint});
    }
  }

  void Complain(std::size_t column, std::string message, std::string_view cure) {
    complaints_.push_back(
        {.column = column,
         .complaint = {.message = std::move(message), .cure = std::string(cure)}});
  }

  void Judge() {
    const Cell* const value = std::get_if<Cell>(&value_);
    const Cell* const numerator = std::get_if<Cell>(&numerator_);
    const Cell* const denominator = std::get_if<Cell>(&denominator_);
    if (value != nullptr) {
      cell_ = *value;
      AddPart(columns_.numerator, numerator, cell_->numerator);
      AddPart(columns_.denominator, denominator, cell_->denominator);
    } else if (numerator != nullptr && denominator != nullptr) {
      JudgeParts(*numerator, *denominator);
    } else if (numerator != nullptr || denominator != nullptr) {
      const ColumnIndex column = numerator != nullptr ? columns_.numerator : columns_.denominator;
      Complain(*column, "stands alone", "write numerator and denominator, or the value as well");
    }
    CheckReason();
  }

  // A numerator or denominator beside a value.
  void AddPart(ColumnIndex column, const Cell* part, std::optional<double>& number) {
    if (part == nullptr) return;
    if (part->kind != cell_->kind) {
      Complain(*column, fmt::format("stands beside a value that is {}", Named(cell_->kind)),
               kOneAbsence);
    }
    number = part->value;
  }

  // Numerator and denominator without a value.
  void JudgeParts(const Cell& numerator, const Cell& denominator) {
    if (numerator.kind != denominator.kind) {
      Complain(*columns_.denominator,
               fmt::format("stands beside a numerator that is {}", Named(numerator.kind)),
               kOneAbsence);
      return;
    }
    cell_ = numerator;
    if (numerator.kind != CellKind::kNumber) return;
    cell_->value.reset();
    cell_->unit = UnitSign::kNone;
    cell_->numerator = numerator.value;
    cell_->denominator = denominator.value;
  }

  void CheckReason() {
    if (reason_.empty()) return;
    if (cell_.has_value() && cell_->kind == CellKind::kMissing && cell_->reason == reason_) return;
    Complain(*reason_column_, "is a reason, and the value does not say missing",
             "write missing in value, or move the words to explanation");
  }

  static std::string Named(CellKind kind) {
    return kind == CellKind::kNumber ? "a number" : std::string(ToString(kind));
  }

  const FigureColumns& columns_;
  ColumnIndex reason_column_;
  std::string_view reason_;
  CellReading value_;
  CellReading numerator_;
  CellReading denominator_;
  std::optional<Cell> cell_;
  std::vector<ColumnComplaint> complaints_;
};

}  // namespace

FigureReading ReadFigure(std::span<const std::string_view> cells, const FigureColumns& columns,
                         ColumnIndex reason) {
  return Figure(cells, columns, reason).Combine();
}

}  // namespace trustwatch::sources
