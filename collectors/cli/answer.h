#ifndef TRUSTWATCH_COLLECTORS_CLI_ANSWER_H_
#define TRUSTWATCH_COLLECTORS_CLI_ANSWER_H_

#include "absl/status/statusor.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/json.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"

namespace trustwatch::cli {

// Writes an answer of the daemon as the session wants it: the message itself as JSON,
// `for_programs(message)`, a Table, as CSV, or what `print_for_people(message)` prints. An error
// becomes a complaint and its exit code.
template <typename Response, typename ForPrograms, typename PrintForPeople>
ExitCode Answer(const Session& session, const absl::StatusOr<Response>& response,
                ForPrograms for_programs, PrintForPeople print_for_people) {
  if (!response.ok()) return Fail(session.console, response.status());
  if (session.format == Format::kJson) return PrintJson(session.console, *response);
  if (session.format == Format::kCsv) {
    const Table table = for_programs(*response);
    table.PrintCsv(session.console.out);
  } else {
    print_for_people(*response);
  }
  return ExitCode::kDone;
}

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_ANSWER_H_
