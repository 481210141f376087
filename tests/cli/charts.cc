#include "tests/cli/charts.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::testing {
namespace {

v1::Period MonthAt(std::size_t index) {
  const int year = 2026 + static_cast<int>(index / 12);
  const auto month = static_cast<unsigned>(index % 12 + 1);
  const std::chrono::year_month_day_last end =
      std::chrono::year(year) / std::chrono::month(month) / std::chrono::last;
  return MonthOf(year, static_cast<int>(month), static_cast<int>(static_cast<unsigned>(end.day())));
}

}  // namespace

v1::GetChartResponse ChartOf(const std::vector<double>& values) {
  v1::GetChartResponse response;
  response.set_organisation_name("Anyshire");
  response.set_indicator_name("Bed days");
  response.set_direction(v1::DIRECTION_LOWER);
  v1::SeriesVerdict& series = *response.mutable_verdict();
  series.set_organisation("XA1");
  series.set_indicator("bed_days");
  series.set_span("P1M");
  series.set_unit("bed days");
  series.mutable_verdict()->set_chart(v1::CHART_KIND_XMR);
  series.mutable_verdict()->set_sentence("No change beyond chance.");
  for (std::size_t i = 0; i < values.size(); ++i) {
    v1::ChartPoint& point = *response.add_points();
    *point.mutable_period() = MonthAt(i);
    *point.mutable_value() = NumberOf(values[i]);
    point.set_plotted(values[i]);
    point.set_variation(v1::VARIATION_COMMON_CAUSE);
    point.mutable_lines()->set_mean(4);
    point.mutable_lines()->set_lower_limit(2);
    point.mutable_lines()->set_upper_limit(6);
    point.set_starts_process(i == 0);
  }
  return response;
}

v1::SeriesVerdict ConcernOf(const std::string& organisation, const std::string& indicator) {
  v1::SeriesVerdict series;
  series.set_organisation(organisation);
  series.set_indicator(indicator);
  series.set_span("P1M");
  series.set_unit("bed days");
  v1::Verdict& verdict = *series.mutable_verdict();
  verdict.set_variation(v1::VARIATION_CONCERN);
  verdict.set_assurance(v1::ASSURANCE_CONSISTENTLY_MISSED);
  verdict.set_target(3);
  verdict.set_latest_value(5.25);
  *verdict.mutable_latest() = MonthAt(3);
  verdict.mutable_signal()->set_rule(v1::RULE_RUN_ABOVE);
  verdict.mutable_signal()->set_variation(v1::VARIATION_CONCERN);
  *verdict.mutable_signal()->mutable_since() = MonthAt(0);
  verdict.mutable_signal()->set_point_count(7);
  verdict.mutable_lines()->set_mean(4);
  verdict.mutable_lines()->set_lower_limit(2);
  verdict.mutable_lines()->set_upper_limit(6);
  verdict.set_sentence("Concern, higher than expected.");
  return series;
}

}  // namespace trustwatch::testing
