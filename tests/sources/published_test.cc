#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "collectors/sources/mhsds_file.h"
#include "collectors/sources/source_row.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

// Reads the real published files beside the project, where they are, and compares with a count made
// in another and simpler way. Skipped where the files are not.
namespace trustwatch::sources {
namespace {

using Counts = std::map<std::string, std::int64_t>;

// The folder shared/data/published beside the project or one of the folders that it lies in.
std::optional<std::filesystem::path> PublishedFolder() {
  std::filesystem::path folder = std::filesystem::path(TRUSTWATCH_SOURCE_DIR).parent_path();
  for (int up = 0; up < 3; ++up, folder = folder.parent_path()) {
    const std::filesystem::path published = folder / "shared" / "data" / "published";
    if (std::filesystem::is_directory(published)) return published;
  }
  return std::nullopt;
}

std::string Unpacked(const std::filesystem::path& path) {
  const gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return {};
  std::string text;
  std::vector<char> part(1 << 20);
  for (int count = 1; count > 0;) {
    count = gzread(file, part.data(), static_cast<unsigned>(part.size()));
    if (count > 0) text.append(part.data(), static_cast<std::size_t>(count));
  }
  gzclose(file);
  return text;
}

// Cells of a line by parting it at quotes first: commas count only in the even parts. These files
// have no doubled quotes and no line breaks in cells.
std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

// Category of a line and its value, from the published columns by their place.
std::string CategoryOf(const std::vector<std::string>& cells) {
  const std::string& breakdown = cells.at(3);
  const bool ethnicity = breakdown == "Provider; Ethnicity";
  if (breakdown != "Provider" && breakdown != "PROVIDER" && breakdown != "Sending Provider" &&
      breakdown != "Provider of Responsibility" && !ethnicity) {
    return "OUT_OF_SCOPE_BREAKDOWN";
  }
  const std::string kind = cells.at(10) == "*" ? "suppressed" : "number";
  return kind + (ethnicity ? " by ethnicity " : " ") +
         (cells.at(2).starts_with("Final") ? "final" : "refreshed");
}

std::string CategoryOf(const MhsdsRow& row) {
  if (row.outcome != MhsdsOutcome::kFigure) return std::string(row.reason);
  return std::string(ToString(row.source.cell.kind)) +
         (row.source.breakdown.empty() ? " " : " by ethnicity ") + row.source.status;
}

struct Total {
  Counts rows;
  std::map<std::string, double> sums;  // of the values, by organisation
};

Total SimpleTotal(const std::filesystem::path& path) {
  Total total;
  std::istringstream lines(Unpacked(path));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const std::vector<std::string> cells = Cells(line);
    const std::string category = CategoryOf(cells);
    ++total.rows[category];
    if (category.starts_with("number")) total.sums[cells.at(4)] += std::stod(cells.at(10));
  }
  return total;
}

Total OurTotal(const std::filesystem::path& path) {
  Total total;
  EXPECT_THAT(EachRow(path,
                      [&total](const MhsdsRow& row) {
                        ++total.rows[CategoryOf(row)];
                        if (row.outcome == MhsdsOutcome::kFigure && row.source.cell.value) {
                          total.sums[row.source.organisation] += *row.source.cell.value;
                        }
                        return absl::OkStatus();
                      }),
              testing::IsOk());
  return total;
}

struct PublishedFile {
  std::string_view name;
  std::int64_t rows;
};

class PublishedTest : public ::testing::TestWithParam<PublishedFile> {};

TEST_P(PublishedTest, EveryRowIsAccountedForAsASimplerCountSays) {
  const std::optional<std::filesystem::path> folder = PublishedFolder();
  if (!folder.has_value()) GTEST_SKIP() << "no shared/data/published beside the project";
  const std::filesystem::path path = *folder / GetParam().name;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const Total ours = OurTotal(path);
  const Total simple = SimpleTotal(path);
  EXPECT_EQ(ours.rows, simple.rows);
  EXPECT_EQ(ours.sums, simple.sums);
  std::int64_t rows = 0;
  for (const auto& [category, count] : ours.rows) rows += count;
  EXPECT_EQ(rows, GetParam().rows);
}

// The numbers of rows are those of zcat FILE | wc -l, less the header.
INSTANTIATE_TEST_SUITE_P(
    All, PublishedTest,
    ::testing::Values(PublishedFile{"MHSDS_Time_Series_data_Apr_2016_NovPrf_2022.csv.gz", 465927},
                      PublishedFile{"MHSDS_Data_4WW_AprPerf_2024_v2.csv.gz", 19958},
                      PublishedFile{"MHSDS_Data_4WW_MayPerf_2024_v2.csv.gz", 19934},
                      PublishedFile{"MHSDS_Data_4WW_JunPerf_2024_v2.csv.gz", 19442},
                      PublishedFile{"mhsds_main_data_2025-09_RDY.csv.gz", 1364},
                      PublishedFile{"mhsds_oaps_acute_2026-04_RDY.csv.gz", 1085}));

TEST(PublishedDataTest, OneLastDayHasThreeSpansAndEachIsItsOwnFigure) {
  const std::optional<std::filesystem::path> folder = PublishedFolder();
  if (!folder.has_value()) GTEST_SKIP() << "no shared/data/published beside the project";
  std::map<std::string, double> by_first_day;
  EXPECT_THAT(
      EachRow(*folder / "mhsds_oaps_acute_2026-04_RDY.csv.gz",
              [&by_first_day](const MhsdsRow& row) {
                if (row.outcome == MhsdsOutcome::kFigure && row.source.indicator == "OAP02a") {
                  by_first_day[ToString(row.source.first_day)] = row.source.cell.value.value_or(-1);
                }
                return absl::OkStatus();
              }),
      testing::IsOk());
  // Bed days of RDY to 30 April 2026, as published: of the month, three months and twelve months.
  EXPECT_EQ(by_first_day, (std::map<std::string, double>{
                              {"2026-04-01", 60}, {"2026-02-01", 435}, {"2025-05-01", 2195}}));
}

}  // namespace
}  // namespace trustwatch::sources
