#ifndef TRUSTWATCH_COLLECTORS_CLI_VERDICTS_VIEW_H_
#define TRUSTWATCH_COLLECTORS_CLI_VERDICTS_VIEW_H_

#include <string>

#include "collectors/cli/table.h"
#include "trustwatch/v1/insight_service.pb.h"

// Verdicts in a table. Pure.
namespace trustwatch::cli {

// For programs: everything that a verdict says.
Table VerdictsCsv();
void AddToVerdictsCsv(const v1::SeriesVerdict& series, Table& table);

// For people: a line for each series, and how many say what.
class VerdictsSummary {
 public:
  VerdictsSummary();

  void Add(const v1::SeriesVerdict& series);
  const Table& table() const { return table_; }
  // "3 series: 1 concern, 2 ordinary"
  std::string CountsText() const;

 private:
  Table table_;
  int concerns_ = 0;
  int improvements_ = 0;
  int changes_ = 0;
  int ordinary_ = 0;
};

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_VERDICTS_VIEW_H_
