#ifndef TRUSTWATCH_COLLECTORS_CLI_FINDINGS_H_
#define TRUSTWATCH_COLLECTORS_CLI_FINDINGS_H_

#include <span>
#include <string>
#include <vector>

#include "collectors/cli/batch.h"
#include "collectors/cli/console.h"
#include "collectors/cli/table.h"
#include "collectors/sources/return_file.h"
#include "collectors/sources/source_row.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {

// What is wrong or doubtful, and where it stands in the file that a person can open and mend.
struct PlacedFinding {
  sources::Place place;
  std::string organisation;
  std::string indicator;
  std::string period;
  std::string breakdown;
  v1::Level level = v1::LEVEL_UNSPECIFIED;
  std::string reason;
  std::string field;
  std::string value;
  std::string message;
  std::string cure;
  std::string explanation;
};

// "what is wrong; what to do about it"; after a question, a sentence of its own.
std::string WithCure(const std::string& message, std::string cure);

// Where the field at fault of a row stands: the column that the layout has for it, else that of the
// figure.
sources::Place PlaceOf(const sources::SourceRow& row, sources::ReturnLayout layout,
                       const std::string& field);

// A finding of the daemon about the rows of `batch`. Rows that take part are named in the message.
PlacedFinding Placed(const v1::Finding& finding, const Batch& batch,
                     std::span<const sources::SourceRow> rows, sources::ReturnLayout layout);

// A cell that could not be read: refused, whatever it says.
PlacedFinding Placed(const sources::ShapeFault& fault);

// The facts of a finding as columns for programs.
std::vector<Column> FindingColumns();
std::vector<Cell> FindingCells(const PlacedFinding& finding);

// What and where, for people; the name of the file once above if there is only one.
void PrintFindings(std::span<const PlacedFinding> findings, const Console& console);

// One of them as a JSON object on one line, its keys the columns for programs.
std::string FaultJson(const PlacedFinding& fault);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_FINDINGS_H_
