#ifndef TRUSTWATCH_COLLECTORS_CLI_CHART_H_
#define TRUSTWATCH_COLLECTORS_CLI_CHART_H_

#include <string>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

struct ChartOptions {
  std::string organisation;
  std::string indicator;
  std::string breakdown;
  std::string span;
  std::string as_of;     // 2026-03-31 or an instant
  std::string svg_file;  // "-": standard output; empty: drawn in characters
  int width = 0;         // columns, or pixels of an SVG; 0: as wide as the terminal, or as usual
  int height = 0;        // rows, or pixels
  bool ascii = false;    // no character beyond ASCII
};

// Draws the control chart of a series in the terminal; with a file, writes it there as SVG and says
// what it shows. Programs get every point with its lines. A series that nobody has reported is an
// answer: kDone. kUnreadable if the file cannot be written.
ExitCode ShowChart(const ChartOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_CHART_H_
