#ifndef TRUSTWATCH_TESTS_E2E_PUBLISHED_FILES_H_
#define TRUSTWATCH_TESTS_E2E_PUBLISHED_FILES_H_

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/period.h"
#include "daemon/domain/value.h"

// The real files beside the project, read where they lie. Tests skip where they are not.
namespace trustwatch::testing {

// What a test says that skips.
inline constexpr std::string_view kNoData =
    "no shared/data beside the project, or beside one of the folders that it lies in";
inline constexpr std::string_view kTimeSeries =
    "MHSDS_Time_Series_data_Apr_2016_NovPrf_2022.csv.gz";

// The folder shared/data; absent where it is not.
std::optional<std::filesystem::path> DataFolder();
// A file of its folder published; there must be a DataFolder.
std::filesystem::path PublishedFile(std::string_view name);

// A series of a published MHSDS file, by its own names.
struct PublishedSeries {
  std::string provider;
  std::string measure;
  std::string breakdown;  // empty for the whole
  domain::Span span;

  friend auto operator<=>(const PublishedSeries&, const PublishedSeries&) = default;
};
// Numbers and suppressed figures, oldest period first; what has no row has no entry.
using PublishedFigures = std::map<domain::Period, domain::Value>;

struct MhsdsReading {
  std::map<PublishedSeries, PublishedFigures> series;
  std::map<std::string, std::int64_t> faults;  // rows that could not be read, by reason
  std::int64_t rows = 0;                       // of any kind

  // Of the whole over a month; ends the program if there is none.
  const PublishedFigures& Months(std::string_view provider, std::string_view measure) const;
};
// Reads a file with the collectors' own reader, as `trustwatch load mhsds` does.
MhsdsReading ReadMhsds(const std::filesystem::path& file);

// The time series, read once for all tests; absent where there is no DataFolder.
const std::optional<MhsdsReading>& TimeSeries();

// The records of a CSV file, plain or gzip, whose cells hold no line breaks; the header first.
std::vector<std::vector<std::string>> ReadCsv(const std::filesystem::path& file);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_E2E_PUBLISHED_FILES_H_
