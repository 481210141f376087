#include "tests/ingest/judge_fixture.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/period.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {

using domain::IndicatorKind;
using domain::Level;
using domain::PlausibleRange;

DefinitionsBuilder JudgeDefinitions() {
  DefinitionsBuilder builder;
  builder.Indicator("calls_offered").plausible =
      PlausibleRange{.low = 10, .high = 5000, .basis = "invented"};
  const auto add = [&builder](domain::Indicator indicator, bool is_owed = true) {
    if (is_owed) builder.returns[0].items.push_back({indicator.id, domain::Span{}});
    builder.indicators.push_back(std::move(indicator));
  };

  domain::Indicator bed_cost = PercentIndicator("bed_cost");
  bed_cost.official_ids = {"OAP-COST"};
  bed_cost.unit = "GBP per day";
  bed_cost.kind = IndicatorKind::kMoney;
  bed_cost.scale = 1;
  bed_cost.maximum.reset();
  bed_cost.plausible =
      PlausibleRange{.low = 200, .high = 1500, .basis = "invented", .outside = Level::kExplain};
  add(bed_cost);

  domain::Indicator share = PercentIndicator("share_out_of_area");
  share.unit = "ratio";
  share.scale = 1;
  share.maximum = 1;
  share.plausible = PlausibleRange{.low = 0, .high = 0.3, .basis = "invented"};
  add(share);

  domain::Indicator occupancy = PercentIndicator("bed_occupancy");
  occupancy.maximum = 200;
  occupancy.plausible = PlausibleRange{.low = 60, .high = 110, .basis = "invented"};
  add(occupancy);

  domain::Indicator score = CountIndicator("staff_score");
  score.unit = "score 0-10";
  score.kind = IndicatorKind::kScore;
  score.integer = false;
  score.maximum = 10;
  score.plausible =
      PlausibleRange{.low = 4, .high = 9, .basis = "invented", .outside = Level::kRefuse};
  add(score);

  domain::Indicator saved = CountIndicator("cost_saved");
  saved.unit = "GBP";
  saved.kind = IndicatorKind::kMoney;
  saved.integer = false;
  saved.minimum.reset();
  add(saved);

  add(CountIndicator("calls_abandoned"));
  builder.pair_rules.push_back({.id = "abandoned_within_offered",
                                .lesser = Id("calls_abandoned"),
                                .greater = Id("calls_offered"),
                                .level = Level::kExplain,
                                .message = "calls abandoned are usually calls offered"});
  add(CountIndicator("beds_open"), /*is_owed=*/false);
  add(CountIndicator("old_measure"), /*is_owed=*/false);
  builder.returns.push_back({.id = "old",
                             .name = "Old return",
                             .owed_by = {"mental_health_trust"},
                             .items = {{Id("old_measure"), domain::Span{}}},
                             .last_day = DayOf("2025-12-31")});
  constexpr domain::Span kQuarter{domain::Span::Unit::kMonths, 3};
  domain::Indicator quarterly = CountIndicator("quarterly");
  quarterly.spans = {kQuarter};
  add(quarterly, /*is_owed=*/false);
  builder.returns.push_back({.id = "quarters",
                             .name = "Quarterly return",
                             .owed_by = {"mental_health_trust"},
                             .items = {{Id("quarterly"), kQuarter}},
                             .every_months = 3});

  domain::Organisation newcomer{.code = Ods("XN5")};
  newcomer.names = {{"Newshire", std::nullopt}};
  newcomer.kind = "mental_health_trust";
  newcomer.opened = DayOf("2026-03-01");
  builder.organisations.push_back(newcomer);
  return builder;
}

}  // namespace trustwatch::testing
