#include "collectors/cli/findings.h"

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "collectors/cli/batch.h"
#include "collectors/cli/console.h"
#include "collectors/sources/return_file.h"
#include "collectors/sources/source_row.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

using sources::ReturnLayout;
using ::testing::HasSubstr;

struct FindingsCase {
  ReturnLayout layout;
  const char* field;
  const char* column;
};
class PlaceOfField : public ::testing::TestWithParam<FindingsCase> {};
TEST_P(PlaceOfField, IsTheColumnToMend) {
  sources::SourceRow row;
  row.place = {.file = "a.csv", .row = 14, .column = "figure's own"};
  const sources::Place place = PlaceOf(row, GetParam().layout, GetParam().field);
  EXPECT_EQ(place.column, GetParam().column);
  EXPECT_EQ(place.row, 14);
}
INSTANTIATE_TEST_SUITE_P(
    Fields, PlaceOfField,
    ::testing::Values(FindingsCase{ReturnLayout::kTidy, "indicator", "indicator"},
                      FindingsCase{ReturnLayout::kTidy, "period", "period"},
                      FindingsCase{ReturnLayout::kTidy, "period.last_day", "period"},
                      FindingsCase{ReturnLayout::kTidy, "breakdown", "breakdown"},
                      FindingsCase{ReturnLayout::kTidy, "explanation", "explanation"},
                      FindingsCase{ReturnLayout::kTidy, "value.number.denominator", "denominator"},
                      FindingsCase{ReturnLayout::kTidy, "value.number.numerator", "numerator"},
                      FindingsCase{ReturnLayout::kTidy, "value.number.value", "figure's own"},
                      FindingsCase{ReturnLayout::kTidy, "observations[3].period", "period"},
                      FindingsCase{ReturnLayout::kTidy, "", "figure's own"},
                      FindingsCase{ReturnLayout::kRowPerPeriod, "period", "period"},
                      FindingsCase{ReturnLayout::kRowPerPeriod, "indicator", "figure's own"},
                      FindingsCase{ReturnLayout::kRowPerPeriod, "value.number.value",
                                   "figure's own"},
                      FindingsCase{ReturnLayout::kRowPerIndicator, "indicator", "indicator"},
                      FindingsCase{ReturnLayout::kRowPerIndicator, "period", "figure's own"}));

std::vector<sources::SourceRow> ThreeRows() {
  std::vector<sources::SourceRow> rows(3);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].place = {.file = "a.csv", .row = static_cast<std::int64_t>(i) + 2, .column = "value"};
    rows[i].indicator = "calls_offered";
    rows[i].first_day = {2026, 4, 1};
    rows[i].last_day = {2026, 4, 30};
  }
  return rows;
}

TEST(Placed, CountsWithinTheBatchAndNamesRelatedRows) {
  // The batch has the file's second and third row, so that its index 1 is line 4.
  const std::vector<sources::SourceRow> rows = ThreeRows();
  const Batch batch{.organisation = "XA1", .status = v1::STATUS_FINAL, .rows = {1, 2}};
  v1::Finding finding;
  finding.set_observation_index(1);
  finding.set_field("indicator");
  finding.set_message("said twice");
  finding.add_related_indexes(0);
  finding.add_related_indexes(77);  // nonsense of a far side that errs
  const PlacedFinding placed = Placed(finding, batch, rows, ReturnLayout::kTidy);
  EXPECT_EQ(placed.place.row, 4);
  EXPECT_EQ(placed.place.column, "indicator");
  EXPECT_EQ(placed.message, "said twice (see row 3)");
  EXPECT_EQ(placed.period, "2026-04");
}

TEST(Placed, AnIndexOutOfRangeHasNoPlace) {
  const std::vector<sources::SourceRow> rows = ThreeRows();
  const Batch batch{.organisation = "XA1", .status = v1::STATUS_FINAL, .rows = {0}};
  for (const int index : {-1, 1, 1'000'000}) {
    v1::Finding finding;
    finding.set_observation_index(index);
    EXPECT_EQ(Placed(finding, batch, rows, ReturnLayout::kTidy).place.row, 0);
  }
}

TEST(PrintFindings, SaysRowColumnValueAndCure) {
  const std::vector<PlacedFinding> findings = {
      Placed(sources::ShapeFault{.place = {.file = "a.csv", .row = 14, .column = "value"},
                                 .value = "12O",
                                 .message = "is not a number",
                                 .cure = "write digits only"})};
  std::ostringstream out;
  PrintFindings(findings, Console{.out = out, .err = out});
  EXPECT_EQ(out.str(),
            "a.csv:\n"
            "row  column  value  level   what is wrong, and what to do\n"
            " 14  value   12O    refuse  is not a number; write digits only\n");
}

TEST(PrintFindings, NamesTheFileInEachLineWhereThereAreTwo) {
  std::vector<PlacedFinding> findings(2);
  findings[0].place.file = "a.csv";
  findings[1].place.file = "b.csv";
  std::ostringstream out;
  PrintFindings(findings, Console{.out = out, .err = out});
  EXPECT_THAT(out.str(), ::testing::StartsWith("file "));
  EXPECT_THAT(out.str(), HasSubstr("\nb.csv "));
}

TEST(FindingCells, HaveEveryFactUnderItsName) {
  PlacedFinding finding;
  finding.place = {.file = "a,b.csv", .row = 2, .column = "value"};
  finding.organisation = "XA1";
  finding.indicator = "calls_offered";
  finding.period = "2026-04";
  finding.level = v1::LEVEL_EXPLAIN;
  finding.reason = "VALUE_UNUSUAL";
  finding.value = "9";
  finding.message = "m";
  finding.cure = "c";
  Table table(FindingColumns());
  table.Add(FindingCells(finding));
  std::ostringstream out;
  table.PrintCsv(out);
  EXPECT_THAT(out.str(), ::testing::StartsWith("file,row,column,organisation,indicator,period,"
                                               "breakdown,level,reason,field,value,message,cure,"
                                               "explanation\r\n"));
  EXPECT_THAT(out.str(), HasSubstr("\"a,b.csv\",2,value,XA1,calls_offered,2026-04,,explain,"
                                   "VALUE_UNUSUAL,,9,m,c,\r\n"));
}

TEST(WithCure, AQuestionEndsASentenceAndAFaultDoesNot) {
  EXPECT_EQ(WithCure("341 is unusual. Is it right?", "correct it"),
            "341 is unusual. Is it right? Correct it");
  EXPECT_EQ(WithCure("-3 is below 0", "correct it"), "-3 is below 0; correct it");
  EXPECT_EQ(WithCure("-3 is below 0", ""), "-3 is below 0");
}

}  // namespace
}  // namespace trustwatch::cli
