#include "daemon/insight/names.h"

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/domain/definitions.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using testing::DefinitionsBuilder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using ::testing::Not;
using ::testing::UnorderedElementsAre;
using testing::Value;

TEST(KindsNamed, AreThoseOfOrganisationsInTheRegister) {
  const auto definitions = DefinitionsBuilder().Build();
  const domain::Register& all = definitions->organisations;
  EXPECT_THAT(Value(KindsNamed({}, all)), IsEmpty()) << "none is named: all are meant";
  EXPECT_THAT(Value(KindsNamed({"other_provider", "other_provider"}, all)),
              UnorderedElementsAre("other_provider"));
  EXPECT_THAT(Value(RegionsNamed({"Invented North"}, all)), UnorderedElementsAre("Invented North"));
}

TEST(KindsNamed, AnUnknownOneIsToldWithThoseThatThereAre) {
  const auto definitions = DefinitionsBuilder().Build();
  const auto kinds = KindsNamed({"other_provider", "hospital"}, definitions->organisations);
  EXPECT_THAT(kinds, IsError(absl::StatusCode::kInvalidArgument,
                             "kind \"hospital\" is that of no organisation in the register; its "
                             "kinds are \"mental_health_trust\", \"other_provider\"; name one of "
                             "them, or none for all"));
  const base::Error error = base::ErrorOf(kinds.status());
  EXPECT_EQ(error.reason, "KIND_UNKNOWN");
  EXPECT_EQ(error.field, "kinds[1]");
  EXPECT_EQ(error.metadata.at("kind"), "hospital");

  const auto regions = RegionsNamed({"invented north"}, definitions->organisations);
  EXPECT_THAT(regions,
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("are \"Invented North\";")));
  EXPECT_EQ(base::ErrorOf(regions.status()).reason, "REGION_UNKNOWN");
  EXPECT_EQ(base::ErrorOf(regions.status()).field, "regions[0]");
}

TEST(KindsNamed, AnEmptyOneIsUnknownEvenWhereARegionIsNotKnown) {
  DefinitionsBuilder builder;
  builder.organisations[0].region = "";
  const auto regions = RegionsNamed({""}, builder.Build()->organisations);
  EXPECT_EQ(base::ErrorOf(regions.status()).reason, "REGION_UNKNOWN");
}

TEST(KindsNamed, ALongListAndALongWordAreCutShort) {
  DefinitionsBuilder builder;
  const domain::Organisation one = builder.organisations[0];
  builder.organisations.clear();
  for (std::size_t i = 0; i < 23; ++i) {
    builder.organisations.push_back(one);
    builder.organisations.back().code = testing::Ods(fmt::format("X{:02}", i));
    builder.organisations.back().region = fmt::format("region{:02}", i);
  }
  const auto regions = RegionsNamed({std::string(10'000, 'x')}, builder.Build()->organisations);
  const std::string message(regions.status().message());
  EXPECT_THAT(message, HasSubstr("\"region19\" and 3 others;"));
  EXPECT_THAT(message, Not(HasSubstr("region20")));
  EXPECT_LT(message.size(), 600U);
}

}  // namespace
}  // namespace trustwatch::insight
