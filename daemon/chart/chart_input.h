#ifndef TRUSTWATCH_DAEMON_CHART_CHART_INPUT_H_
#define TRUSTWATCH_DAEMON_CHART_CHART_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/stats/assurance.h"
#include "daemon/stats/run_rules.h"

namespace trustwatch::chart {

// What happened at a row, in words: "New ward opened".
struct Note {
  std::size_t row = 0;
  std::string text;
};

// Rows between two step changes.
struct Process {
  std::size_t first = 0;
  std::size_t rows = 0;
  bool trial = false;  // its limits rest on too few points to be firm
};

// A judged series and the words that go with it; both drawings show the same. Texts are UTF-8 in
// plain language: a drawing escapes them, and what cannot be shown becomes a space or a mark.
// Row i is a period; `periods`, `values`, `points` and `lines` have one entry for each.
struct ChartInput {
  std::string title;                 // the indicator and the organisation
  std::string subtitle;              // empty: no line for it
  std::string unit;                  // follows a number as it stands: "%", " days"
  int decimals = 1;                  // of figures, 0 to 17
  std::vector<std::string> periods;  // "Apr 2024", oldest first
  std::vector<double> values;        // finite where known
  std::vector<std::uint8_t> known;   // 0: no figure; empty: all are known
  std::vector<stats::Marked> points;
  std::vector<stats::Lines> lines;  // of p' and u' charts they move from row to row
  std::vector<Process> processes;   // all rows, oldest first; none for an empty series
  stats::Better better = stats::Better::kHigher;
  std::optional<double> target;      // finite
  std::vector<Note> notes;           // rows below the number of rows, ascending
  std::string sentence;              // what the latest point says
  std::vector<std::string> remarks;  // what else is to be said, each on a line of its own
};

// Ends the process unless the parts of `input` fit together as the comments above promise.
void CheckInput(const ChartInput& input);

inline bool IsKnown(const ChartInput& input, std::size_t row) {
  return input.known.empty() || input.known[row] != 0;
}

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_CHART_INPUT_H_
