#include "daemon/http/table_text.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::http {
namespace {

using testing::PeriodOf;

// A figure with everything and a month that nobody reported.
std::vector<samples::TableRow> MakeRows() {
  return {{.period = PeriodOf("2026-01"),
           .kind = history::FigureKind::kNumber,
           .value = 62.5,
           .verdict = "concern_low",
           .mean = 70,
           .lower_limit = 60.25,
           .upper_limit = 79.75,
           .trial_limits = true,
           .target = 75},
          {.period = PeriodOf("2026-02"), .kind = std::nullopt, .verdict = "unknown"},
          {.period = PeriodOf("2026-03"),
           .kind = history::FigureKind::kNilReturn,
           .verdict = "unknown"}};
}

struct TableText : public ::testing::Test {
  domain::OdsCode organisation = testing::Ods("RX4");
  domain::Slice slice = testing::SliceOf("calls");
  std::vector<samples::TableRow> rows = MakeRows();
  samples::TableSeries series{.organisation = organisation, .slice = slice, .rows = rows};
};

TEST_F(TableText, CsvHasALineForEachPeriodAsTheHeaderSays) {
  std::string csv(CsvHeader());
  AppendCsv(series, csv);
  EXPECT_EQ(
      csv,
      "organisation,indicator,breakdown,span,first_day,last_day,kind,value,verdict,mean,"
      "lower_limit,upper_limit,trial_limits,target\r\n"
      "RX4,calls,,P1M,2026-01-01,2026-01-31,number,62.5,concern_low,70,60.25,79.75,true,75\r\n"
      "RX4,calls,,P1M,2026-02-01,2026-02-28,not_reported,,unknown,,,,false,\r\n"
      "RX4,calls,,P1M,2026-03-01,2026-03-31,nil_return,,unknown,,,,false,\r\n");
}

TEST_F(TableText, JsonLeavesOutWhatThereIsNot) {
  slice.breakdown = "age:young";
  rows.pop_back();
  const samples::TableSeries two{.organisation = organisation, .slice = slice, .rows = rows};
  std::string json;
  AppendJsonSeries(two, json);
  EXPECT_EQ(json,
            R"({"organisation":"RX4","indicator":"calls","breakdown":"age:young","span":"P1M",)"
            R"("points":[{"first_day":"2026-01-01","last_day":"2026-01-31","kind":"number",)"
            R"("value":62.5,"verdict":"concern_low","mean":70,"lower_limit":60.25,)"
            R"("upper_limit":79.75,"trial_limits":true,"target":75},)"
            R"({"first_day":"2026-02-01","last_day":"2026-02-28","kind":"not_reported",)"
            R"("verdict":"unknown","trial_limits":false}]})");
}

}  // namespace
}  // namespace trustwatch::http
