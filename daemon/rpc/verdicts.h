#ifndef TRUSTWATCH_DAEMON_RPC_VERDICTS_H_
#define TRUSTWATCH_DAEMON_RPC_VERDICTS_H_

#include "absl/status/statusor.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/insight/verdict_reader.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "trustwatch/v1/insight_service.pb.h"
#include "trustwatch/v1/verdict.pb.h"

// Verdicts and charts, between the wire and the domain. Pure; safe from any thread.
namespace trustwatch::rpc {

// kInvalidArgument: TIME_MALFORMED (as_of), VARIATION_UNKNOWN, ASSURANCE_UNKNOWN.
absl::StatusOr<insight::VerdictFilter> ToDomain(const v1::StreamVerdictsRequest& request);
insight::SeriesName ToDomain(const v1::GetChartRequest& request);

v1::Variation ToProto(stats::Variation variation);
v1::Rule ToProto(stats::Label label);
// A line that does not exist is left unset.
void ToProto(const stats::Lines& lines, v1::ChartLines& out);
// What no figure can be below or above, for whoever shows the lines; unset if nothing is known.
void SetPossible(const history::Rules& rules, v1::ChartLines& out);
void ToProto(const history::SeriesVerdict& verdict, const history::Rules& rules, v1::Verdict& out);
void ToProto(const insight::VerdictView& view, v1::SeriesVerdict& out);
// All but the step changes.
void ToProto(const insight::ChartView& view, v1::GetChartResponse& out);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_VERDICTS_H_
