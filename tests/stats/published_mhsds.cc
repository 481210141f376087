#include "tests/stats/published_mhsds.h"

#include <zlib.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <vector>

namespace trustwatch::stats {
namespace {

constexpr const char* kFile = "MHSDS_Time_Series_data_Apr_2016_NovPrf_2022.csv.gz";
constexpr int kLongestSpan = 15;  // months; the longest true one is twelve

std::optional<std::filesystem::path> FindFile() {
  std::filesystem::path folder = std::filesystem::path(TRUSTWATCH_SOURCE_DIR).parent_path();
  for (int up = 0; up < 3; ++up, folder = folder.parent_path()) {
    const std::filesystem::path file = folder / "shared" / "data" / "published" / kFile;
    if (std::filesystem::exists(file)) return file;
  }
  return std::nullopt;
}

// Commas count outside of quotes only; no cell of this file holds a quote or a line break.
std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r' && c != '\n') {
      cells.back() += c;
    }
  }
  return cells;
}

// The month of DD/MM/YYYY.
int MonthOf(const std::string& date) {
  if (date.size() != 10) return 0;
  return MonthNumber(std::atoi(date.c_str() + 6), std::atoi(date.substr(3, 2).c_str()));
}

}  // namespace

std::optional<Published> ReadPublishedMhsds() {
  const std::optional<std::filesystem::path> path = FindFile();
  if (!path.has_value()) return std::nullopt;
  const gzFile file = gzopen(path->c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  Published published;
  std::array<char, 4096> line{};
  while (gzgets(file, line.data(), static_cast<int>(line.size())) != nullptr) {
    const std::vector<std::string> cells = Cells(line.data());
    // Start, end, status, breakdown, level, its name, second level, its name, measure, name, value.
    if (cells.size() != 11 || cells[3] != "Provider" || cells[6] != "NONE") continue;
    const int last = MonthOf(cells[1]);
    const int months = last - MonthOf(cells[0]) + 1;
    if (cells[10] == "*" || months < 1 || months > kLongestSpan) continue;
    published[{cells[8], months, cells[4]}][last] = std::atof(cells[10].c_str());
  }
  gzclose(file);
  return published;
}

}  // namespace trustwatch::stats
