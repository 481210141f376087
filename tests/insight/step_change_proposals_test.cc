#include "daemon/insight/step_change_proposals.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/limits.h"
#include "daemon/domain/register.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::insight {
namespace {

using domain::EventKind;
using testing::DayOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::IsEmpty;
using testing::Ods;
using ::testing::StartsWith;

std::vector<domain::OdsCode> Codes(const std::vector<std::string_view>& texts) {
  std::vector<domain::OdsCode> codes;
  for (const std::string_view text : texts) codes.push_back(Ods(text));
  return codes;
}

// In October 2019, said to be "so it was".
domain::RegisterEvent Event(EventKind kind, const std::vector<std::string_view>& from,
                            const std::vector<std::string_view>& to) {
  return {.kind = kind,
          .first_month = DayOf("2019-10-01"),
          .from = Codes(from),
          .to = Codes(to),
          .note = "so it was",
          .basis = "invented",
          .doubts = {}};
}

// The builder's organisations: XA1, XB2, XC3 (closed on 2020-03-31) and XD4.
std::vector<ProposedStepChange> Proposed(const std::vector<domain::RegisterEvent>& events) {
  testing::DefinitionsBuilder builder;
  builder.events = events;
  return ProposedStepChanges(builder.Build()->organisations);
}

// "XA1 2019-10-01: merger of ..."
std::vector<std::string> Told(const std::vector<domain::RegisterEvent>& events) {
  std::vector<std::string> told;
  for (const ProposedStepChange& proposal : Proposed(events)) {
    told.push_back(fmt::format("{} {}: {}", proposal.organisation.text(),
                               domain::ToString(proposal.first_day), proposal.cause));
  }
  return told;
}

TEST(ProposedStepChanges, AMergerProposesOneWhereFiguresGoOn) {
  auto merger = Event(EventKind::kMerger, {"XA1", "XC3"}, {"XA1"});
  merger.first_month = DayOf("2020-04-01");
  EXPECT_THAT(Told({merger}),
              ElementsAre("XA1 2020-04-01: merger of XA1 and XC3 into XA1: so it was"));
}

TEST(ProposedStepChanges, EachOtherKindSaysWhatHappened) {
  EXPECT_THAT(Told({Event(EventKind::kAcquisition, {"XA1"}, {"XB2"})}),
              ElementsAre("XA1 2019-10-01: acquisition of XA1 by XB2: so it was",
                          "XB2 2019-10-01: acquisition of XA1 by XB2: so it was"));
  EXPECT_THAT(Told({Event(EventKind::kSplit, {"XA1"}, {"XA1", "XB2", "XD4"})}),
              ElementsAre("XA1 2019-10-01: split of XA1 into XA1, XB2 and XD4: so it was",
                          "XB2 2019-10-01: split of XA1 into XA1, XB2 and XD4: so it was",
                          "XD4 2019-10-01: split of XA1 into XA1, XB2 and XD4: so it was"));
  EXPECT_THAT(Told({Event(EventKind::kServiceTransfer, {"XD4"}, {"XA1"})}),
              ElementsAre("XA1 2019-10-01: transfer of services from XD4 to XA1: so it was",
                          "XD4 2019-10-01: transfer of services from XD4 to XA1: so it was"));
  EXPECT_THAT(Told({Event(EventKind::kCoverageChange, {"XA1", "XB2"}, {})}),
              ElementsAre("XA1 2019-10-01: change of coverage at XA1 and XB2: so it was",
                          "XB2 2019-10-01: change of coverage at XA1 and XB2: so it was"));
}

TEST(ProposedStepChanges, ARenameAndAnIncidentChangeNoProcess) {
  EXPECT_THAT(Told({Event(EventKind::kRename, {"XA1"}, {"XA1"}),
                    Event(EventKind::kIncident, {"XA1", "XB2"}, {}),
                    Event(EventKind::kIncident, {"XA1"}, {"XB2"})}),
              IsEmpty());
  EXPECT_THAT(Told({}), IsEmpty());
}

// XC3 closes on 31 March 2020.
TEST(ProposedStepChanges, WhereFiguresCameFromMustBeOpenAfterTheMonth) {
  struct Case {
    std::string_view first_month;
    bool is_proposed;
  };
  for (const Case& one :
       {Case{"2020-02-01", true}, Case{"2020-03-01", false}, Case{"2020-04-01", false}}) {
    auto event = Event(EventKind::kServiceTransfer, {"XC3"}, {"XA1"});
    event.first_month = DayOf(one.first_month);
    EXPECT_EQ(Proposed({event}).size(), one.is_proposed ? 2U : 1U) << one.first_month;
  }
}

TEST(ProposedStepChanges, WhereFiguresGoOnMayHaveClosedSince) {
  auto event = Event(EventKind::kAcquisition, {"XC3"}, {"XC3"});
  event.first_month = DayOf("2020-03-01");
  EXPECT_EQ(Proposed({event}).size(), 1U);
}

TEST(ProposedStepChanges, StandByOrganisationAndDay) {
  auto later = Event(EventKind::kAcquisition, {"XC3"}, {"XA1"});
  later.first_month = DayOf("2021-04-01");
  auto earlier = Event(EventKind::kSplit, {"XC3"}, {"XB2", "XA1"});
  earlier.first_month = DayOf("2020-07-01");
  EXPECT_THAT(Told({later, earlier}),
              ElementsAre(StartsWith("XA1 2020-07-01"), StartsWith("XA1 2021-04-01"),
                          StartsWith("XB2 2020-07-01")));
}

TEST(ProposedStepChanges, TwoEventsOfOneMonthAreOneWithBothCauses) {
  auto second = Event(EventKind::kServiceTransfer, {"XB2"}, {"XA1"});
  second.note = "";
  EXPECT_EQ(Proposed({Event(EventKind::kAcquisition, {"XC3"}, {"XA1"}), second}).front().cause,
            "acquisition of XC3 by XA1: so it was; transfer of services from XB2 to XA1");
}

TEST(ProposedStepChanges, ALongCauseIsCutBetweenCharacters) {
  auto event = Event(EventKind::kAcquisition, {"XA1"}, {"XA1"});
  const std::string words = "acquisition of XA1 by XA1: ";  // 27 bytes
  ASSERT_EQ(words.size(), 27U);
  event.note = std::string(473, 'n');  // 27 + 473 = 500: all of it is kept
  EXPECT_EQ(Proposed({event}).front().cause, words + event.note);
  event.note += "n";
  EXPECT_EQ(Proposed({event}).front().cause, words + std::string(470, 'n') + "...");
  // Each of these takes two bytes; 27 + 2 x 235 = 497 leaves exactly the three dots.
  event.note.clear();
  for (int i = 0; i < 300; ++i) event.note += "\u00e9";
  EXPECT_EQ(Proposed({event}).front().cause.size(), domain::kReasonBytesMax);
  // One byte more before them: byte 497 is the middle of one, so that one goes too.
  event.note = "n" + event.note;
  const std::string cut = Proposed({event}).front().cause;
  EXPECT_EQ(cut.size(), domain::kReasonBytesMax - 1);
  EXPECT_THAT(cut, EndsWith("\u00e9..."));
}

}  // namespace
}  // namespace trustwatch::insight
