#ifndef TRUSTWATCH_DAEMON_HTTP_QUERY_PARAMETERS_H_
#define TRUSTWATCH_DAEMON_HTTP_QUERY_PARAMETERS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/http/route.h"
#include "daemon/samples/query.h"
#include "httplib.h"

namespace trustwatch::http {

inline constexpr std::size_t kSelectorsMax = 64;

// The parameters of a request: those of its path, and those of its body where that is a form.
httplib::Params ParametersOf(const httplib::Request& request, const Exchange& exchange);

// kInvalidArgument about the parameter `name`, with what to write instead in `message`.
absl::Status MalformedParameter(std::string_view reason, std::string_view name,
                                std::string message);

// What a request asks for, in Prometheus' words: match[] (a series selector; may be given several
// times), start and end (seconds since 1970 or RFC 3339; inclusive), and in ours: as_of (a day or
// an instant; the same as a matcher on that label). One query for each match[]; without any, one
// for `otherwise`, which may be empty for all series, or none if that is absent. kInvalidArgument:
// SELECTOR_MALFORMED and others of samples::ParseSelector, TIME_MALFORMED, TOO_MANY_SELECTORS,
// PARAMETER_UNKNOWN (for anything that is not in `also`).
absl::StatusOr<std::vector<samples::Query>> QueriesOf(const httplib::Params& parameters,
                                                      const std::vector<std::string>& also,
                                                      std::optional<std::string_view> otherwise);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_QUERY_PARAMETERS_H_
