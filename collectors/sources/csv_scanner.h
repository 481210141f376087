#ifndef TRUSTWATCH_COLLECTORS_SOURCES_CSV_SCANNER_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_CSV_SCANNER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace trustwatch::sources {

// A cell as it lies in the bytes of a record, without its surrounding quotes.
struct ScannedCell {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool doubled = false;  // has "" for "
};

enum class QuoteTrouble : std::uint8_t {
  kNone,
  kInsidePlainCell,   // ab"c
  kAfterClosedQuote,  // "ab"c
};

// One record found at the beginning of some bytes. Kept and used again, for its memory.
struct ScannedRecord {
  std::vector<ScannedCell> cells;
  std::size_t bytes = 0;   // the record and its line break
  std::int64_t lines = 0;  // line breaks in it, its own too
  QuoteTrouble trouble = QuoteTrouble::kNone;
  std::size_t trouble_cell = 0;  // index of the cell
  // kNeedsMore: the cell that is open at the end of the bytes, if it is a quoted one.
  bool quote_open = false;
  std::int64_t quote_line = 0;  // line breaks before the open quote
};

enum class ScanResult : std::uint8_t { kRecord, kNeedsMore };

// Finds the record at the beginning of `bytes` after RFC 4180. Line breaks are LF, CRLF and a lone
// CR. `at_end`: nothing follows these bytes, so that the end of them ends the record; then only an
// open quote gives kNeedsMore. A quote where none may stand is noted, taken as a letter, and the
// record goes on to its line break. Pure; about 1 ns a byte.
ScanResult ScanRecord(std::string_view bytes, bool at_end, ScannedRecord& record);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_CSV_SCANNER_H_
