#include "daemon/rpc/tendency.h"

#include <cstdint>

#include "daemon/history/grid.h"
#include "daemon/history/rules.h"
#include "daemon/history/tendency.h"
#include "daemon/rpc/values.h"
#include "daemon/rpc/verdicts.h"
#include "daemon/stats/lasting_drift.h"
#include "daemon/stats/trajectory.h"
#include "trustwatch/v1/insight_service.pb.h"
#include "trustwatch/v1/verdict.pb.h"

namespace trustwatch::rpc {
namespace {

v1::Course ProtoOf(stats::Course course) {
  switch (course) {
    case stats::Course::kNoTarget:
      return v1::COURSE_UNSPECIFIED;
    case stats::Course::kTooFew:
      return v1::COURSE_TOO_FEW;
    case stats::Course::kMet:
      return v1::COURSE_MET;
    case stats::Course::kLeaving:
      return v1::COURSE_LEAVING;
    case stats::Course::kMovingAway:
      return v1::COURSE_MOVING_AWAY;
    case stats::Course::kNoTrend:
      return v1::COURSE_NO_TREND;
    case stats::Course::kTooFar:
      return v1::COURSE_TOO_FAR;
    case stats::Course::kArrives:
      return v1::COURSE_ARRIVES;
  }
  return v1::COURSE_UNSPECIFIED;
}

void Fill(const history::Tendency::FoundDrift& found, const history::Timeline& timeline,
          const history::Rules& rules, v1::LastingDrift& out) {
  ToProto(timeline.PeriodAt(found.drift.since), *out.mutable_since());
  out.set_variation(ToProto(stats::VariationOf(found.drift.drift, rules.better)));
  out.set_shift(found.drift.shift);
  out.set_mean(found.centre);
  out.set_baseline_count(static_cast<std::int32_t>(stats::kDriftBaselinePoints));
  out.set_point_count(static_cast<std::int32_t>(found.drift.points));
}

void Fill(const stats::Trajectory& trajectory, const history::Timeline& timeline,
          v1::Trajectory& out) {
  out.set_course(ProtoOf(trajectory.course));
  ToProto(timeline.PeriodAt(trajectory.first), *out.mutable_window_first());
  ToProto(timeline.PeriodAt(trajectory.first + trajectory.rows - 1), *out.mutable_window_last());
  out.set_point_count(static_cast<std::int32_t>(trajectory.points));
  if (trajectory.trend) {
    out.set_has_trend(trajectory.trend->significant);
    out.set_slope(trajectory.trend->slope);
    out.set_slope_lowest(trajectory.trend->slope_lowest);
    out.set_slope_highest(trajectory.trend->slope_highest);
    out.set_level(trajectory.level);
  }
  const auto set = [&timeline](const auto& position, auto&& period) {
    if (position) ToProto(timeline.PeriodAt(*position), *period());
  };
  set(trajectory.expected, [&out] { return out.mutable_expected(); });
  set(trajectory.earliest, [&out] { return out.mutable_earliest(); });
  set(trajectory.latest, [&out] { return out.mutable_latest(); });
}

}  // namespace

void ToProto(const history::Tendency& tendency, const history::Rules& rules,
             v1::GetChartResponse& out) {
  if (tendency.drift) {
    v1::LastingDrift& drift = *out.mutable_lasting_drift();
    Fill(*tendency.drift, tendency.timeline, rules, drift);
    drift.set_sentence(history::DriftSentence(tendency, rules));
  }
  if (tendency.trajectory) {
    v1::Trajectory& trajectory = *out.mutable_trajectory();
    Fill(*tendency.trajectory, tendency.timeline, trajectory);
    if (tendency.target) trajectory.set_target(*tendency.target);
    trajectory.set_sentence(history::TrajectorySentence(tendency, rules));
  }
}

}  // namespace trustwatch::rpc
