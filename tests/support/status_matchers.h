#ifndef TRUSTWATCH_TESTS_SUPPORT_STATUS_MATCHERS_H_
#define TRUSTWATCH_TESTS_SUPPORT_STATUS_MATCHERS_H_

#include <cstdlib>
#include <ostream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"

namespace trustwatch::testing {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

// EXPECT_THAT(result, IsOk()): for absl::Status and absl::StatusOr.
MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return arg.ok();
}

// EXPECT_THAT(result, IsError(absl::StatusCode::kUnavailable, HasSubstr("locked")));
MATCHER_P2(IsError, code, message, "is an error of that code, with such a message") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code &&
         ::testing::ExplainMatchResult(message, std::string(StatusOf(arg).message()),
                                       result_listener);
}

// EXPECT_THAT(result, HasReason("ORGANISATION_UNKNOWN"));
MATCHER_P(HasReason, reason, "is an error with that reason") {
  *result_listener << StatusOf(arg).ToString();
  return !arg.ok() && base::ErrorOf(StatusOf(arg)).reason == reason;
}

// The value of a result that a test needs to go on; ends the test program if it is an error.
template <typename T>
T Value(absl::StatusOr<T> result) {
  if (!result.ok()) {
    ADD_FAILURE() << result.status().ToString();
    std::abort();
  }
  return std::move(result).value();
}

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_SUPPORT_STATUS_MATCHERS_H_
