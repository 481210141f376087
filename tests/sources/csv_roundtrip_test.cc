#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/sources/mhsds_file.h"
#include "collectors/sources/return_file.h"
#include "collectors/sources/text.h"
#include "gtest/gtest.h"
#include "tests/sources/csv_text.h"
#include "tests/support/temporary_folder.h"

// What holds for every file, tried on many made at random.
namespace trustwatch::sources {
namespace {

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  // 0 to count - 1.
  std::size_t Throw(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(engine_);
  }
  std::string Pick(const std::vector<std::string>& from) { return from[Throw(from.size())]; }

 private:
  std::mt19937 engine_;
};

std::string RandomCell(Dice& dice) {
  static const auto* const parts = new std::vector<std::string>{
      "a", "12", ",", "\"", "\n", "\r", "\r\n", " ", "\xC2\xA3", "\xE2\x80\x93", "\"\"", "x y"};
  std::string cell;
  for (std::size_t i = dice.Throw(6); i > 0; --i) cell += dice.Pick(*parts);
  return cell;
}

std::string Written(const std::string& cell, Dice& dice) {
  const bool must = cell.find_first_of(",\"\r\n") != std::string::npos;
  if (!must && dice.Throw(2) == 0) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

bool IsBlank(const std::vector<std::string>& row) {
  return std::ranges::all_of(row, [](const std::string& cell) { return Trim(cell).empty(); });
}

TEST(CsvRoundTripTest, EveryTableIsReadBackAsItWasWritten) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Dice dice(seed);
  for (int round = 0; round < 300; ++round) {
    const std::size_t columns = 1 + dice.Throw(6);
    const std::string line_break = dice.Pick({"\n", "\r\n", "\r"});
    Table table;
    std::string text = dice.Throw(4) == 0 ? "\xEF\xBB\xBF" : "";
    for (std::size_t i = 1 + dice.Throw(30); i > 0; --i) {
      std::vector<std::string> row(columns);
      for (std::string& cell : row) cell = RandomCell(dice);
      for (std::size_t c = 0; c < columns; ++c) text += (c > 0 ? "," : "") + Written(row[c], dice);
      text += line_break;
      if (!IsBlank(row)) table.push_back(row);
    }
    const ReadAll read(text);
    ASSERT_EQ(read.table, table) << text;
    ASSERT_TRUE(read.faults.empty()) << read.faults.front() << "\n" << text;
  }
}

std::string Mutated(std::string text, Dice& dice) {
  for (std::size_t i = 1 + dice.Throw(8); i > 0; --i) {
    const std::size_t at = dice.Throw(text.size());
    switch (dice.Throw(3)) {
      case 0:
        text[at] = static_cast<char>(dice.Throw(256));
        break;
      case 1:
        text.insert(at, dice.Pick({"\"", ",", "\n", "\r", "\xFF", "-", "9", " "}));
        break;
      default:
        text.erase(at, 1 + dice.Throw(5));
        if (text.empty()) text = "x";
    }
  }
  return text;
}

constexpr std::string_view kReturn =
    "organisation,indicator,first_day,last_day,period,value,numerator,denominator,reason\n"
    "XA1,seen_in_time,,,2026-04,62.5%,\"1,005\",\"1,608\",\n"
    "XA1,calls_offered,01/04/2026,30/04/2026,,missing,,,\"down, twice\"\n"
    "XA1,bed_cost,,,2026-04 P3M,\"\xC2\xA3"
    "1,234.50\",,,\n";
constexpr std::string_view kWide =
    "indicator,2026-04,Apr-25,2026-02-01..2026-04-30\ncalls,1,*,n/a\nbeds,5.03563e+006,nil,-\n";
constexpr std::string_view kMhsds =
    "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,SECONDARY_LEVEL,"
    "MEASURE_ID,MEASURE_VALUE\n"
    "01/04/2026,30/04/2026,Performance,Provider,XA1,NONE,MHS01,5\n"
    "04/01/2026,30/04/2026,Final,Provider; Ethnicity,XA1,White,MHS01,*\n";

TEST(MutationTest, ADamagedReturnIsReadOrRefusedAndNeverCrashes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Dice dice(seed);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = Mutated(std::string(round % 2 == 0 ? kReturn : kWide), dice);
    const ReturnFile file = ReadReturnText("t.csv", text, {.organisation = {}, .period = {}});
    for (const ShapeFault& fault : file.faults) {
      ASSERT_FALSE(fault.message.empty() || fault.cure.empty()) << fault.ToString() << "\n" << text;
    }
    for (const SourceRow& row : file.rows) {
      ASSERT_FALSE(row.indicator.empty()) << text;
      ASSERT_LE(row.first_day, row.last_day) << text;
    }
  }
}

TEST(MutationTest, ADamagedPublishedFileAccountsForEachRecordItHas) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Dice dice(seed);
  const testing::TemporaryFolder folder;
  for (int round = 0; round < 500; ++round) {
    const std::string text = Mutated(std::string(kMhsds), dice);
    std::size_t visited = 0;
    const absl::Status status =
        EachRow(folder.Write("t.csv", text), [&visited](const MhsdsRow& row) {
          ++visited;
          EXPECT_EQ(row.outcome == MhsdsOutcome::kFigure, row.reason.empty());
          return absl::OkStatus();
        });
    const ReadAll read(text);
    if (status.ok()) {
      ASSERT_EQ(visited + 1, read.table.size() + read.faults.size()) << text;
    }
  }
}

}  // namespace
}  // namespace trustwatch::sources
