#include "collectors/sources/return_file.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/sources/cell.h"
#include "collectors/sources/csv_reader.h"
#include "collectors/sources/date.h"
#include "collectors/sources/figure_cells.h"
#include "collectors/sources/return_header.h"
#include "collectors/sources/source_row.h"
#include "collectors/sources/text.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::sources {
namespace {

using Step = CsvReader::Step;

// What a row says of all its figures.
struct RowPart {
  SourceRow common;
  bool good = true;
};

class ReturnReader {
 public:
  ReturnReader(CsvReader reader, const ReturnOptions& options)
      : reader_(std::move(reader)), options_(options) {
    reader_.SetProgress(options.progress);
  }

  ReturnFile Read() {
    if (ReadHeader()) {
      while (ReadRecord()) {
      }
    }
    file_.converted_cells = reader_.converted_cells();
    return std::move(file_);
  }

 private:
  bool ReadHeader() {
    const Step step = reader_.Next();
    if (step == Step::kEnd) {
      WholeFile("the file is empty", "name the columns in its first row and the figures below");
      return false;
    }
    if (step != Step::kRecord) {
      Add(reader_.fault());
      return false;
    }
    header_ = ReadReturnHeader(reader_.row(), reader_.header());
    file_.layout = header_.layout;
    for (ShapeFault& fault : header_.faults) {
      fault.place.file = reader_.name();
      Add(std::move(fault));
    }
    return header_.readable;
  }

  // False: nothing follows.
  bool ReadRecord() {
    switch (reader_.Next()) {
      case Step::kRecord:
        ReadFigures();
        break;
      case Step::kFault:
        Add(reader_.fault());
        break;
      case Step::kBroken:
        Add(reader_.fault());
        return false;
      case Step::kEnd:
        if (reader_.records() == 1) {
          WholeFile("the file has a header and no rows", "write the figures below it");
        }
        return false;
    }
    if (file_.rows.size() <= kReturnFiguresMax) return true;
    WholeFile(fmt::format("the file has more than {} figures", kReturnFiguresMax), "split it");
    return false;
  }

  std::string_view Text(ReturnColumn column) const {
    const ColumnIndex at = header_.At(column);
    return at.has_value() ? Trim(reader_.cells()[*at]) : std::string_view();
  }

  void ReadFigures() {
    for (const std::size_t column : header_.unnamed) {
      if (Trim(reader_.cells()[column]).empty()) continue;
      Fault(column, {"stands under a column without a name", "name the column or empty the cell"});
    }
    // Made when the first figure is found: a row that reports nothing has nothing to be at fault.
    std::optional<RowPart> row;
    for (const FigureColumns& columns : header_.figures) {
      FigureReading reading =
          ReadFigure(reader_.cells(), columns, header_.At(ReturnColumn::kReason));
      if (std::holds_alternative<EmptyCell>(reading)) {
        ++file_.empty_cells;
        continue;
      }
      if (!row.has_value()) row = ReadRow();
      if (auto* complaints = std::get_if<std::vector<ColumnComplaint>>(&reading)) {
        for (ColumnComplaint& complaint : *complaints) {
          Fault(complaint.column, std::move(complaint.complaint));
        }
        continue;
      }
      if (row->good) Keep(*row, columns, std::get<Cell>(std::move(reading)));
    }
    if (!row.has_value() && !Text(ReturnColumn::kExplanation).empty()) {
      Fault(*header_.At(ReturnColumn::kExplanation),
            {"explains a figure that is not there",
             "write missing: and the reason in value, or empty the cell"});
    }
  }

  void Keep(const RowPart& row, const FigureColumns& columns, Cell cell) {
    SourceRow& kept = file_.rows.emplace_back(row.common);
    kept.place.column = header_.names[columns.MainColumn()];
    if (!columns.indicator.empty()) kept.indicator = columns.indicator;
    if (columns.period.has_value()) {
      kept.first_day = columns.period->first_day;
      kept.last_day = columns.period->last_day;
    }
    kept.cell = std::move(cell);
  }

  RowPart ReadRow() {
    RowPart row;
    row.common.place = {.file = reader_.name(), .row = reader_.row(), .column = {}};
    row.common.breakdown = std::string(Text(ReturnColumn::kBreakdown));
    row.common.explanation = std::string(Text(ReturnColumn::kExplanation));
    row.good = ReadOrganisation(row.common);
    row.good = ReadIndicator(row.common) && row.good;
    row.good = ReadStatus(row.common) && row.good;
    if (header_.layout != ReturnLayout::kRowPerIndicator) {
      row.good = ReadRowPeriod(row.common) && row.good;
    }
    return row;
  }

  bool ReadOrganisation(SourceRow& row) {
    row.organisation = std::string(Text(ReturnColumn::kOrganisation));
    if (row.organisation.empty()) row.organisation = options_.organisation;
    const ColumnIndex column = header_.At(ReturnColumn::kOrganisation);
    if (!row.organisation.empty() || !column.has_value()) return true;
    return Fault(*column, {"the organisation is empty", "write its ODS code, for example RX4"});
  }

  bool ReadIndicator(SourceRow& row) {
    row.indicator = std::string(Text(ReturnColumn::kIndicator));
    const ColumnIndex column = header_.At(ReturnColumn::kIndicator);
    if (!row.indicator.empty() || !column.has_value()) return true;
    return Fault(*column, {"the indicator is empty", "write the catalogue's id of it"});
  }

  bool ReadStatus(SourceRow& row) {
    row.status = Lower(Text(ReturnColumn::kStatus));
    if (row.status.empty() || row.status == "provisional" || row.status == "refreshed" ||
        row.status == "final") {
      return true;
    }
    return Fault(*header_.At(ReturnColumn::kStatus),
                 {"is not a status", "write provisional, refreshed or final"});
  }

  bool ReadRowPeriod(SourceRow& row) {
    if (!Text(ReturnColumn::kPeriod).empty()) {
      return Take(ReadPeriod(Text(ReturnColumn::kPeriod)), row);
    }
    const bool has_days =
        !Text(ReturnColumn::kFirstDay).empty() || !Text(ReturnColumn::kLastDay).empty();
    if (has_days) return ReadDays(row);
    if (!options_.period.has_value()) {
      return FaultAtRow(
          {"the row has no period", "write it in column period, for example 2026-04"});
    }
    row.first_day = options_.period->first_day;
    row.last_day = options_.period->last_day;
    return true;
  }

  bool Take(std::variant<SourceSpan, Complaint> period, SourceRow& row) {
    if (auto* complaint = std::get_if<Complaint>(&period)) {
      return Fault(*header_.At(ReturnColumn::kPeriod), std::move(*complaint));
    }
    row.first_day = std::get<SourceSpan>(period).first_day;
    row.last_day = std::get<SourceSpan>(period).last_day;
    return true;
  }

  bool ReadDays(SourceRow& row) {
    const bool first = ReadOneDay(ReturnColumn::kFirstDay, row.first_day);
    const bool last = ReadOneDay(ReturnColumn::kLastDay, row.last_day);
    if (!first || !last) return false;
    if (row.first_day <= row.last_day) return true;
    return Fault(*header_.At(ReturnColumn::kLastDay),
                 {fmt::format("is before the first day, {}", ToString(row.first_day)),
                  "write the first and the last day of the period in this order"});
  }

  bool ReadOneDay(ReturnColumn column, SourceDate& day) {
    std::variant<SourceDate, Complaint> reading = ReadDay(Text(column));
    if (auto* complaint = std::get_if<Complaint>(&reading)) {
      return Fault(*header_.At(column), std::move(*complaint));
    }
    day = std::get<SourceDate>(reading);
    return true;
  }

  bool Fault(std::size_t column, Complaint complaint) {
    std::string name = header_.names[column];
    if (name.empty()) name = fmt::format("{}", column + 1);
    Add({.place = {.file = reader_.name(), .row = reader_.row(), .column = std::move(name)},
         .value = std::string(Trim(reader_.cells()[column])),
         .message = std::move(complaint.message),
         .cure = std::move(complaint.cure)});
    return false;
  }

  bool FaultAtRow(Complaint complaint) {
    Add({.place = {.file = reader_.name(), .row = reader_.row(), .column = {}},
         .value = {},
         .message = std::move(complaint.message),
         .cure = std::move(complaint.cure)});
    return false;
  }

  void WholeFile(std::string message, std::string cure) {
    Add({.place = {.file = reader_.name(), .row = 0, .column = {}},
         .value = {},
         .message = std::move(message),
         .cure = std::move(cure)});
  }

  void Add(ShapeFault fault) {
    if (file_.faults.size() < kReturnFaultsMax) {
      file_.faults.push_back(std::move(fault));
    } else {
      ++file_.faults_left_off;
    }
  }

  CsvReader reader_;
  const ReturnOptions& options_;
  ReturnHeader header_;
  ReturnFile file_;
};

}  // namespace

absl::StatusOr<ReturnFile> ReadReturn(const std::filesystem::path& path,
                                      const ReturnOptions& options) {
  TRUSTWATCH_ASSIGN_OR_RETURN(CsvReader reader, CsvReader::Open(path));
  return ReturnReader(std::move(reader), options).Read();
}

ReturnFile ReadReturnText(std::string name, std::string text, const ReturnOptions& options) {
  return ReturnReader(CsvReader::OverText(std::move(name), std::move(text)), options).Read();
}

}  // namespace trustwatch::sources
