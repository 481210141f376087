#include "collectors/cli/batch.h"

#include <string>
#include <vector>

#include "collectors/cli/words.h"
#include "collectors/sources/source_row.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::cli {
namespace {

using ::testing::ElementsAre;

sources::SourceRow Row(const std::string& organisation, const std::string& status) {
  return {.place = {},
          .organisation = organisation,
          .indicator = "calls_offered",
          .breakdown = {},
          .first_day = {2026, 4, 1},
          .last_day = {2026, 4, 30},
          .status = status,
          .cell = {},
          .explanation = {}};
}

TEST(MakeBatches, GroupsByOrganisationAndFromProvisionalToFinal) {
  const std::vector<sources::SourceRow> rows = {Row("XB2", "final"), Row("XA1", ""),
                                                Row("XB2", "provisional"), Row("XB2", ""),
                                                Row("XA1", "final")};
  const std::vector<Batch> batches = MakeBatches(rows, v1::STATUS_PROVISIONAL);
  ASSERT_EQ(batches.size(), 4U);
  EXPECT_EQ(batches[0].organisation, "XB2");
  EXPECT_EQ(batches[0].status, v1::STATUS_PROVISIONAL);
  EXPECT_THAT(batches[0].rows, ElementsAre(2, 3));
  EXPECT_EQ(batches[1].status, v1::STATUS_FINAL);
  EXPECT_THAT(batches[1].rows, ElementsAre(0));
  EXPECT_EQ(batches[2].organisation, "XA1");
  EXPECT_THAT(batches[2].rows, ElementsAre(1));
  EXPECT_THAT(batches[3].rows, ElementsAre(4));
}

TEST(MakeBatches, OfNoRowsAreNone) { EXPECT_TRUE(MakeBatches({}, v1::STATUS_PROVISIONAL).empty()); }

TEST(ToObservation, CarriesWhatTheRowSays) {
  sources::SourceRow row = Row("XA1", "");
  row.breakdown = "ethnicity:white";
  row.explanation = "new line";
  row.cell.numerator = 0;
  row.cell.denominator = 7;
  const v1::Observation observation = ToObservation(row);
  EXPECT_EQ(observation.indicator(), "calls_offered");
  EXPECT_EQ(observation.breakdown(), "ethnicity:white");
  EXPECT_EQ(PeriodText(observation.period()), "2026-04");
  EXPECT_EQ(ValueText(observation.value()), "0/7");
  EXPECT_FALSE(observation.value().number().has_value());
  EXPECT_EQ(observation.explanation(), "new line");
}

TEST(ToObservation, CarriesTheSignThatStoodInTheCell) {
  sources::SourceRow row = Row("XA1", "");
  row.cell.value = 62.5;
  EXPECT_EQ(ToObservation(row).value().number().unit_sign(), v1::UNIT_SIGN_UNSPECIFIED);
  row.cell.unit = sources::UnitSign::kPercent;
  EXPECT_EQ(ToObservation(row).value().number().unit_sign(), v1::UNIT_SIGN_PERCENT);
  row.cell.unit = sources::UnitSign::kPounds;
  EXPECT_EQ(ToObservation(row).value().number().unit_sign(), v1::UNIT_SIGN_POUNDS);
}

TEST(ToObservation, KeepsTheFiveAnswersApart) {
  using sources::CellKind;
  sources::SourceRow row = Row("XA1", "");
  std::vector<std::string> kinds;
  for (const CellKind kind : {CellKind::kNumber, CellKind::kNilReturn, CellKind::kNotApplicable,
                              CellKind::kSuppressed, CellKind::kMissing}) {
    row.cell.kind = kind;
    kinds.push_back(ColumnsOf(ToObservation(row).value()).kind);
  }
  EXPECT_THAT(kinds,
              ElementsAre("number", "nil_return", "not_applicable", "suppressed", "missing"));
}

}  // namespace
}  // namespace trustwatch::cli
