#include "daemon/catalogue/words.h"
#include "daemon/domain/event_word.h"
#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"
#include "tests/catalogue/good_folder.h"

namespace trustwatch::testing {
namespace {

class RegisterFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(RegisterFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Values, RegisterFaults,
    ::testing::Values(
        FaultCase{"CodeInLowerCase", kRegisterFile, "code = \"XA1\"", "code = \"xa1\"",
                  kRegisterFile, 2, "ODS code \"xa1\"", "RX4 or G6V2S", 2},
        FaultCase{"CodeTooLong", kRegisterFile, "code = \"XB2\"", "code = \"XB2345\"",
                  kRegisterFile, 13, "ODS code \"XB2345\"", "RX4 or G6V2S", 2},
        FaultCase{"NamesOutOfOrder", kRegisterFile, "{ name = \"Old Anyshire\" }",
                  "{ name = \"Old Anyshire\", from = 2020-01-01 }", kRegisterFile, 5,
                  "begins on 2019-10-01, not after the one above it", "oldest first"},
        FaultCase{"SecondNameWithoutDay", kRegisterFile, ", from = 2019-10-01", "", kRegisterFile,
                  5, "does not say since when", "write from = "},
        FaultCase{"NoNames", kRegisterFile, "names = [{ name = \"Barsetshire\" }]", "names = []",
                  kRegisterFile, 14, "names of organisation XB2 is empty", "write names"},
        FaultCase{"ClosedBeforeOpened", kRegisterFile, "opened = 2010-04-01",
                  "opened = 2020-04-01\nclosed = 2019-12-31", kRegisterFile, 11,
                  "closed on 2019-12-31, before it opened", "correct opened or closed"},
        FaultCase{"ClosedBeforeItsName", kRegisterFile, "opened = 2010-04-01",
                  "closed = 2019-01-31", kRegisterFile, 10, "before its last name began",
                  "correct closed"},
        FaultCase{"NoIcb", kRegisterFile, "icb = \"Upper Wold\"\nopened", "opened", kRegisterFile,
                  1, "organisation XA1 has no icb", "write icb"},
        FaultCase{
            "UnknownEventKind", kRegisterFile, "\"acquisition\"", "\"takeover\"", kRegisterFile, 21,
            "kind \"takeover\"",
            "rename, merger, acquisition, split, service_transfer, incident, coverage_change"},
        FaultCase{"EventInMidMonth", kRegisterFile, "2024-11-01", "2024-11-15", kRegisterFile, 22,
                  "is 2024-11-15, not the first day of a month", "first_month = 2024-11-01"},
        FaultCase{"RenameOfTwo", kRegisterFile, "\"acquisition\"", "\"rename\"", kRegisterFile, 24,
                  "changes more than a name", "the same one code"},
        FaultCase{"MergerOfOne", kRegisterFile, "\"acquisition\"", "\"merger\"", kRegisterFile, 23,
                  "is a merger of 1", "every organisation that merged"},
        FaultCase{"SplitIntoOne", kRegisterFile, "\"acquisition\"", "\"split\"", kRegisterFile, 24,
                  "is a split into 1", "every organisation that it became"},
        FaultCase{"AcquisitionByNobody", kRegisterFile, "to = [\"XA1\"]\n", "", kRegisterFile, 20,
                  "joins organisations into 0", "the one code that goes on"},
        FaultCase{"SameCodeTwice", kRegisterFile, "from = [\"XB2\"]", "from = [\"XB2\", \"XB2\"]",
                  kRegisterFile, 23, "names XB2 twice", "remove one"},
        FaultCase{"EventOfNobody", kRegisterFile, "from = [\"XB2\"]", "from = []", kRegisterFile,
                  23, "from of event 1 of the file is empty", "write from"}),
    NameOf);

TEST(EventKinds, AreToldAsTheyAreWritten) {
  EXPECT_EQ(catalogue::EventKinds().size(), 7U);
  for (const auto& [word, kind] : catalogue::EventKinds()) {
    EXPECT_EQ(domain::EventWord(kind), word);
  }
}

}  // namespace
}  // namespace trustwatch::testing
