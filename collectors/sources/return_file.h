#ifndef TRUSTWATCH_COLLECTORS_SOURCES_RETURN_FILE_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_RETURN_FILE_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/sources/progress.h"
#include "collectors/sources/source_row.h"

// A trust's own return: a CSV file of one of three layouts, told apart by the header. Names of
// columns are read without regard to case, and a space, '-' or '_' is the same.
//
// kTidy           a row a figure: indicator, value and, as wished, organisation, period or
//                 first_day + last_day, breakdown, numerator, denominator, status, explanation,
//                 reason; in any order. numerator + denominator may stand in for value.
// kRowPerPeriod   a row a period: period or first_day + last_day; organisation, breakdown and
//                 status as wished; every other column is an indicator's id, or an id with
//                 .numerator or .denominator.
// kRowPerIndicator  a row an indicator: indicator; organisation, breakdown and status as wished;
//                 every other column is a period.
// A period is what ReadPeriod reads, a cell what ReadCell reads.
namespace trustwatch::sources {

// What a file may hold; beyond, reading stops with a fault that says so.
inline constexpr std::size_t kReturnFiguresMax = 1'000'000;
// Faults kept; the others are counted.
inline constexpr std::size_t kReturnFaultsMax = 1'000;

struct ReturnOptions {
  std::string organisation;          // of rows that name none; empty: no default
  std::optional<SourceSpan> period;  // of rows that name none
  ProgressCallback progress = {};
};

enum class ReturnLayout : std::uint8_t { kUnknown, kTidy, kRowPerPeriod, kRowPerIndicator };

struct ReturnFile {
  ReturnLayout layout = ReturnLayout::kUnknown;
  std::vector<SourceRow> rows;     // in the order of the file, from left to right
  std::vector<ShapeFault> faults;  // the header's, then in the order of the file; any: send no rows
  std::int64_t faults_left_off = 0;
  std::int64_t empty_cells = 0;      // places where a figure could stand and nothing does
  std::int64_t converted_cells = 0;  // cells that were Windows-1252 and not UTF-8
};

// Reads the whole file and says every fault at once, never the first only; a faulty header of known
// layout does not hide the faults below it. A row with an empty cell gives no SourceRow. Whether
// two rows say the same figure is for the daemon to judge, as is everything else of meaning.
// Errors: kNotFound with reason FILE_NOT_FOUND, kPermissionDenied with FILE_UNREADABLE. Everything
// else that is wrong with the file is in `faults`.
// Safe from any thread. Memory: the rows.
absl::StatusOr<ReturnFile> ReadReturn(const std::filesystem::path& path,
                                      const ReturnOptions& options);

// The same for a text in memory, plain or gzip; `name` stands for the file in places.
ReturnFile ReadReturnText(std::string name, std::string text, const ReturnOptions& options);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_RETURN_FILE_H_
