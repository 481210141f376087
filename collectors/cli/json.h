#ifndef TRUSTWATCH_COLLECTORS_CLI_JSON_H_
#define TRUSTWATCH_COLLECTORS_CLI_JSON_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "collectors/cli/console.h"
#include "collectors/cli/exit_code.h"
#include "google/protobuf/message.h"

namespace trustwatch::cli {

// One line of the JSON that protobuf defines: names in lowerCamelCase, zeros and empty texts not
// left out. kInternal, reason ANSWER_NOT_JSON, for a message that has no JSON, such as one with an
// instant after the year 9999.
absl::StatusOr<std::string> JsonText(const google::protobuf::Message& message);

// Writes it to the console's `out` as a line, or complains. kDone or kInternal.
ExitCode PrintJson(const Console& console, const google::protobuf::Message& message);

// The text in quotes, as JSON wants it; what is not UTF-8 becomes U+FFFD.
std::string JsonQuoted(std::string_view text);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_JSON_H_
