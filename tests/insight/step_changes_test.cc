#include "daemon/insight/step_changes.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/domain/register.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using absl::StatusCode;
using domain::EventKind;
using testing::DayOf;
using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::NoonOf;
using testing::Ods;
using testing::Value;

// "#1 XA1 calls_offered 2026-04-01", "? XA1 - 2026-04-01" for a proposal.
struct Teller {
  std::string operator()(const domain::StepChange& change) const {
    return fmt::format("#{} {} {} {}{}", change.id, change.what.organisation.text(),
                       change.what.indicator ? change.what.indicator->text() : "-",
                       domain::ToString(change.what.first_day),
                       change.withdrawal ? " withdrawn" : "");
  }
  std::string operator()(const ProposedStepChange& proposal) const {
    return fmt::format("? {} - {}", proposal.organisation.text(),
                       domain::ToString(proposal.first_day));
  }
};

// A register in which XA1 took over XC3 in April 2020 and services of XD4 in October 2021.
class StepChangeBookTest : public ::testing::Test {
 protected:
  StepChangeBookTest() {
    testing::DefinitionsBuilder builder;
    builder.events = {{.kind = EventKind::kAcquisition,
                       .first_month = DayOf("2020-04-01"),
                       .from = {Ods("XC3")},
                       .to = {Ods("XA1")},
                       .note = "the first",
                       .basis = "invented",
                       .doubts = {}},
                      {.kind = EventKind::kServiceTransfer,
                       .first_month = DayOf("2021-10-01"),
                       .from = {Ods("XD4")},
                       .to = {Ods("XA1")},
                       .note = "the second",
                       .basis = "invented",
                       .doubts = {}}};
    fixture_.definitions.Replace(builder.Build());
  }

  domain::StepChangeId Record(std::string_view organisation, std::string_view indicator,
                              std::string_view first_day) {
    domain::NewStepChange change{.organisation = Ods(organisation),
                                 .indicator = std::nullopt,
                                 .first_day = DayOf(first_day),
                                 .cause = "a new ward",
                                 .approved_by = "A Smith",
                                 .caller = "test"};
    if (!indicator.empty()) change.indicator = testing::Id(indicator);
    return Value(fixture_.store().RecordStepChange(change)).id;
  }
  void Withdraw(domain::StepChangeId id) {
    ASSERT_THAT(fixture_.store().WithdrawStepChange(id, "wrong", "test"), IsOk());
  }
  std::vector<std::string> Told(const StepChangeFilter& filter) {
    std::vector<std::string> told;
    for (const ListedStepChange& one : Value(book_.List(filter))) {
      told.push_back(std::visit(Teller(), one));
    }
    return told;
  }

  testing::InsightFixture fixture_;
  StepChangeBook book_{fixture_.store(), fixture_.definitions};
};

TEST_F(StepChangeBookTest, ListsWhatStandsUnlessAskedForMore) {
  EXPECT_THAT(Told({}), IsEmpty());
  Record("XB2", "calls_offered", "2026-04-01");
  Withdraw(Record("XB2", "", "2026-04-01"));
  EXPECT_THAT(Told({}), ElementsAre("#1 XB2 calls_offered 2026-04-01"));
  EXPECT_THAT(Told({.include_withdrawn = true}),
              ElementsAre("#2 XB2 - 2026-04-01 withdrawn", "#1 XB2 calls_offered 2026-04-01"));
  EXPECT_THAT(Told({.include_proposals = true}),
              ElementsAre("? XA1 - 2020-04-01", "? XA1 - 2021-10-01",
                          "#1 XB2 calls_offered 2026-04-01", "? XD4 - 2021-10-01"));
}

TEST_F(StepChangeBookTest, EverythingIsInOneOrder) {
  Record("XA1", "calls_offered", "2019-01-01");
  Record("XA1", "calls_answered", "2026-04-01");
  Record("XA1", "", "2025-01-01");
  Withdraw(Record("XA1", "", "2021-10-01"));
  Withdraw(Record("XA1", "", "2021-10-01"));
  Record("XA1", "", "2019-01-01");
  EXPECT_THAT(
      Told({.organisation = "XA1", .include_withdrawn = true, .include_proposals = true}),
      ElementsAre("#6 XA1 - 2019-01-01", "? XA1 - 2020-04-01", "#4 XA1 - 2021-10-01 withdrawn",
                  "#5 XA1 - 2021-10-01 withdrawn", "? XA1 - 2021-10-01", "#3 XA1 - 2025-01-01",
                  "#2 XA1 calls_answered 2026-04-01", "#1 XA1 calls_offered 2019-01-01"));
}

TEST_F(StepChangeBookTest, AnOrganisationsAreItsOwn) {
  Record("XA1", "", "2026-04-01");
  Record("XB2", "", "2026-04-01");
  EXPECT_THAT(Told({.organisation = "XB2", .include_proposals = true}),
              ElementsAre("#2 XB2 - 2026-04-01"));
  EXPECT_THAT(Told({.organisation = "XD4", .include_proposals = true}),
              ElementsAre("? XD4 - 2021-10-01"));
}

TEST_F(StepChangeBookTest, AnIndicatorsAreThoseOfEveryIndicatorToo) {
  Record("XA1", "calls_offered", "2026-04-01");
  Record("XA1", "calls_answered", "2026-04-01");
  Record("XA1", "", "2026-04-01");
  EXPECT_THAT(
      Told({.organisation = "XA1", .indicator = "calls_offered", .include_proposals = true}),
      ElementsAre("? XA1 - 2020-04-01", "? XA1 - 2021-10-01", "#3 XA1 - 2026-04-01",
                  "#1 XA1 calls_offered 2026-04-01"));
}

TEST_F(StepChangeBookTest, AProposalIsGoneOnceItWasRecordedAndBackWhenThatWasWithdrawn) {
  const StepChangeFilter filter = {.organisation = "XA1", .include_proposals = true};
  const auto id = Record("XA1", "", "2020-04-01");
  EXPECT_THAT(Told(filter), ElementsAre("#1 XA1 - 2020-04-01", "? XA1 - 2021-10-01"));
  Withdraw(id);
  EXPECT_THAT(Told(filter), ElementsAre("? XA1 - 2020-04-01", "? XA1 - 2021-10-01"));
}

TEST_F(StepChangeBookTest, AProposalIsAnsweredForTheMonthThatShowsIt) {
  const StepChangeFilter filter = {.organisation = "XA1", .include_proposals = true};
  Record("XA1", "", "2020-07-01");  // 91 days after the register's
  EXPECT_THAT(Told(filter), ElementsAre("#1 XA1 - 2020-07-01", "? XA1 - 2021-10-01"));
}

TEST_F(StepChangeBookTest, OneThatDiffersLeavesTheProposal) {
  Record("XA1", "calls_offered", "2020-04-01");  // of one indicator only
  Record("XA1", "", "2020-09-01");               // another time of the year
  Record("XB2", "", "2020-04-01");               // another organisation
  EXPECT_THAT(Told({.organisation = "XA1", .include_proposals = true}),
              ElementsAre("? XA1 - 2020-04-01", "#2 XA1 - 2020-09-01", "? XA1 - 2021-10-01",
                          "#1 XA1 calls_offered 2020-04-01"));
}

TEST_F(StepChangeBookTest, AProposalSaysWhatTheRegisterSays) {
  const auto listed = Value(book_.List({.organisation = "XD4", .include_proposals = true}));
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(std::get<ProposedStepChange>(listed[0]).cause,
            "transfer of services from XD4 to XA1: the second");
}

TEST_F(StepChangeBookTest, NewDefinitionsProposeAtOnce) {
  fixture_.definitions.Replace(testing::DefinitionsBuilder().Build());
  EXPECT_THAT(Told({.include_proposals = true}), IsEmpty());
}

TEST_F(StepChangeBookTest, NamesThatNobodyKnowsAreTold) {
  EXPECT_THAT(book_.List({.organisation = "xa1"}), HasReason("ORGANISATION_MALFORMED"));
  EXPECT_THAT(book_.List({.organisation = "XZ9"}),
              IsError(StatusCode::kNotFound, HasSubstr("CatalogueService.ListOrganisations")));
  EXPECT_THAT(book_.List({.organisation = "XZ9"}), HasReason("ORGANISATION_UNKNOWN"));
  EXPECT_THAT(book_.List({.indicator = "Calls"}), HasReason("INDICATOR_MALFORMED"));
  EXPECT_THAT(book_.List({.indicator = "calls"}),
              IsError(StatusCode::kNotFound, HasSubstr("CatalogueService.ListIndicators")));
  EXPECT_THAT(book_.List({.indicator = "calls"}), HasReason("INDICATOR_UNKNOWN"));
}

TEST_F(StepChangeBookTest, AnOrganisationThatLeftTheRegisterIsKnownByItsFigures) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XZ9", "2026-04", 4);
  Record("XZ9", "", "2026-04-01");
  EXPECT_THAT(Told({.organisation = "XZ9"}), ElementsAre("#1 XZ9 - 2026-04-01"));
}

}  // namespace
}  // namespace trustwatch::insight
