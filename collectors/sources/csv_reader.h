#ifndef TRUSTWATCH_COLLECTORS_SOURCES_CSV_READER_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_CSV_READER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/sources/byte_source.h"
#include "collectors/sources/csv_scanner.h"
#include "collectors/sources/progress.h"
#include "collectors/sources/source_row.h"

namespace trustwatch::sources {

// Everything has a limit. A cell or a count of columns beyond it spoils its record, the others end
// the reading.
struct CsvLimits {
  std::size_t cell_bytes = 64UL * 1024;
  std::size_t columns = 2'000;
  std::size_t record_bytes = 1024UL * 1024;
  std::int64_t records = 5'000'000;
};

// Reads a CSV file record by record after RFC 4180: cells in quotes may hold commas, doubled quotes
// and line breaks; lines end with LF, CRLF or a lone CR. Plain or gzip, told apart by the bytes.
//
// The first record that is not blank is the header, and every other has as many cells as it. A
// UTF-8 byte-order mark is skipped. Records of empty cells only are skipped. A cell that is not
// UTF-8 is read as Windows-1252, which is what Excel writes under "CSV"; it is counted. NUL bytes,
// UTF-16 and files that are surely something else are refused.
//
// Not thread-safe. Memory: two of the longest record at most, from 512 KiB. At least 100 MB/s.
class CsvReader {
 public:
  enum class Step : std::uint8_t {
    kRecord,  // cells() and row() hold it
    kFault,   // fault() says what is wrong with one record; read on
    kBroken,  // fault() says why nothing more can be read
    kEnd,
  };

  // kNotFound with reason FILE_NOT_FOUND, kPermissionDenied with FILE_UNREADABLE.
  static absl::StatusOr<CsvReader> Open(const std::filesystem::path& path, CsvLimits limits = {});
  // `name` stands for the file in places.
  static CsvReader OverText(std::string name, std::string text, CsvLimits limits = {});

  // Called at each refill of the buffer, every 256 KiB or so, and once when the end is reached.
  void SetProgress(ProgressCallback callback) { on_progress_ = std::move(callback); }

  // After kBroken and kEnd, kEnd for ever. A fault in the header is kBroken.
  Step Next();

  // The record's cells, not trimmed; valid until Next().
  std::span<const std::string_view> cells() const { return cells_; }
  // The line on which the record begins, from 1, as an editor counts it.
  std::int64_t row() const { return row_; }
  const ShapeFault& fault() const { return fault_; }
  // After kBroken: not OK if the bytes could not be had, a damaged gzip among them.
  const absl::Status& source_status() const { return source_status_; }

  const std::string& name() const { return name_; }
  // The cells of the header; empty before it is read.
  const std::vector<std::string>& header() const { return header_; }

  std::int64_t records() const { return records_; }  // kRecord and kFault so far, header included
  std::int64_t blank_records() const { return blank_records_; }
  std::int64_t converted_cells() const { return converted_cells_; }

 private:
  CsvReader(std::string name, std::unique_ptr<ByteSource> source, CsvLimits limits);

  Step Start();
  Step Read();
  Step Accept();
  Step BreakAtScan();
  bool Fill();
  std::string_view waiting() const;
  void MakeCells();
  bool MakeUtf8();
  bool IsBlank() const;
  Step CheckRecord();
  Step Fault(std::size_t cell, Complaint complaint);
  Step Break(std::int64_t row, Complaint complaint);
  std::string ColumnName(std::size_t cell) const;

  std::string name_;
  std::unique_ptr<ByteSource> source_;
  CsvLimits limits_;
  ProgressCallback on_progress_;

  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of what is not read yet
  std::size_t end_ = 0;
  bool source_ended_ = false;
  absl::Status source_status_;

  ScannedRecord scanned_;
  std::vector<std::string_view> cells_;
  std::deque<std::string> converted_;  // what cells_ points to where bytes had to change
  std::int64_t next_row_ = 1;
  std::int64_t row_ = 0;
  std::int64_t records_ = 0;
  std::int64_t blank_records_ = 0;
  std::int64_t converted_cells_ = 0;
  std::vector<std::string> header_;
  ShapeFault fault_;
  bool started_ = false;
  bool over_ = false;
};

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_CSV_READER_H_
