#include "tests/e2e/published_files.h"

#include <zlib.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "collectors/sources/mhsds_file.h"
#include "collectors/sources/source_row.h"
#include "daemon/base/check.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {
namespace {

domain::Day ToDay(const sources::SourceDate& date) {
  return Value(domain::ToDay({date.year, date.month, date.day}));
}

void Keep(const sources::SourceRow& row, MhsdsReading& reading) {
  const domain::Period period =
      Value(domain::Period::Make(ToDay(row.first_day), ToDay(row.last_day)));
  const domain::Value value = row.cell.value.has_value()
                                  ? domain::Value(domain::Number{.value = *row.cell.value})
                                  : domain::Value(domain::Suppressed{});
  const bool is_first =
      reading.series[{row.organisation, row.indicator, row.breakdown, period.span()}]
          .emplace(period, value)
          .second;
  EXPECT_TRUE(is_first) << row.organisation << ' ' << row.indicator << ' ' << period.ToString();
}

std::vector<std::string> CellsOf(std::string_view line) {
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      cells.emplace_back();
    } else if (c != '\r' && c != '\n') {
      cells.back() += c;
    }
  }
  return cells;
}

}  // namespace

std::optional<std::filesystem::path> DataFolder() {
  std::filesystem::path folder = std::filesystem::path(TRUSTWATCH_SOURCE_DIR).parent_path();
  for (int up = 0; up < 3; ++up, folder = folder.parent_path()) {
    const std::filesystem::path data = folder / "shared" / "data";
    if (std::filesystem::is_directory(data)) return data;
  }
  return std::nullopt;
}

std::filesystem::path PublishedFile(std::string_view name) {
  const std::optional<std::filesystem::path> data = DataFolder();
  TRUSTWATCH_CHECK(data.has_value());
  return *data / "published" / name;
}

const PublishedFigures& MhsdsReading::Months(std::string_view provider,
                                             std::string_view measure) const {
  const auto found =
      series.find({std::string(provider), std::string(measure), "", domain::Span{.count = 1}});
  TRUSTWATCH_CHECK(found != series.end());
  return found->second;
}

MhsdsReading ReadMhsds(const std::filesystem::path& file) {
  MhsdsReading reading;
  const absl::Status status = sources::EachRow(file, [&](const sources::MhsdsRow& row) {
    ++reading.rows;
    if (row.outcome == sources::MhsdsOutcome::kFigure) Keep(row.source, reading);
    if (row.outcome == sources::MhsdsOutcome::kFault) ++reading.faults[std::string(row.reason)];
    return absl::OkStatus();
  });
  EXPECT_THAT(status, IsOk());
  return reading;
}

const std::optional<MhsdsReading>& TimeSeries() {
  static const std::optional<MhsdsReading> kReading =
      DataFolder().has_value() ? std::optional(ReadMhsds(PublishedFile(kTimeSeries)))
                               : std::nullopt;
  return kReading;
}

std::vector<std::vector<std::string>> ReadCsv(const std::filesystem::path& file) {
  const gzFile stream = gzopen(file.c_str(), "rb");
  TRUSTWATCH_CHECK(stream != nullptr);
  std::vector<std::vector<std::string>> records;
  std::array<char, 1 << 16> line{};
  while (gzgets(stream, line.data(), static_cast<int>(line.size())) != nullptr) {
    records.push_back(CellsOf(line.data()));
  }
  gzclose(stream);
  return records;
}

}  // namespace trustwatch::testing
