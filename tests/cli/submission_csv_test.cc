#include "collectors/cli/submission_csv.h"

#include <sstream>
#include <string>
#include <vector>

#include "collectors/cli/batch.h"
#include "collectors/cli/findings.h"
#include "collectors/cli/return_reading.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::NumberOf;

constexpr const char* kHeader =
    "file,row,column,organisation,indicator,period,breakdown,level,reason,field,value,message,cure,"
    "explanation,effect,before,change,mean,lower_limit,upper_limit,rule,variation,sentence\r\n";

// Two figures of XA1 for January 2026.
ReadingOfReturn TwoRows() {
  ReadingOfReturn reading;
  for (const char* indicator : {"bed_days", "beds"}) {
    sources::SourceRow row;
    row.indicator = indicator;
    row.first_day = {.year = 2026, .month = 1, .day = 1};
    row.last_day = {.year = 2026, .month = 1, .day = 31};
    row.cell.value = 7;
    row.place = {.file = "a.csv",
                 .row = static_cast<std::int64_t>(reading.content.rows.size()) + 2,
                 .column = "value"};
    reading.content.rows.push_back(row);
  }
  return reading;
}

const Batch kBatch = {.organisation = "XA1", .rows = {0, 1}};

v1::SubmitResponse OneSpecialOneRefused() {
  v1::SubmitResponse response;
  response.add_effects(v1::EFFECT_HELD_BACK);
  response.add_effects(v1::EFFECT_REFUSED);
  v1::Outlook& outlook = *response.add_outlooks();
  *outlook.mutable_before() = NumberOf(5);
  outlook.set_change(2);
  outlook.set_rule(v1::RULE_ABOVE_UPPER_LIMIT);
  outlook.set_variation(v1::VARIATION_CONCERN);
  outlook.mutable_lines()->set_mean(4);
  outlook.mutable_lines()->set_upper_limit(6);
  outlook.mutable_verdict()->set_sentence("Concern, higher than expected.");
  response.add_outlooks();
  v1::Finding& finding = *response.add_findings();
  finding.set_observation_index(1);
  finding.set_level(v1::LEVEL_REFUSE);
  finding.set_reason("NO");
  return response;
}

std::string Csv(const v1::SubmitResponse& response, const ReadingOfReturn& reading) {
  std::vector<PlacedFinding> findings;
  for (const v1::Finding& it : response.findings()) {
    findings.push_back(Placed(it, kBatch, reading.content.rows, reading.content.layout));
  }
  Table table = SubmissionCsv();
  AddToSubmissionCsv(response, kBatch, reading, findings, table);
  std::ostringstream out;
  table.PrintCsv(out);
  return out.str();
}

TEST(SubmissionCsv, HasEachFindingAndEachFigureWithoutAnyWithItsOutlook) {
  EXPECT_EQ(Csv(OneSpecialOneRefused(), TwoRows()),
            std::string(kHeader) +
                "a.csv,3,value,XA1,beds,2026-01,,refuse,NO,,,,,,refused,,,,,,,,\r\n"
                "a.csv,2,value,XA1,bed_days,2026-01,,,,,7,,,,held back,5,2,4,,6,above upper limit,"
                "concern,\"Concern, higher than expected.\"\r\n");
}

TEST(SubmissionCsv, ARetryHasItsFindingsAlone) {
  v1::SubmitResponse response = OneSpecialOneRefused();
  response.clear_effects();
  response.clear_outlooks();
  const std::string csv = Csv(response, TwoRows());
  EXPECT_THAT(csv, EndsWith("2026-01,,refuse,NO,,,,,,,,,,,,,,\r\n"));
  EXPECT_THAT(csv, Not(HasSubstr("bed_days")));
}

TEST(SubmissionCsv, AFindingOfNoRowIsKept) {
  v1::SubmitResponse response = OneSpecialOneRefused();
  response.mutable_findings(0)->set_observation_index(-1);
  EXPECT_THAT(Csv(response, TwoRows()), HasSubstr(",,XA1,,,,refuse,NO,,,,,,,,,,,,,,\r\n"));
}

TEST(SubmissionCsv, FaultsHaveTheSameColumns) {
  PlacedFinding fault{.place = {.file = "a.csv", .row = 2, .column = "value"},
                      .level = v1::LEVEL_REFUSE,
                      .reason = "SHAPE"};
  Table table = SubmissionCsv();
  AddToSubmissionCsv(std::vector{fault}, table);
  std::ostringstream out;
  table.PrintCsv(out);
  EXPECT_EQ(out.str(), std::string(kHeader) + "a.csv,2,value,,,,,refuse,SHAPE,,,,,,,,,,,,,,\r\n");
}

}  // namespace
}  // namespace trustwatch::cli
