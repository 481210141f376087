#include "tests/support/definitions_builder.h"

#include <memory>
#include <string>
#include <string_view>

#include "daemon/base/check.h"
#include "daemon/domain/definitions.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {

using domain::Span;

domain::OdsCode Ods(std::string_view code) { return Value(domain::OdsCode::Parse(code)); }
domain::IndicatorId Id(std::string_view id) { return Value(domain::IndicatorId::Parse(id)); }
domain::Day DayOf(std::string_view iso) { return Value(domain::ParseDay(iso)); }
domain::Period PeriodOf(std::string_view text) { return Value(domain::Period::Parse(text)); }
domain::Slice SliceOf(std::string_view indicator) {
  return {.indicator = Id(indicator), .breakdown = "", .span = Span{}};
}

domain::Indicator CountIndicator(std::string_view id) {
  domain::Indicator indicator{.id = Id(id)};
  indicator.name = std::string(id);
  indicator.unit = "calls";
  indicator.kind = domain::IndicatorKind::kCount;
  indicator.integer = true;
  indicator.minimum = 0;
  indicator.spans = {Span{}};
  indicator.review_date = DayOf("2027-04-01");
  return indicator;
}

domain::Indicator PercentIndicator(std::string_view id) {
  domain::Indicator indicator = CountIndicator(id);
  indicator.unit = "percent";
  indicator.kind = domain::IndicatorKind::kProportion;
  indicator.integer = false;
  indicator.numerator = "seen in time";
  indicator.denominator = "all";
  indicator.scale = 100;
  indicator.maximum = 100;
  indicator.plausible = domain::PlausibleRange{.low = 40, .high = 100, .basis = "invented"};
  indicator.direction = domain::Direction::kHigher;
  return indicator;
}

DefinitionsBuilder::DefinitionsBuilder() {
  indicators = {CountIndicator("calls_offered"), CountIndicator("calls_answered"),
                PercentIndicator("seen_in_time")};
  indicators[2].spans = {Span{}, Span{.unit = Span::Unit::kMonths, .count = 3}};
  returns = {domain::Return{.id = "monthly",
                            .name = "Monthly return",
                            .owed_by = {"mental_health_trust"},
                            .items = {{Id("calls_offered"), Span{}},
                                      {Id("calls_answered"), Span{}},
                                      {Id("seen_in_time"), Span{}}}}};
  pair_rules = {domain::PairRule{.id = "answered_within_offered",
                                 .lesser = Id("calls_answered"),
                                 .greater = Id("calls_offered"),
                                 .message = "calls answered cannot be more than calls offered"}};
  for (const auto& [code, name] : {std::pair("XA1", "Anyshire"), std::pair("XB2", "Barsetshire"),
                                   std::pair("XC3", "Closedshire"), std::pair("XD4", "Dalemoor")}) {
    domain::Organisation organisation{.code = Ods(code)};
    organisation.names = {{name, std::nullopt}};
    organisation.kind = "mental_health_trust";
    organisation.region = "Invented North";
    organisation.icb = "Invented ICB";
    organisations.push_back(organisation);
  }
  organisations[2].closed = DayOf("2020-03-31");
  organisations[3].kind = "other_provider";
  for (const char* day : {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25",
                          "2026-08-31", "2026-12-25", "2026-12-28"}) {
    bank_holidays.push_back(DayOf(day));
  }
}

domain::Indicator& DefinitionsBuilder::Indicator(std::string_view id) {
  for (domain::Indicator& indicator : indicators) {
    if (indicator.id.text() == id) return indicator;
  }
  TRUSTWATCH_CHECK(false);
}

std::shared_ptr<const domain::Definitions> DefinitionsBuilder::Build() const {
  return std::make_shared<const domain::Definitions>(
      domain::Definitions{.version = version,
                          .digest = digest,
                          .catalogue = domain::Catalogue(indicators, returns, pair_rules),
                          .organisations = domain::Register(organisations, events),
                          .calendar = domain::Calendar(bank_holidays, 2026, 2026)});
}

}  // namespace trustwatch::testing
