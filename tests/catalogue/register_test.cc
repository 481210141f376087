#include "daemon/catalogue/words.h"
#include "daemon/domain/event_word.h"
#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"

namespace trustwatch::testing {
namespace {

class RegisterFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(RegisterFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

constexpr char kFile[] = "organisations.toml";

INSTANTIATE_TEST_SUITE_P(
    Values, RegisterFaults,
    ::testing::Values(
        FaultCase{"CodeInLowerCase", kFile, "code = \"XA1\"", "code = \"xa1\"", kFile, 2,
                  "ODS code \"xa1\"", "RX4 or G6V2S", 2},
        FaultCase{"CodeTooLong", kFile, "code = \"XB2\"", "code = \"XB2345\"", kFile, 13,
                  "ODS code \"XB2345\"", "RX4 or G6V2S", 2},
        FaultCase{"NamesOutOfOrder", kFile, "{ name = \"Old Anyshire\" }",
                  "{ name = \"Old Anyshire\", from = 2020-01-01 }", kFile, 5,
                  "begins on 2019-10-01, not after the one above it", "oldest first"},
        FaultCase{"SecondNameWithoutDay", kFile, ", from = 2019-10-01", "", kFile, 5,
                  "does not say since when", "write from = "},
        FaultCase{"NoNames", kFile, "names = [{ name = \"Barsetshire\" }]", "names = []", kFile, 14,
                  "names of organisation XB2 is empty", "write names"},
        FaultCase{"ClosedBeforeOpened", kFile, "opened = 2010-04-01",
                  "opened = 2020-04-01\nclosed = 2019-12-31", kFile, 11,
                  "closed on 2019-12-31, before it opened", "correct opened or closed"},
        FaultCase{"ClosedBeforeItsName", kFile, "opened = 2010-04-01", "closed = 2019-01-31", kFile,
                  10, "before its last name began", "correct closed"},
        FaultCase{"NoIcb", kFile, "icb = \"Upper Wold\"\nopened", "opened", kFile, 1,
                  "organisation XA1 has no icb", "write icb"},
        FaultCase{
            "UnknownEventKind", kFile, "\"acquisition\"", "\"takeover\"", kFile, 21,
            "kind \"takeover\"",
            "rename, merger, acquisition, split, service_transfer, incident, coverage_change"},
        FaultCase{"EventInMidMonth", kFile, "2024-11-01", "2024-11-15", kFile, 22,
                  "is 2024-11-15, not the first day of a month", "first_month = 2024-11-01"},
        FaultCase{"RenameOfTwo", kFile, "\"acquisition\"", "\"rename\"", kFile, 24,
                  "changes more than a name", "the same one code"},
        FaultCase{"MergerOfOne", kFile, "\"acquisition\"", "\"merger\"", kFile, 23,
                  "is a merger of 1", "every organisation that merged"},
        FaultCase{"SplitIntoOne", kFile, "\"acquisition\"", "\"split\"", kFile, 24,
                  "is a split into 1", "every organisation that it became"},
        FaultCase{"AcquisitionByNobody", kFile, "to = [\"XA1\"]\n", "", kFile, 20,
                  "joins organisations into 0", "the one code that goes on"},
        FaultCase{"SameCodeTwice", kFile, "from = [\"XB2\"]", "from = [\"XB2\", \"XB2\"]", kFile,
                  23, "names XB2 twice", "remove one"},
        FaultCase{"EventOfNobody", kFile, "from = [\"XB2\"]", "from = []", kFile, 23,
                  "from of event 1 of the file is empty", "write from"}),
    NameOf);

TEST(EventKinds, AreToldAsTheyAreWritten) {
  EXPECT_EQ(catalogue::EventKinds().size(), 7U);
  for (const auto& [word, kind] : catalogue::EventKinds()) {
    EXPECT_EQ(domain::EventWord(kind), word);
  }
}

}  // namespace
}  // namespace trustwatch::testing
