#include "collectors/sources/csv_scanner.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trustwatch::sources {
namespace {

using ByteTable = std::array<bool, 256>;

constexpr ByteTable TableOf(std::string_view stops) {
  ByteTable table{};
  for (const char c : stops) table[static_cast<unsigned char>(c)] = true;
  return table;
}

constexpr ByteTable kEndsPlain = TableOf(",\"\r\n");
constexpr ByteTable kEndsQuoted = TableOf("\"\r\n");

// Walks over one record; each step returns false when the bytes run out before it is done.
class Scan {
 public:
  Scan(std::string_view bytes, bool at_end, ScannedRecord& record)
      : bytes_(bytes), at_end_(at_end), record_(record) {}

  bool Run() {
    for (;;) {
      ScannedCell cell{.begin = at_, .end = at_, .doubled = false};
      if (at_ < bytes_.size() && bytes_[at_] == '"') {
        if (!Quoted(cell)) return false;
      } else if (!Plain(cell)) {
        return false;
      }
      record_.cells.push_back(cell);
      if (at_ == bytes_.size()) return true;
      if (bytes_[at_] != ',') return Break();
      ++at_;
    }
  }

  std::size_t at() const { return at_; }

 private:
  void Skip(const ByteTable& stops) {
    while (at_ < bytes_.size() && !stops[static_cast<unsigned char>(bytes_[at_])]) ++at_;
  }

  void Note(QuoteTrouble trouble) {
    if (record_.trouble != QuoteTrouble::kNone) return;
    record_.trouble = trouble;
    record_.trouble_cell = record_.cells.size();
  }

  // To the comma or line break that ends a cell without quotes, or the rest after a closing quote.
  bool Plain(ScannedCell& cell) {
    for (;;) {
      Skip(kEndsPlain);
      cell.end = at_;
      if (at_ == bytes_.size()) return at_end_;
      if (bytes_[at_] != '"') return true;
      Note(QuoteTrouble::kInsidePlainCell);
      ++at_;
    }
  }

  // From the opening quote to what follows the closing one.
  bool Quoted(ScannedCell& cell) {
    record_.quote_open = true;
    record_.quote_line = record_.lines;
    cell.begin = ++at_;
    for (;;) {
      Skip(kEndsQuoted);
      if (at_ == bytes_.size()) return false;
      if (bytes_[at_] != '"') {
        if (!Break()) return false;
        continue;
      }
      cell.end = at_++;
      if (at_ == bytes_.size() && !at_end_) return false;
      if (at_ == bytes_.size() || bytes_[at_] != '"') break;
      cell.doubled = true;
      ++at_;
    }
    record_.quote_open = false;
    return AfterQuote();
  }

  bool AfterQuote() {
    if (at_ == bytes_.size() || kEndsPlain[static_cast<unsigned char>(bytes_[at_])]) return true;
    Note(QuoteTrouble::kAfterClosedQuote);
    ScannedCell rest;
    return Plain(rest);
  }

  // Over one line break.
  bool Break() {
    if (bytes_[at_] == '\r') {
      if (at_ + 1 == bytes_.size() && !at_end_) return false;  // the LF may follow
      if (at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n') ++at_;
    }
    ++at_;
    ++record_.lines;
    return true;
  }

  std::string_view bytes_;
  bool at_end_;
  ScannedRecord& record_;
  std::size_t at_ = 0;
};

}  // namespace

ScanResult ScanRecord(std::string_view bytes, bool at_end, ScannedRecord& record) {
  record.cells.clear();
  record.lines = 0;
  record.trouble = QuoteTrouble::kNone;
  record.quote_open = false;
  Scan scan(bytes, at_end, record);
  const bool whole = scan.Run();
  record.bytes = scan.at();
  return whole ? ScanResult::kRecord : ScanResult::kNeedsMore;
}

}  // namespace trustwatch::sources
