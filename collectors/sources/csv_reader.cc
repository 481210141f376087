#include "collectors/sources/csv_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/sources/byte_source.h"
#include "collectors/sources/csv_scanner.h"
#include "collectors/sources/file_kind.h"
#include "collectors/sources/source_row.h"
#include "collectors/sources/text.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::sources {
namespace {

constexpr std::size_t kBufferBytes = 512UL * 1024;
constexpr std::size_t kReadBytes = 256UL * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// "" is how a cell in quotes writes one quote. Shortens the bytes where they lie.
std::string_view Undouble(char* begin, std::size_t size) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size; ++i) {
    begin[kept++] = begin[i];
    if (begin[i] == '"') ++i;  // the scanner has seen that its twin follows
  }
  return {begin, kept};
}

Complaint OpenQuote(std::int64_t row) {
  return {.message = fmt::format("a quote that opens on row {} is never closed", row),
          .cure = "close it, and write a quote inside a cell in quotes twice"};
}

Complaint TooLong(std::size_t bytes_max) {
  return {.message = fmt::format("the row is longer than {} bytes", bytes_max),
          .cure = "check that this is a CSV file with line breaks"};
}

Complaint NulByte() {
  return {.message = "the row has NUL bytes: this is not plain text, or it is UTF-16",
          .cure = "save the file as CSV UTF-8"};
}

Complaint Misquoted(QuoteTrouble trouble) {
  const bool inside = trouble == QuoteTrouble::kInsidePlainCell;
  return {.message = inside ? "has a quote and does not begin with one"
                            : "has text after its closing quote",
          .cure = "put the whole cell in quotes and write each quote inside it twice"};
}

Complaint Ragged(std::size_t cells, std::size_t columns) {
  return {.message = fmt::format("the row has {} cell{}, the header has {}", cells,
                                 cells == 1 ? "" : "s", columns),
          .cure = cells > columns
                      ? "put a cell that has a comma in quotes, and take out cells too many"
                      : "add the commas of the empty cells"};
}

}  // namespace

CsvReader::CsvReader(std::string name, std::unique_ptr<ByteSource> source, CsvLimits limits)
    : name_(std::move(name)), source_(std::move(source)), limits_(limits), buffer_(kBufferBytes) {}

absl::StatusOr<CsvReader> CsvReader::Open(const std::filesystem::path& path, CsvLimits limits) {
  TRUSTWATCH_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source, OpenFile(path));
  return CsvReader(path.string(), std::move(source), limits);
}

CsvReader CsvReader::OverText(std::string name, std::string text, CsvLimits limits) {
  return {std::move(name), OpenText(std::move(text)), limits};
}

CsvReader::Step CsvReader::Next() {
  if (over_) return Step::kEnd;
  if (!started_) {
    if (const Step step = Start(); step != Step::kRecord) return step;
  }
  return Read();
}

// kRecord: there may be records.
CsvReader::Step CsvReader::Start() {
  started_ = true;
  while (end_ < kByteOrderMark.size() + 64 && Fill()) {
  }
  if (!source_status_.ok()) return BreakAtScan();
  if (std::optional<Complaint> foreign = NotCsv(waiting())) return Break(0, std::move(*foreign));
  if (waiting().starts_with(kByteOrderMark)) begin_ += kByteOrderMark.size();
  return Step::kRecord;
}

CsvReader::Step CsvReader::Read() {
  for (;;) {
    while (begin_ == end_ && Fill()) {
    }
    if (begin_ == end_) {
      if (!source_status_.ok()) return BreakAtScan();
      over_ = true;
      return Step::kEnd;
    }
    while (ScanRecord(waiting(), source_ended_, scanned_) == ScanResult::kNeedsMore) {
      if (end_ - begin_ > limits_.record_bytes || !Fill()) return BreakAtScan();
    }
    if (std::memchr(waiting().data(), 0, scanned_.bytes) != nullptr) {
      return Break(next_row_, NulByte());
    }
    row_ = next_row_;
    next_row_ += scanned_.lines;
    MakeCells();
    begin_ += scanned_.bytes;
    if (!IsBlank()) return Accept();
    ++blank_records_;
  }
}

// Why there is no whole record in what could be read.
CsvReader::Step CsvReader::BreakAtScan() {
  if (!source_status_.ok()) {
    return Break(0, {.message = std::string(source_status_.message()),
                     .cure = fmt::format("{} rows could be read", records_)});
  }
  if (std::memchr(waiting().data(), 0, waiting().size()) != nullptr) {
    return Break(next_row_, NulByte());
  }
  if (!scanned_.quote_open) return Break(next_row_, TooLong(limits_.record_bytes));
  const Step step = Break(next_row_, OpenQuote(next_row_ + scanned_.quote_line));
  fault_.place.column = ColumnName(scanned_.cells.size());
  return step;
}

// Makes room and reads more behind what waits. False at the end, and when the source fails.
bool CsvReader::Fill() {
  if (source_ended_ || !source_status_.ok()) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < kReadBytes) buffer_.resize(2 * buffer_.size());
  const absl::StatusOr<std::size_t> count = source_->Read(buffer_.data() + end_, kReadBytes);
  source_status_ = count.status();
  if (!count.ok()) return false;
  end_ += *count;
  source_ended_ = *count == 0;
  if (on_progress_) on_progress_(source_->progress());
  // A line break may be all that was waited for, and the end of the file stands for one.
  return true;
}

std::string_view CsvReader::waiting() const { return {buffer_.data() + begin_, end_ - begin_}; }

void CsvReader::MakeCells() {
  cells_.clear();
  for (const ScannedCell& cell : scanned_.cells) {
    char* const begin = buffer_.data() + begin_ + cell.begin;
    const std::size_t size = cell.end - cell.begin;
    cells_.push_back(cell.doubled ? Undouble(begin, size) : std::string_view(begin, size));
  }
}

bool CsvReader::IsBlank() const {
  return scanned_.trouble == QuoteTrouble::kNone &&
         std::ranges::all_of(cells_, [](std::string_view cell) { return Trim(cell).empty(); });
}

CsvReader::Step CsvReader::Accept() {
  if (records_ == limits_.records) {
    return Break(row_, {.message = fmt::format("the file has more than {} rows", limits_.records),
                        .cure = "split it"});
  }
  ++records_;
  const bool is_header = header_.empty();
  const Step step = CheckRecord();
  if (!is_header) return step;
  if (step == Step::kFault) {
    over_ = true;
    return Step::kBroken;
  }
  header_.assign(cells_.begin(), cells_.end());
  return step;
}

CsvReader::Step CsvReader::CheckRecord() {
  if (scanned_.trouble != QuoteTrouble::kNone) {
    return Fault(scanned_.trouble_cell, Misquoted(scanned_.trouble));
  }
  if (cells_.size() > limits_.columns) {
    return Fault(cells_.size(), {.message = fmt::format("the row has {} cells, more than {}",
                                                        cells_.size(), limits_.columns),
                                 .cure = "write a row for each figure instead"});
  }
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (cells_[i].size() <= limits_.cell_bytes) continue;
    return Fault(i, {.message = fmt::format("is longer than {} bytes", limits_.cell_bytes),
                     .cure = "shorten it"});
  }
  if (!MakeUtf8()) {
    return Fault(cells_.size(), {.message = "the row has bytes that are neither UTF-8 nor "
                                            "Windows-1252",
                                 .cure = "save the file as CSV UTF-8"});
  }
  if (!header_.empty() && cells_.size() != header_.size()) {
    return Fault(cells_.size(), Ragged(cells_.size(), header_.size()));
  }
  return Step::kRecord;
}

bool CsvReader::MakeUtf8() {
  converted_.clear();
  const std::string_view record(buffer_.data() + begin_ - scanned_.bytes, scanned_.bytes);
  if (IsAscii(record)) return true;
  for (std::string_view& cell : cells_) {
    if (IsUtf8(cell)) continue;
    std::optional<std::string> text = FromWindows1252(cell);
    if (!text.has_value()) return false;
    cell = converted_.emplace_back(std::move(*text));
    ++converted_cells_;
  }
  return true;
}

// `cell` beyond the record: the whole row.
CsvReader::Step CsvReader::Fault(std::size_t cell, Complaint complaint) {
  const bool one_cell = cell < cells_.size();
  fault_ = {.place = {.file = name_, .row = row_, .column = one_cell ? ColumnName(cell) : ""},
            .value = one_cell ? std::string(cells_[cell].substr(0, 200)) : "",
            .message = std::move(complaint.message),
            .cure = std::move(complaint.cure)};
  return Step::kFault;
}

CsvReader::Step CsvReader::Break(std::int64_t row, Complaint complaint) {
  over_ = true;
  fault_ = {.place = {.file = name_, .row = row, .column = {}},
            .value = {},
            .message = std::move(complaint.message),
            .cure = std::move(complaint.cure)};
  return Step::kBroken;
}

std::string CsvReader::ColumnName(std::size_t cell) const {
  if (cell < header_.size() && !Trim(header_[cell]).empty()) {
    return std::string(Trim(header_[cell]));
  }
  return fmt::format("{}", cell + 1);
}

}  // namespace trustwatch::sources
