#include "collectors/sources/cell.h"

#include <string>
#include <string_view>
#include <variant>

#include "collectors/sources/source_row.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::sources {
namespace {

using ::testing::HasSubstr;
using std::string_view_literals::operator""sv;

struct Absence {
  std::string_view text;
  CellKind kind;
};

class AbsenceTest : public ::testing::TestWithParam<Absence> {};

TEST_P(AbsenceTest, HasItsOwnKindAndNoNumber) {
  const CellReading reading = ReadCell(GetParam().text);
  const Cell* const cell = std::get_if<Cell>(&reading);
  ASSERT_NE(cell, nullptr) << GetParam().text;
  EXPECT_EQ(cell->kind, GetParam().kind) << GetParam().text;
  EXPECT_FALSE(cell->value.has_value()) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, AbsenceTest,
    ::testing::Values(
        Absence{"*", CellKind::kSuppressed}, Absence{" * ", CellKind::kSuppressed},
        Absence{"suppressed", CellKind::kSuppressed}, Absence{"Suppressed", CellKind::kSuppressed},
        Absence{"nil", CellKind::kNilReturn}, Absence{"NIL", CellKind::kNilReturn},
        Absence{"Nil return", CellKind::kNilReturn}, Absence{"nil_return", CellKind::kNilReturn},
        Absence{"N/A", CellKind::kNotApplicable}, Absence{"n/a", CellKind::kNotApplicable},
        Absence{"NA", CellKind::kNotApplicable},
        Absence{"not applicable", CellKind::kNotApplicable},
        Absence{"Not_Applicable", CellKind::kNotApplicable},
        Absence{"\xC2\xA0n/a\xE3\x80\x80", CellKind::kNotApplicable}));

TEST(CellTest, NothingIsReportedByWhiteSpaceOfAnyKind) {
  for (const std::string_view text : {""sv, " "sv, "\t"sv, "\xC2\xA0"sv, "\xE3\x80\x80 "sv}) {
    EXPECT_TRUE(std::holds_alternative<EmptyCell>(ReadCell(text))) << text;
  }
}

TEST(CellTest, MissingKeepsItsReason) {
  const CellReading reading = ReadCell(" Missing:  records system down, since 4 May ");
  const Cell& cell = std::get<Cell>(reading);
  EXPECT_EQ(cell.kind, CellKind::kMissing);
  EXPECT_EQ(cell.reason, "records system down, since 4 May");
}

TEST(CellTest, ZeroIsANumberAndNoAbsence) {
  const CellReading reading = ReadCell("0");
  const Cell& cell = std::get<Cell>(reading);
  EXPECT_EQ(cell.kind, CellKind::kNumber);
  EXPECT_EQ(cell.value, 0.0);
}

TEST(CellTest, KeepsTheSignOfTheUnit) {
  EXPECT_EQ(std::get<Cell>(ReadCell("62.5%")).unit, UnitSign::kPercent);
  EXPECT_EQ(std::get<Cell>(ReadCell("\xC2\xA3"
                                    "5"))
                .unit,
            UnitSign::kPounds);
  EXPECT_EQ(std::get<Cell>(ReadCell("5")).unit, UnitSign::kNone);
}

struct Refusal {
  std::string_view text;
  std::string_view message;
  std::string_view cure;
};

class RefusedCellTest : public ::testing::TestWithParam<Refusal> {};

TEST_P(RefusedCellTest, SaysWhatToWriteInstead) {
  const CellReading reading = ReadCell(GetParam().text);
  const Complaint* const complaint = std::get_if<Complaint>(&reading);
  ASSERT_NE(complaint, nullptr) << GetParam().text;
  EXPECT_THAT(complaint->message, HasSubstr(std::string(GetParam().message))) << GetParam().text;
  EXPECT_THAT(complaint->cure, HasSubstr(std::string(GetParam().cure))) << GetParam().text;
}

constexpr std::string_view kUnclear = "does not say";
constexpr std::string_view kChoices = "0, nil, n/a, * for suppressed, or missing:";

INSTANTIATE_TEST_SUITE_P(
    All, RefusedCellTest,
    ::testing::Values(
        Refusal{"-", "may mean zero", kChoices}, Refusal{"--", "may mean zero", kChoices},
        Refusal{"\xE2\x80\x93", "may mean zero", kChoices},
        Refusal{"\xE2\x80\x94", "may mean zero", kChoices},
        Refusal{"\xE2\x88\x92", "may mean zero", kChoices}, Refusal{"NULL", kUnclear, kChoices},
        Refusal{"null", kUnclear, kChoices}, Refusal{"none", kUnclear, kChoices},
        Refusal{"Zero", kUnclear, kChoices}, Refusal{"unknown", kUnclear, kChoices},
        Refusal{"TBC", kUnclear, kChoices}, Refusal{".", kUnclear, kChoices},
        Refusal{"..", kUnclear, kChoices}, Refusal{"?", kUnclear, kChoices},
        Refusal{"missing", kUnclear, "missing: and the reason"},
        Refusal{"missing:", "no reason", "after the colon"},
        Refusal{"missing:  ", "no reason", "after the colon"},
        Refusal{"#N/A", "error of a spreadsheet", kChoices},
        Refusal{"#REF!", "error of a spreadsheet", "mend the formula"},
        Refusal{"#DIV/0!", "error of a spreadsheet", "mend the formula"},
        Refusal{"#VALUE!", "error of a spreadsheet", "mend the formula"},
        Refusal{"#####", "error of a spreadsheet", "mend the formula"},
        Refusal{"<5", "range", "* if it is suppressed"}, Refusal{"nil 5", "not a number", "digits"},
        Refusal{"n/a 5", "not a number", "digits"}, Refusal{"* 5", "not a number", "digits"}));

}  // namespace
}  // namespace trustwatch::sources
