#include "daemon/domain/identifiers.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/hash/hash_testing.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::domain {
namespace {

using testing::HasReason;
using ::testing::HasSubstr;
using testing::Id;
using testing::IsError;
using testing::IsOk;
using testing::Ods;

TEST(OdsCode, ThreeToFiveCapitalsOrDigits) {
  for (const std::string_view good : {"RX4", "RW1", "NQL", "TAJ", "G6V2S", "000", "QF7X"}) {
    ASSERT_THAT(OdsCode::Parse(good), IsOk());
    EXPECT_EQ(Ods(good).text(), good);
    EXPECT_EQ(Ods(good).ToString(), good);
  }
}

TEST(OdsCode, AnythingElseIsRefusedWithAnExample) {
  const std::vector<std::string> bad = {"",
                                        "R",
                                        "RX",
                                        "RX4XXX",
                                        "rx4",
                                        "Rx4",
                                        "R X4",
                                        " RX4",
                                        "RX4 ",
                                        "RX-4",
                                        "RX_4",
                                        "R\xc3\x96",
                                        "RX4\n",
                                        std::string("RX\0", 3),
                                        std::string(1000, 'R')};
  for (const std::string& text : bad) {
    const absl::StatusOr<OdsCode> code = OdsCode::Parse(text);
    EXPECT_THAT(code, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("for example RX4")));
    EXPECT_THAT(code, HasReason("ORGANISATION_MALFORMED"));
  }
}

TEST(OdsCode, SortsAsItsText) {
  const std::vector<std::string> sorted = {"000", "G6V2S", "RW1", "RX4", "RX40A", "RX41", "ZZZ"};
  for (std::size_t i = 1; i < sorted.size(); ++i) EXPECT_LT(Ods(sorted[i - 1]), Ods(sorted[i]));
}

TEST(OdsCode, HashesAsItCompares) {
  EXPECT_TRUE(absl::VerifyTypeImplementsAbslHashCorrectly(
      {Ods("RX4"), Ods("RX41"), Ods("RX4X"), Ods("4XR"), Ods("G6V2S")}));
}

TEST(IndicatorId, LowerCaseWordsThatBeginWithALetter) {
  for (const std::string& good :
       {std::string("a"), std::string("oap_inapp_beddays_acute"), std::string("mhs01"),
        std::string("tt_6_weeks"), std::string(64, 'a')}) {
    ASSERT_THAT(IndicatorId::Parse(good), IsOk());
    EXPECT_EQ(Id(good).text(), good);
  }
}

TEST(IndicatorId, AnythingElseIsRefusedWithAnExample) {
  for (const std::string& bad :
       {std::string(), std::string("1a"), std::string("_a"), std::string("MHS01"),
        std::string("calls-offered"), std::string("calls offered"), std::string("caf\xc3\xa9"),
        std::string(65, 'a'), std::string("a\0", 2)}) {
    const absl::StatusOr<IndicatorId> id = IndicatorId::Parse(bad);
    EXPECT_THAT(id, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("tt_access"))) << bad;
    EXPECT_THAT(id, HasReason("INDICATOR_MALFORMED"));
  }
}

TEST(IsBreakdown, EmptyMeansTheWhole) {
  EXPECT_TRUE(IsBreakdown(""));
  EXPECT_TRUE(IsBreakdown("ethnicity:white_british-1"));
  EXPECT_TRUE(IsBreakdown("18-64"));
  EXPECT_TRUE(IsBreakdown(std::string(64, 'b')));
  EXPECT_FALSE(IsBreakdown(std::string(65, 'b')));
  EXPECT_FALSE(IsBreakdown("Ethnicity"));
  EXPECT_FALSE(IsBreakdown("a b"));
  EXPECT_FALSE(IsBreakdown("a/b"));
  EXPECT_FALSE(IsBreakdown("a.b"));
}

}  // namespace
}  // namespace trustwatch::domain
