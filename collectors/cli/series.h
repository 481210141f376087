#ifndef TRUSTWATCH_COLLECTORS_CLI_SERIES_H_
#define TRUSTWATCH_COLLECTORS_CLI_SERIES_H_

#include <string>
#include <vector>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

struct SeriesOptions {
  std::string organisation;
  std::string indicator;
  std::string breakdown;
  std::string span;
  std::string as_of;       // 2026-03-31 or an instant
  std::string first_day;   // periods that end on or after
  std::string last_day;    // periods that end on or before
  bool revisions = false;  // every revision, not only the current value
  bool all = false;        // stream every series that fits the two lists below
  std::vector<std::string> organisations;
  std::vector<std::string> indicators;
};

// One series point by point; or with `all` every series that fits: a line each for people, all
// points for programs, as they arrive.
ExitCode ShowSeries(const SeriesOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_SERIES_H_
