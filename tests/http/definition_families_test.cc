#include "daemon/http/definition_families.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "daemon/http/exposition.h"
#include "gtest/gtest.h"
#include "tests/http/page_parser.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using testing::ParsedFamily;

testing::ParsedPage Parsed(const domain::Definitions& definitions,
                           const std::vector<insight::ReturnCount>& counts) {
  std::map<std::string, PageFamily> sorted;
  for (PageFamily& family : DefinitionFamilies(definitions, counts)) {
    sorted[family.name] = std::move(family);
  }
  Exposition page;
  for (const auto& [name, family] : sorted) {
    page.BeginFamily(name, family.type, family.help);
    family.write_samples(page);
  }
  return testing::Value(testing::ParsePage(std::move(page).Finish()));
}

TEST(DefinitionFamiliesTest, AnIndicatorsTitleMayHoldAnything) {
  testing::DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").name = "Seen \"in time\",\n\\ of {all}";
  builder.Indicator("calls_offered").direction = domain::Direction::kLower;
  auto page = Parsed(*builder.Build(), {});
  const ParsedFamily& info = page["trustwatch_indicator_info"];
  EXPECT_EQ(info.samples.size(), 3U);
  EXPECT_EQ(info.ValueOf({{"indicator", "seen_in_time"},
                          {"title", "Seen \"in time\",\n\\ of {all}"},
                          {"unit", "percent"},
                          {"direction", "higher"}}),
            1);
  EXPECT_EQ(info.ValueOf({{"indicator", "calls_offered"},
                          {"title", "calls_offered"},
                          {"unit", "calls"},
                          {"direction", "lower"}}),
            1);
  EXPECT_EQ(info.ValueOf({{"indicator", "calls_answered"},
                          {"title", "calls_answered"},
                          {"unit", "calls"},
                          {"direction", "neither"}}),
            1);
}

TEST(DefinitionFamiliesTest, AnOrganisationIsCalledByItsNewestName) {
  testing::DefinitionsBuilder builder;
  builder.organisations[0].names.push_back({"Anyshire and Barset", testing::DayOf("2024-04-01")});
  auto page = Parsed(*builder.Build(), {});
  const ParsedFamily& info = page["trustwatch_organisation_info"];
  EXPECT_EQ(info.ValueOf({{"org", "XA1"},
                          {"name", "Anyshire and Barset"},
                          {"region", "Invented North"},
                          {"icb", "Invented ICB"},
                          {"kind", "mental_health_trust"}}),
            1);
  EXPECT_EQ(info.samples.size(), 4U) << "closed ones too";
}

TEST(DefinitionFamiliesTest, AReturnIsCountedThreeWays) {
  const auto definitions = testing::DefinitionsBuilder().Build();
  const std::vector<insight::ReturnCount> counts = {
      {.organisation = definitions->organisations.Find(testing::Ods("XB2")),
       .owed = definitions->catalogue.returns().data(),
       .owed_count = 3,
       .received_count = 2,
       .overdue_count = 1}};
  auto page = Parsed(*definitions, counts);
  const testing::Labels labels = {{"org", "XB2"}, {"return", "monthly"}};
  EXPECT_EQ(page["trustwatch_return_owed"].ValueOf(labels), 3);
  EXPECT_EQ(page["trustwatch_return_received"].ValueOf(labels), 2);
  EXPECT_EQ(page["trustwatch_return_overdue"].ValueOf(labels), 1);
  EXPECT_EQ(page["trustwatch_return_owed"].samples.size(), 1U);
}

}  // namespace
}  // namespace trustwatch::http
