#include "collectors/sources/number.h"

#include <cmath>
#include <string>
#include <string_view>
#include <variant>

#include "collectors/sources/source_row.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::sources {
namespace {

using ::testing::HasSubstr;

struct Good {
  std::string_view text;
  double value;
  UnitSign unit = UnitSign::kNone;
};

class NumberTest : public ::testing::TestWithParam<Good> {};

TEST_P(NumberTest, IsReadToTheLastDigit) {
  const auto reading = ReadNumber(GetParam().text);
  const NumberText* const number = std::get_if<NumberText>(&reading);
  ASSERT_NE(number, nullptr) << GetParam().text;
  EXPECT_EQ(number->value, GetParam().value) << GetParam().text;
  EXPECT_FALSE(number->value == 0 && std::signbit(number->value)) << GetParam().text;
  EXPECT_EQ(number->unit, GetParam().unit) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, NumberTest,
    ::testing::Values(Good{"0", 0}, Good{"-0", 0}, Good{"12", 12}, Good{"007", 7},
                      Good{"62.5", 62.5}, Good{".5", 0.5}, Good{"5.", 5}, Good{"+5", 5},
                      Good{"-5", -5}, Good{"-.5", -0.5}, Good{"5.03563e+006", 5035630},
                      Good{"1E3", 1000}, Good{"2e-2", 0.02}, Good{"1,234", 1234},
                      Good{"12,345", 12345}, Good{"123,456", 123456}, Good{"1,234,567", 1234567},
                      Good{"1,234.50", 1234.5}, Good{"-1,234", -1234}, Good{"1 234", 1234},
                      Good{"1 234 567.25", 1234567.25},
                      Good{"1\xC2\xA0"
                           "234",
                           1234},
                      Good{"1\xE2\x80\x89"
                           "234",
                           1234},
                      Good{"\xC2\xA3"
                           "1,234.50",
                           1234.5, UnitSign::kPounds},
                      Good{"-\xC2\xA3"
                           "5",
                           -5, UnitSign::kPounds},
                      Good{"\xC2\xA3-5", -5, UnitSign::kPounds},
                      Good{"\xC2\xA3 5", 5, UnitSign::kPounds},
                      Good{"62.5%", 62.5, UnitSign::kPercent},
                      Good{"62.5 %", 62.5, UnitSign::kPercent}, Good{"-1%", -1, UnitSign::kPercent},
                      Good{"9007199254740993", 9007199254740992}, Good{"1e308", 1e308}));

struct Bad {
  std::string_view text;
  std::string_view message;
};

class RefusedNumberTest : public ::testing::TestWithParam<Bad> {};

TEST_P(RefusedNumberTest, IsToldApart) {
  const auto reading = ReadNumber(GetParam().text);
  const Complaint* const complaint = std::get_if<Complaint>(&reading);
  ASSERT_NE(complaint, nullptr) << GetParam().text;
  EXPECT_THAT(complaint->message, HasSubstr(std::string(GetParam().message))) << GetParam().text;
  EXPECT_FALSE(complaint->cure.empty()) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedNumberTest,
    ::testing::Values(
        Bad{"1,23", "groups of three"}, Bad{"1,2345", "groups of three"},
        Bad{"1,234,56", "groups of three"}, Bad{"1234,567", "groups of three"},
        Bad{"0,123", "groups of three"}, Bad{"12 34", "groups of three"},
        Bad{"1,234 567", "groups of three"}, Bad{"1,", "groups of three"},
        Bad{"1,,234", "groups of three"}, Bad{"12,5", "groups of three"},
        Bad{"1.234,56", "decimal mark"}, Bad{"1.234.567,8", "decimal mark"},
        Bad{",234", "not a number"}, Bad{"1.2,345", "decimal mark"}, Bad{"5.5.5", "not a number"},
        Bad{"1e400", "too large"}, Bad{"-1e400", "too large"}, Bad{"1e-400", "too small"},
        Bad{"NaN", "not a figure"}, Bad{"-nan", "not a figure"}, Bad{"inf", "not a figure"},
        Bad{"-Infinity", "not a figure"}, Bad{"0x1F", "hexadecimal"}, Bad{"-0X1F", "hexadecimal"},
        Bad{"12O", "letter in place"}, Bad{"O", "letter in place"}, Bad{"l2", "letter in place"},
        Bad{"1o.5", "letter in place"}, Bad{"oil", "not a number"}, Bad{"(12)", "brackets"},
        Bad{"(1,234.50)", "brackets"}, Bad{"<5", "range"}, Bad{"> 95%", "range"},
        Bad{"\xE2\x89\xA4"
            "5",
            "range"},
        Bad{"\xC2\xA3"
            "5%",
            "both pounds and percent"},
        Bad{"\xE2\x88\x92"
            "5",
            "another kind"},
        Bad{"\xEF\xBC\x91\xEF\xBC\x92", "another kind"}, Bad{"--5", "not a number"},
        Bad{"+-5", "not a number"}, Bad{"-", "not a number"}, Bad{"%", "not a number"},
        Bad{"\xC2\xA3", "not a number"}, Bad{".", "not a number"}, Bad{"e5", "not a number"},
        Bad{"1e", "not a number"}, Bad{"1e+", "not a number"}, Bad{"1,234e3", "not a number"},
        Bad{"5 days", "not a number"}, Bad{"1/2", "not a number"}, Bad{"12:30", "not a number"},
        Bad{"=A1", "not a number"}, Bad{"5*", "not a number"}, Bad{"'5", "not a number"},
        Bad{"$5", "not a number"}, Bad{"5%%", "not a number"}, Bad{"twelve", "not a number"}));

}  // namespace
}  // namespace trustwatch::sources
