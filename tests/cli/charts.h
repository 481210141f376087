#ifndef TRUSTWATCH_TESTS_CLI_CHARTS_H_
#define TRUSTWATCH_TESTS_CLI_CHARTS_H_

#include <string>
#include <vector>

#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::testing {

// Answers as a daemon gives them, of an invented trust.

// The chart of so many months from January 2026 on: mean 4, limits 2 and 6, common cause.
v1::GetChartResponse ChartOf(const std::vector<double>& values);

// "Concern" at the latest period, April 2026, by a run since January, above a mean of 4; the target
// of 3 is missed.
v1::SeriesVerdict ConcernOf(const std::string& organisation, const std::string& indicator);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_CLI_CHARTS_H_
