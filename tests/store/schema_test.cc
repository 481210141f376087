#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "daemon/store/database.h"
#include "daemon/store/migration_0001.h"
#include "daemon/store/migrations.h"
#include "fmt/format.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::store {
namespace {

using testing::IsOk;
using testing::Value;

// One organisation, slice, catalogue, submission and step change to refer to.
constexpr std::string_view kGoodRows = R"sql(
INSERT INTO catalogues VALUES (1, '2026.1', 'abc', 0);
INSERT INTO organisations VALUES (1, 'XA1');
INSERT INTO indicators VALUES (1, 'calls_offered');
INSERT INTO slices VALUES (1, 1, '', 'P1M');
INSERT INTO series VALUES (1, 1);
INSERT INTO submissions VALUES (1, 1, 'first', zeroblob(32), 1, 0, 1, 'test', 20573, 20573, 1, 0, 0, 0);
INSERT INTO step_changes VALUES (1, 1, 1, 20544, 'cause', 'approver', 'test', 1000000);
)sql";

std::unique_ptr<Database> NewDatabase() {
  auto db = Value(Database::Open(":memory:", OpenMode::kCreate));
  EXPECT_THAT(Migrate(*db, AllMigrations()), IsOk());
  EXPECT_THAT(db->Execute(kGoodRows), IsOk());
  return db;
}

struct BadRow {
  std::string name;
  std::string sql;
  std::string hint;  // SQLite's own text has it
};

void PrintTo(const BadRow& row, std::ostream* out) { *out << row.sql; }

class BadRowTest : public ::testing::TestWithParam<BadRow> {};

TEST_P(BadRowTest, IsRefused) {
  const auto db = NewDatabase();
  EXPECT_THAT(db->Execute(GetParam().sql),
              testing::IsError(absl::StatusCode::kInternal, ::testing::HasSubstr(GetParam().hint)));
}

std::string MakeObservation(std::string_view values) {
  return fmt::format("INSERT INTO observations VALUES ({})", values);
}
std::string Submission(std::string_view values) {
  return fmt::format("INSERT INTO submissions VALUES ({})", values);
}
std::string MakeFinding(std::string_view values) {
  return fmt::format("INSERT INTO findings VALUES ({})", values);
}

// Columns: organisation, last day, slice, submission, revision, kind, value, numerator,
// denominator, reason. Day 20573 is 2026-04-30.
const std::vector<BadRow> kBadObservations = {
    {"TextAsValue", MakeObservation("1, 20573, 1, 1, 1, 0, 'many', NULL, NULL, NULL"),
     "cannot store"},
    {"TextAsDay", MakeObservation("1, '2026-04-30', 1, 1, 1, 0, 5, NULL, NULL, NULL"),
     "cannot store"},
    {"NoOrganisation", MakeObservation("NULL, 20573, 1, 1, 1, 0, 5, NULL, NULL, NULL"), "NOT NULL"},
    {"NoDay", MakeObservation("1, NULL, 1, 1, 1, 0, 5, NULL, NULL, NULL"), "NOT NULL"},
    {"DayBefore1900", MakeObservation("1, -25568, 1, 1, 1, 0, 5, NULL, NULL, NULL"), "CHECK"},
    {"DayAfter2200", MakeObservation("1, 84371, 1, 1, 1, 0, 5, NULL, NULL, NULL"), "CHECK"},
    {"UnknownSubmission", MakeObservation("1, 20573, 1, 9, 1, 0, 5, NULL, NULL, NULL"),
     "FOREIGN KEY"},
    {"RevisionZero", MakeObservation("1, 20573, 1, 1, 0, 0, 5, NULL, NULL, NULL"), "CHECK"},
    {"NoRevision", MakeObservation("1, 20573, 1, 1, NULL, 0, 5, NULL, NULL, NULL"), "NOT NULL"},
    {"KindFive", MakeObservation("1, 20573, 1, 1, 1, 5, NULL, NULL, NULL, NULL"), "CHECK"},
    {"KindBelowZero", MakeObservation("1, 20573, 1, 1, 1, -1, NULL, NULL, NULL, NULL"), "CHECK"},
    {"NumberWithoutValue", MakeObservation("1, 20573, 1, 1, 1, 0, NULL, NULL, NULL, NULL"),
     "CHECK"},
    {"NilReturnWithValue", MakeObservation("1, 20573, 1, 1, 1, 1, 0, NULL, NULL, NULL"), "CHECK"},
    {"SuppressedWithNumerator", MakeObservation("1, 20573, 1, 1, 1, 3, NULL, 4, NULL, NULL"),
     "CHECK"},
    {"MissingWithDenominator", MakeObservation("1, 20573, 1, 1, 1, 4, NULL, NULL, 8, 'lost'"),
     "CHECK"},
    {"DenominatorZero", MakeObservation("1, 20573, 1, 1, 1, 0, 5, 1, 0, NULL"), "CHECK"},
    {"DenominatorBelowZero", MakeObservation("1, 20573, 1, 1, 1, 0, 5, 1, -8, NULL"), "CHECK"},
    {"InfiniteValue", MakeObservation("1, 20573, 1, 1, 1, 0, 9e999, NULL, NULL, NULL"), "CHECK"},
    {"MinusInfiniteValue", MakeObservation("1, 20573, 1, 1, 1, 0, -9e999, NULL, NULL, NULL"),
     "CHECK"},
    {"InfiniteNumerator", MakeObservation("1, 20573, 1, 1, 1, 0, 5, 9e999, 8, NULL"), "CHECK"},
    {"InfiniteDenominator", MakeObservation("1, 20573, 1, 1, 1, 0, 5, 1, 9e999, NULL"), "CHECK"},
    {"MissingWithoutReason", MakeObservation("1, 20573, 1, 1, 1, 4, NULL, NULL, NULL, NULL"),
     "CHECK"},
    {"NumberWithReason", MakeObservation("1, 20573, 1, 1, 1, 0, 5, NULL, NULL, 'why'"), "CHECK"},
    {"SameKeyTwice",
     MakeObservation(
         "1, 20573, 1, 1, 1, 0, 5, NULL, NULL, NULL), (1, 20573, 1, 1, 2, 0, 6, NULL, NULL, "
         "NULL"),
     "UNIQUE"},
};

// Columns: submission, organisation, request, digest, status, recorded at, catalogue, caller, first
// and last of the last days, four counts.
const std::vector<BadRow> kBadSubmissions = {
    {"SubmissionZero",
     Submission("0, 1, 'r', zeroblob(32), 1, 0, 1, 'test', NULL, NULL, 0, 0, 0, 0"), "CHECK"},
    {"UnknownOrganisation",
     Submission("2, 9, 'r', zeroblob(32), 1, 0, 1, 'test', NULL, NULL, 0, 0, 0, 0"), "FOREIGN KEY"},
    {"EmptyRequest", Submission("2, 1, '', zeroblob(32), 1, 0, 1, 'test', NULL, NULL, 0, 0, 0, 0"),
     "CHECK"},
    {"RequestUsedBefore",
     Submission("2, 1, 'first', zeroblob(32), 1, 0, 1, 'test', NULL, NULL, 0, 0, 0, 0"), "UNIQUE"},
    {"ShortDigest", Submission("2, 1, 'r', zeroblob(31), 1, 0, 1, 'test', NULL, NULL, 0, 0, 0, 0"),
     "CHECK"},
    {"TextDigest", Submission("2, 1, 'r', 'abc', 1, 0, 1, 'test', NULL, NULL, 0, 0, 0, 0"),
     "cannot store"},
    {"StatusZero", Submission("2, 1, 'r', zeroblob(32), 0, 0, 1, 'test', NULL, NULL, 0, 0, 0, 0"),
     "CHECK"},
    {"StatusFour", Submission("2, 1, 'r', zeroblob(32), 4, 0, 1, 'test', NULL, NULL, 0, 0, 0, 0"),
     "CHECK"},
    {"UnknownCatalogue",
     Submission("2, 1, 'r', zeroblob(32), 1, 0, 9, 'test', NULL, NULL, 0, 0, 0, 0"), "FOREIGN KEY"},
    {"OneDayOnly", Submission("2, 1, 'r', zeroblob(32), 1, 0, 1, 'test', 5, NULL, 0, 0, 0, 0"),
     "CHECK"},
    {"LastDayBeforeFirst", Submission("2, 1, 'r', zeroblob(32), 1, 0, 1, 'test', 6, 5, 0, 0, 0, 0"),
     "CHECK"},
    {"CountBelowZero",
     Submission("2, 1, 'r', zeroblob(32), 1, 0, 1, 'test', NULL, NULL, 0, -1, 0, 0"), "CHECK"},
};

const std::vector<BadRow> kBadOthers = {
    {"LowerCaseOdsCode", "INSERT INTO organisations VALUES (2, 'xa1')", "CHECK"},
    {"OdsCodeOfTwo", "INSERT INTO organisations VALUES (2, 'XA')", "CHECK"},
    {"OdsCodeOfSix", "INSERT INTO organisations VALUES (2, 'XA1234')", "CHECK"},
    {"OdsCodeUsedBefore", "INSERT INTO organisations VALUES (2, 'XA1')", "UNIQUE"},
    {"UpperCaseIndicator", "INSERT INTO indicators VALUES (2, 'Calls')", "CHECK"},
    {"EmptyIndicator", "INSERT INTO indicators VALUES (2, '')", "CHECK"},
    {"SliceOfUnknownIndicator", "INSERT INTO slices VALUES (2, 9, '', 'P1M')", "FOREIGN KEY"},
    {"BreakdownWithSpace", "INSERT INTO slices VALUES (2, 1, 'a b', 'P1M')", "CHECK"},
    {"SpanOfNothing", "INSERT INTO slices VALUES (2, 1, '', 'P0M')", "CHECK"},
    {"SpanInHours", "INSERT INTO slices VALUES (2, 1, '', 'P1H')", "CHECK"},
    {"SpanWithLetters", "INSERT INTO slices VALUES (2, 1, '', 'P1x2M')", "CHECK"},
    {"SliceTwice", "INSERT INTO slices VALUES (2, 1, '', 'P1M')", "UNIQUE"},
    {"SeriesOfUnknownSlice", "INSERT INTO series VALUES (1, 9)", "FOREIGN KEY"},
    {"SeriesOfUnknownOrganisation", "INSERT INTO series VALUES (9, 1)", "FOREIGN KEY"},
    {"CatalogueWithoutDigest", "INSERT INTO catalogues VALUES (2, '2026.2', '', 0)", "CHECK"},
    {"CatalogueTwice", "INSERT INTO catalogues VALUES (2, '2026.2', 'abc', 0)", "UNIQUE"},
    {"WithdrawalOfNothing", "INSERT INTO withdrawals VALUES (9, 0, 'why', 'test')", "FOREIGN KEY"},
    {"WithdrawalWithoutReason", "INSERT INTO withdrawals VALUES (1, 0, '', 'test')", "CHECK"},
    {"WithdrawalTwice",
     "INSERT INTO withdrawals VALUES (1, 0, 'why', 'test'), (1, 1, 'again', 'test')", "UNIQUE"},
    {"FindingOfNothing", MakeFinding("9, 0, 0, 0, 'R', '', '', '', '', '', ''"), "FOREIGN KEY"},
    {"FindingOfRowBelowZero", MakeFinding("1, 0, -1, 0, 'R', '', '', '', '', '', ''"), "CHECK"},
    {"FindingOfLevelThree", MakeFinding("1, 0, 0, 3, 'R', '', '', '', '', '', ''"), "CHECK"},
    {"FindingWithoutReason", MakeFinding("1, 0, 0, 0, '', '', '', '', '', '', ''"), "CHECK"},
    {"FindingRelatedToText", MakeFinding("1, 0, 0, 0, 'R', '', '', '', '', '3;4', ''"), "CHECK"},
};

// Columns: number, organisation, indicator, first day, cause, approved by, caller, recorded at.
std::string MakeStepChange(std::string_view values) {
  return fmt::format("INSERT INTO step_changes VALUES ({})", values);
}
// Columns: number, withdrawn at, reason, caller.
std::string StepChangeWithdrawal(std::string_view values) {
  return fmt::format("INSERT INTO step_change_withdrawals VALUES ({})", values);
}
const std::vector<BadRow> kBadStepChanges = {
    {"StepChangeZero", MakeStepChange("0, 1, 1, 20544, 'c', 'a', 'test', 0"), "CHECK"},
    {"StepChangeTwice", MakeStepChange("1, 1, 1, 20545, 'c', 'a', 'test', 0"), "UNIQUE"},
    {"StepChangeOfNobody", MakeStepChange("2, NULL, 1, 20544, 'c', 'a', 'test', 0"), "NOT NULL"},
    {"StepChangeOfUnknownOrganisation", MakeStepChange("2, 9, 1, 20544, 'c', 'a', 'test', 0"),
     "FOREIGN KEY"},
    {"StepChangeOfUnknownIndicator", MakeStepChange("2, 1, 9, 20544, 'c', 'a', 'test', 0"),
     "FOREIGN KEY"},
    {"StepChangeWithoutDay", MakeStepChange("2, 1, 1, NULL, 'c', 'a', 'test', 0"), "NOT NULL"},
    {"StepChangeWithWrittenDay", MakeStepChange("2, 1, 1, '2026-04-01', 'c', 'a', 'test', 0"),
     "cannot store"},
    {"StepChangeBefore1900", MakeStepChange("2, 1, 1, -25568, 'c', 'a', 'test', 0"), "CHECK"},
    {"StepChangeAfter2200", MakeStepChange("2, 1, 1, 84371, 'c', 'a', 'test', 0"), "CHECK"},
    {"StepChangeWithoutCause", MakeStepChange("2, 1, 1, 20544, '', 'a', 'test', 0"), "CHECK"},
    {"StepChangeWithoutApprover", MakeStepChange("2, 1, 1, 20544, 'c', '', 'test', 0"), "CHECK"},
    {"StepChangeWithoutCaller", MakeStepChange("2, 1, 1, 20544, 'c', 'a', NULL, 0"), "NOT NULL"},
    {"StepChangeAtNoInstant", MakeStepChange("2, 1, 1, 20544, 'c', 'a', 'test', NULL"), "NOT NULL"},
    {"StepChangeWithdrawalOfNothing", StepChangeWithdrawal("9, 0, 'why', 'test'"), "FOREIGN KEY"},
    {"StepChangeWithdrawalWithoutReason", StepChangeWithdrawal("1, 0, '', 'test'"), "CHECK"},
    {"StepChangeWithdrawalAtNoInstant", StepChangeWithdrawal("1, NULL, 'why', 'test'"), "NOT NULL"},
    {"StepChangeWithdrawalTwice", StepChangeWithdrawal("1, 0, 'why', 'test'), (1, 1, 'b', 'test'"),
     "UNIQUE"},
};

std::string NameOf(const ::testing::TestParamInfo<BadRow>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(Observations, BadRowTest, ::testing::ValuesIn(kBadObservations), NameOf);
INSTANTIATE_TEST_SUITE_P(Submissions, BadRowTest, ::testing::ValuesIn(kBadSubmissions), NameOf);
INSTANTIATE_TEST_SUITE_P(StepChanges, BadRowTest, ::testing::ValuesIn(kBadStepChanges), NameOf);
INSTANTIATE_TEST_SUITE_P(Others, BadRowTest, ::testing::ValuesIn(kBadOthers), NameOf);

TEST(SchemaTest, GoodRowsOfEveryKindAreTaken) {
  const auto db = NewDatabase();
  EXPECT_THAT(db->Execute(R"sql(
INSERT INTO observations VALUES
  (1, 20573, 1, 1, 1, 0, 0, NULL, NULL, NULL),
  (1, 20604, 1, 1, 1, 0, -62.5, 5, 8, NULL),
  (1, 20634, 1, 1, 1, 1, NULL, NULL, NULL, NULL),
  (1, 20665, 1, 1, 1, 2, NULL, NULL, NULL, NULL),
  (1, 20696, 1, 1, 1, 3, NULL, NULL, NULL, NULL),
  (1, -25567, 1, 1, 1, 4, NULL, NULL, NULL, 'fire'),
  (1, 84370, 1, 1, 7, 4, NULL, NULL, NULL, '');
)sql"),
              IsOk());
}

TEST(SchemaTest, AuditorsReadNamesAndDates) {
  const auto db = NewDatabase();
  // 20573 days are 2026-04-30; 1 s and 86,401 s after 1970 began.
  ASSERT_THAT(db->Execute(R"sql(
UPDATE submissions SET recorded_at = 1000000;
INSERT INTO withdrawals VALUES (1, 86401000000, 'why', 'test');
INSERT INTO observations VALUES (1, 20573, 1, 1, 2, 0, 62.5, 5, 8, NULL);
)sql"),
              IsOk());
  auto row =
      Value(db->Prepare("SELECT ods_code, indicator, breakdown, span, last_day, revision, "
                        "kind, value, numerator, denominator, reason, status, "
                        "submission_id, recorded_at, withdrawn_at "
                        "FROM readable_observations"));
  ASSERT_TRUE(Value(row.Step()));
  EXPECT_EQ(row.Text(0), "XA1");
  EXPECT_EQ(row.Text(1), "calls_offered");
  EXPECT_EQ(row.Text(2), "");
  EXPECT_EQ(row.Text(3), "P1M");
  EXPECT_EQ(row.Text(4), "2026-04-30");
  EXPECT_EQ(row.Integer(5), 2);
  EXPECT_EQ(row.Text(6), "number");
  EXPECT_EQ(row.Real(7), 62.5);
  EXPECT_EQ(row.Real(8), 5);
  EXPECT_EQ(row.Real(9), 8);
  EXPECT_TRUE(row.IsNull(10));
  EXPECT_EQ(row.Text(11), "provisional");
  EXPECT_EQ(row.Integer(12), 1);
  EXPECT_EQ(row.Text(13), "1970-01-01T00:00:01Z");
  EXPECT_EQ(row.Text(14), "1970-01-02T00:00:01Z");
  EXPECT_FALSE(Value(row.Step()));
}

TEST(SchemaTest, AuditorsReadStepChangesWithNamesAndDates) {
  const auto db = NewDatabase();
  // 20544 days are 2026-04-01; 1 s and 86,401 s after 1970 began.
  ASSERT_THAT(db->Execute(R"sql(
INSERT INTO step_changes VALUES (2, 1, NULL, -25567, 'merger', 'board', 'north', 2000000);
INSERT INTO step_change_withdrawals VALUES (2, 86401000000, 'why', 'south');
)sql"),
              IsOk());
  auto row = Value(db->Prepare(
      "SELECT step_change_id || '|' || ods_code || '|' || coalesce(indicator, '-') || '|' || "
      "first_day || '|' || cause || '|' || approved_by || '|' || caller || '|' || recorded_at "
      "|| '|' || coalesce(withdrawn_at, '-') || '|' || coalesce(withdrawal_reason, '-') "
      "|| '|' || coalesce(withdrawal_caller, '-') "
      "FROM readable_step_changes ORDER BY step_change_id"));
  ASSERT_TRUE(Value(row.Step()));
  EXPECT_EQ(row.Text(0),
            "1|XA1|calls_offered|2026-04-01|cause|approver|test|1970-01-01T00:00:01Z|-|-|-");
  ASSERT_TRUE(Value(row.Step()));
  EXPECT_EQ(row.Text(0),
            "2|XA1|-|1900-01-01|merger|board|north|1970-01-01T00:00:02Z|1970-01-02T00:00:01Z|why|"
            "south");
  EXPECT_FALSE(Value(row.Step()));
}

}  // namespace
}  // namespace trustwatch::store
