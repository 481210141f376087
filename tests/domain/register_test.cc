#include "daemon/domain/register.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::domain {
namespace {

using testing::DayOf;
using ::testing::ElementsAre;
using testing::Ods;
using testing::PeriodOf;

Organisation OrganisationOf(std::string_view code) {
  Organisation organisation{.code = Ods(code)};
  organisation.names = {{"Old name", {}}, {"New name", DayOf("2020-04-01")}};
  return organisation;
}

TEST(Organisation, IsCalledByItsNewestName) { EXPECT_EQ(OrganisationOf("XA1").Name(), "New name"); }

TEST(Organisation, IsOpenInAPeriodOfWhichItSawADay) {
  Organisation organisation = OrganisationOf("XA1");
  EXPECT_TRUE(organisation.IsOpenIn(PeriodOf("1950-01")));
  organisation.opened = DayOf("2020-04-30");
  organisation.closed = DayOf("2020-06-01");
  EXPECT_FALSE(organisation.IsOpenIn(PeriodOf("2020-03")));
  EXPECT_TRUE(organisation.IsOpenIn(PeriodOf("2020-04")));  // its last day only
  EXPECT_TRUE(organisation.IsOpenIn(PeriodOf("2020-05")));
  EXPECT_TRUE(organisation.IsOpenIn(PeriodOf("2020-06")));  // its first day only
  EXPECT_FALSE(organisation.IsOpenIn(PeriodOf("2020-07")));
  EXPECT_TRUE(organisation.IsOpenIn(PeriodOf("2020-01-01..2020-12-31")));
}

TEST(Register, FindsByCode) {
  const Register organisations({OrganisationOf("XB2"), OrganisationOf("XA1")}, {});
  ASSERT_NE(organisations.Find(Ods("XB2")), nullptr);
  EXPECT_EQ(organisations.Find(Ods("XB2"))->code, Ods("XB2"));
  EXPECT_EQ(organisations.Find(Ods("XC3")), nullptr);
}

TEST(Register, ListsOrganisationsByCodeAndEventsByMonth) {
  const auto event = [](std::string_view month, std::string note) {
    return RegisterEvent{.first_month = DayOf(month), .note = std::move(note)};
  };
  const Register organisations(
      {OrganisationOf("XB2"), OrganisationOf("XA1")},
      {event("2020-04-01", "second"), event("2019-10-01", "first"), event("2020-04-01", "third")});
  EXPECT_EQ(organisations.organisations()[0].code, Ods("XA1"));
  std::vector<std::string> notes;
  for (const RegisterEvent& one : organisations.events()) notes.push_back(one.note);
  EXPECT_THAT(notes, ElementsAre("first", "second", "third"));
}

TEST(Register, PointersOutliveAMove) {
  Register first({OrganisationOf("XA1")}, {});
  const Organisation* found = first.Find(Ods("XA1"));
  const Register second = std::move(first);
  EXPECT_EQ(second.Find(Ods("XA1")), found);
}

}  // namespace
}  // namespace trustwatch::domain
