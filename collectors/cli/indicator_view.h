#ifndef TRUSTWATCH_COLLECTORS_CLI_INDICATOR_VIEW_H_
#define TRUSTWATCH_COLLECTORS_CLI_INDICATOR_VIEW_H_

#include "collectors/cli/console.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "trustwatch/v1/catalogue_service.pb.h"

// How indicators are shown. Pure but for the console.
namespace trustwatch::cli {

// A row for each indicator; for programs with a few facts more.
Table IndicatorsTable(const v1::ListIndicatorsResponse& response, Format format);

// All that is said of one indicator: a fact a row.
Table IndicatorFacts(const v1::Indicator& indicator);

// The same for people, facts that are not given left out.
void PrintIndicator(const v1::Indicator& indicator, const Console& console);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_INDICATOR_VIEW_H_
