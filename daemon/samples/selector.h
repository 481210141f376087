#ifndef TRUSTWATCH_DAEMON_SAMPLES_SELECTOR_H_
#define TRUSTWATCH_DAEMON_SAMPLES_SELECTOR_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/samples/matcher.h"

namespace trustwatch::samples {

inline constexpr std::size_t kSelectorBytesMax = 64UL * 1024;
inline constexpr std::size_t kSelectorMatchersMax = 32;

// Reads a series selector of PromQL, as match[] has it, and nothing else of PromQL:
//
//   trustwatch_indicator_value{org="RX4", indicator=~'beds_.*', span!=`P3M`,}
//   {__name__=~"trustwatch_indicator_(value|mean)"}
//
// A name before the braces is a matcher for __name__ and comes first; the others keep their order.
// Texts in "" and '' may hold Go's escapes (\n, \", \x41, \101, \u20ac, \U0001f600); in `` nothing
// is escaped.
//
// kInvalidArgument: SELECTOR_TOO_LONG; SELECTOR_MALFORMED, with the column (in characters, from 1)
// and what was expected there; TOO_MANY_MATCHERS; SELECTOR_MATCHES_ALL, if no matcher refuses the
// empty text, as Prometheus has it; what Matcher::Make says. Safe from any thread.
absl::StatusOr<std::vector<Matcher>> ParseSelector(std::string_view text);

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_SELECTOR_H_
