#ifndef TRUSTWATCH_COLLECTORS_CLI_COMPARISON_VIEW_H_
#define TRUSTWATCH_COLLECTORS_CLI_COMPARISON_VIEW_H_

#include "collectors/cli/console.h"
#include "collectors/cli/table.h"
#include "trustwatch/v1/insight_service.pb.h"

// Organisations beside each other.
namespace trustwatch::cli {

// For people: the centre and how far chance reaches, a line for each organisation by its place,
// and the quartiles of each kind.
void PrintComparison(const v1::CompareOrganisationsResponse& response, const Console& console);

// For programs: a row for each organisation, by code.
Table ComparisonCsv(const v1::CompareOrganisationsResponse& response);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_COMPARISON_VIEW_H_
