#ifndef TRUSTWATCH_DAEMON_BASE_STATUS_MACROS_H_
#define TRUSTWATCH_DAEMON_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Leaves the function with the status of `expression` unless it is OK.
#define TRUSTWATCH_RETURN_IF_ERROR(expression)                          \
  do {                                                                  \
    if (absl::Status status_of_it = (expression); !status_of_it.ok()) { \
      return status_of_it;                                              \
    }                                                                   \
  } while (false)

#define TRUSTWATCH_CONCAT_INNER_(a, b) a##b
#define TRUSTWATCH_CONCAT_(a, b) TRUSTWATCH_CONCAT_INNER_(a, b)

// TRUSTWATCH_ASSIGN_OR_RETURN(const OdsCode code, OdsCode::Parse(text));
#define TRUSTWATCH_ASSIGN_OR_RETURN(target, expression) \
  TRUSTWATCH_ASSIGN_OR_RETURN_(TRUSTWATCH_CONCAT_(result_on_line_, __LINE__), target, expression)
#define TRUSTWATCH_ASSIGN_OR_RETURN_(result, target, expression) \
  auto result = (expression);                                    \
  if (!result.ok()) return result.status();                      \
  target = std::move(result).value()

#endif  // TRUSTWATCH_DAEMON_BASE_STATUS_MACROS_H_
