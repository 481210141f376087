#ifndef TRUSTWATCH_TESTS_STATS_PUBLISHED_MHSDS_H_
#define TRUSTWATCH_TESTS_STATS_PUBLISHED_MHSDS_H_

#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace trustwatch::stats {

// What makes a series of the published MHSDS time series: measure, months of the span, provider.
using SeriesName = std::tuple<std::string, int, std::string>;
// Figures by month, counted from year 0; suppressed ones are absent.
using Published = std::map<SeriesName, std::map<int, double>>;

constexpr int MonthNumber(int year, int month) { return year * 12 + month - 1; }

// Every provider series of the published file, read where it lies: in shared/data/published beside
// the project or beside one of the folders that it lies in. Absent where that is not.
std::optional<Published> ReadPublishedMhsds();

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_TESTS_STATS_PUBLISHED_MHSDS_H_
