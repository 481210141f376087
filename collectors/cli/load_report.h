#ifndef TRUSTWATCH_COLLECTORS_CLI_LOAD_REPORT_H_
#define TRUSTWATCH_COLLECTORS_CLI_LOAD_REPORT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "collectors/cli/console.h"

namespace trustwatch::cli {

// How many rows, by stable upper-case reason.
using CountsByReason = std::map<std::string, std::int64_t, std::less<>>;

std::int64_t Total(const CountsByReason& counts);

// One submission that a load made.
struct LoadedSubmission {
  std::string organisation;
  std::string status;
  std::int64_t submission_id = 0;
  std::int64_t new_count = 0;
  std::int64_t changed_count = 0;
};

// What became of every row of a published file.
struct LoadReport {
  std::string file;
  bool dry_run = false;
  std::string catalogue_version;
  std::int64_t rows_read = 0;

  std::int64_t new_count = 0;         // first figures
  std::int64_t changed_count = 0;     // new revisions
  std::int64_t unchanged_count = 0;   // what was current already
  std::int64_t suppressed_count = 0;  // of these three together
  CountsByReason refused;             // by the daemon's judgement
  CountsByReason faults;              // rows that cannot be read
  std::int64_t duplicate_count = 0;   // rows that say a figure again
  CountsByReason out_of_scope;
  std::int64_t not_sent_count = 0;  // left over when the daemon stopped answering

  std::vector<LoadedSubmission> submissions;
  std::vector<std::string> examples;  // of refused and faulty rows, with their places

  std::int64_t AcceptedCount() const { return new_count + changed_count + unchanged_count; }
  // The sum over everything that can become of a row; equal to rows_read, or we have a fault.
  std::int64_t AccountedCount() const;
};

// For people: every line is a part of the sum, and the sum is drawn under them.
void PrintLoadReport(const LoadReport& report, const Console& console);

// The same as one JSON object on one line:
//   {"file", "dry_run", "catalogue_version", "rows_read", "rows_accounted",
//    "accepted": {"total", "new", "changed", "unchanged", "suppressed"},
//    "refused": {"total", "by_reason": {...}}, "faults": {"total", "by_reason": {...}},
//    "out_of_scope": {"total", "by_reason": {...}}, "duplicates", "not_sent",
//    "submissions": [{"organisation", "status", "submission_id", "new", "changed"}]}
std::string LoadReportJson(const LoadReport& report);

// The same as RFC 4180: outcome, reason, rows; the rows add up to the rows read.
void PrintLoadReportCsv(const LoadReport& report, const Console& console);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_LOAD_REPORT_H_
