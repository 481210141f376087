#include "collectors/cli/pages.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::HasReason;
using testing::IsError;

// Pages of one organisation each: page "", then "1", then "2", which is the last.
absl::StatusOr<v1::ListOrganisationsResponse> Page(const v1::ListOrganisationsRequest& request) {
  const int number = request.page_token().empty() ? 0 : std::stoi(request.page_token());
  v1::ListOrganisationsResponse response;
  response.add_organisations()->set_ods_code("XA" + std::to_string(number));
  if (number < 2) response.set_next_page_token(std::to_string(number + 1));
  return response;
}

TEST(AllPages, JoinsPagesInOrder) {
  const auto all = testing::Value(AllPages(v1::ListOrganisationsRequest(), Page));
  ASSERT_EQ(all.organisations_size(), 3);
  EXPECT_EQ(all.organisations(2).ods_code(), "XA2");
  EXPECT_EQ(all.next_page_token(), "");
}

TEST(AllPages, EndsWithTheFirstError) {
  const auto result = AllPages(v1::ListOrganisationsRequest(),
                               [](const v1::ListOrganisationsRequest& request)
                                   -> absl::StatusOr<v1::ListOrganisationsResponse> {
                                 if (request.page_token() == "1")
                                   return absl::UnavailableError("gone");
                                 return Page(request);
                               });
  EXPECT_THAT(result, IsError(absl::StatusCode::kUnavailable, "gone"));
}

TEST(AllPages, APageThatLeadsToItselfIsAFault) {
  const auto result = AllPages(
      v1::ListOrganisationsRequest(),
      [](const v1::ListOrganisationsRequest&) -> absl::StatusOr<v1::ListOrganisationsResponse> {
        v1::ListOrganisationsResponse response;
        response.set_next_page_token("round");
        return response;
      });
  EXPECT_THAT(result, HasReason("PAGES_DO_NOT_END"));
}

}  // namespace
}  // namespace trustwatch::cli
