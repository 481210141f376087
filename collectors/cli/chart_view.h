#ifndef TRUSTWATCH_COLLECTORS_CLI_CHART_VIEW_H_
#define TRUSTWATCH_COLLECTORS_CLI_CHART_VIEW_H_

#include <string>

#include "collectors/cli/table.h"
#include "daemon/chart/chart_input.h"
#include "trustwatch/v1/insight_service.pb.h"

// A chart as the daemon judged it, ready to be drawn or read by programs. Pure.
namespace trustwatch::cli {

// Figures, lines and processes as they came, but that no limit lies where no figure can; nothing is
// judged again. Drift and trajectory are remarks. Step changes and events of
// the register are notes at the first period that ends on their day or later. What is no finite
// number is left out. The API says of the latest process alone whether its limits are firm; those
// of an earlier one are drawn as firm where it has as many figures as NHS England asks for.
chart::ChartInput ToChartInput(const v1::GetChartResponse& response);

// "RX4 followup_72h", with the breakdown if there is one.
std::string SeriesName(const v1::SeriesVerdict& series);

// A row for each period, with the limits as they are.
Table ChartCsv(const v1::GetChartResponse& response);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_CHART_VIEW_H_
