#ifndef TRUSTWATCH_COLLECTORS_CLI_SERIES_VIEW_H_
#define TRUSTWATCH_COLLECTORS_CLI_SERIES_VIEW_H_

#include "collectors/cli/console.h"
#include "collectors/cli/table.h"
#include "trustwatch/v1/series_service.pb.h"

// How series are shown. Pure but for the console.
namespace trustwatch::cli {

// A heading and a row for each point; with `revisions` a row for each revision, newest marked.
void PrintSeries(const v1::Series& series, bool revisions, const Console& console);

// For programs: a row for each point or, with `revisions`, for each revision.
Table SeriesCsv();
void AddToCsv(const v1::Series& series, bool revisions, Table& table);

// A row for each series: how many points, the first and the last, the latest value.
Table SeriesSummary();
void AddToSummary(const v1::Series& series, Table& table);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_SERIES_VIEW_H_
