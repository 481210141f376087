#include "collectors/cli/load_report.h"

#include <sstream>

#include "collectors/cli/console.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::cli {
namespace {

using ::testing::HasSubstr;

LoadReport Small() {
  LoadReport report{.file = "a \"b\".csv", .catalogue_version = "test-1", .rows_read = 21};
  report.new_count = 1;
  report.changed_count = 2;
  report.unchanged_count = 3;
  report.suppressed_count = 2;
  report.refused = {{"VALUE_ABOVE_MAXIMUM", 4}};
  report.faults = {{"ROW_MALFORMED", 1}};
  report.duplicate_count = 2;
  report.out_of_scope = {{"OUT_OF_SCOPE_BREAKDOWN", 5}, {"SPAN_NOT_IN_CATALOGUE", 3}};
  report.submissions = {{"XA1", "final", 7, 1, 2}};
  return report;
}

TEST(LoadReport, TheSumIsOverEverythingThatCanBecomeOfARow) {
  // 1 + 2 + 3 + 4 + 1 + 2 + 5 + 3; suppressed rows are among the accepted ones.
  LoadReport report = Small();
  EXPECT_EQ(report.AccountedCount(), 21);
  report.not_sent_count = 9;
  EXPECT_EQ(report.AccountedCount(), 30);
}

TEST(LoadReport, JsonHasEveryCount) {
  EXPECT_EQ(LoadReportJson(Small()),
            R"({"file":"a \"b\".csv","dry_run":false,"catalogue_version":"test-1","rows_read":21,)"
            R"("rows_accounted":21,"accepted":{"total":6,"new":1,"changed":2,"unchanged":3,)"
            R"("suppressed":2},"refused":{"total":4,"by_reason":{"VALUE_ABOVE_MAXIMUM":4}},)"
            R"("faults":{"total":1,"by_reason":{"ROW_MALFORMED":1}},)"
            R"("out_of_scope":{"total":8,"by_reason":{"OUT_OF_SCOPE_BREAKDOWN":5,)"
            R"("SPAN_NOT_IN_CATALOGUE":3}},"duplicates":2,"not_sent":0,)"
            R"("submissions":[{"organisation":"XA1","status":"final","submission_id":7,"new":1,)"
            R"("changed":2}]})");
}

TEST(LoadReport, PeopleSeeTheParts) {
  std::ostringstream out;
  PrintLoadReport(Small(), Console{.out = out, .err = out});
  EXPECT_THAT(out.str(), HasSubstr("out of scope  OUT_OF_SCOPE_BREAKDOWN     5\n"));
  EXPECT_THAT(out.str(), HasSubstr("21 rows read, 21 accounted for\n"));
}

}  // namespace
}  // namespace trustwatch::cli
