#ifndef TRUSTWATCH_TESTS_SUPPORT_DEFINITIONS_BUILDER_H_
#define TRUSTWATCH_TESTS_SUPPORT_DEFINITIONS_BUILDER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/definitions.h"

namespace trustwatch::testing {

domain::OdsCode Ods(std::string_view code);
domain::IndicatorId Id(std::string_view id);
domain::Day DayOf(std::string_view iso);            // 2026-04-30
domain::Period PeriodOf(std::string_view text);     // 2026-04, or first..last
domain::Slice SliceOf(std::string_view indicator);  // the whole, over a month

// A count over a month that every mental_health_trust owes, with nothing else said.
domain::Indicator CountIndicator(std::string_view id);
// A percentage of 0 to 100 with numerator and denominator, over a month, plausible 40 to 100.
domain::Indicator PercentIndicator(std::string_view id);

// Small invented definitions, version "test-1", that a test changes before it builds. At first:
// indicators calls_offered and calls_answered (counts; a pair rule refuses more answered than
// offered) and seen_in_time (percent, also over P3M); return "monthly" (every mental_health_trust,
// all three, months, due on working day 10); organisations XA1 "Anyshire" and XB2 "Barsetshire"
// (mental_health_trust, open), XC3 "Closedshire" (mental_health_trust, closed 2020-03-31) and XD4
// "Dalemoor" (other_provider, owes nothing); the bank holidays of England for 2026.
struct DefinitionsBuilder {
  DefinitionsBuilder();

  std::string version = "test-1";
  std::string digest = std::string(64, 'd');
  std::vector<domain::Indicator> indicators;
  std::vector<domain::Return> returns;
  std::vector<domain::PairRule> pair_rules;
  std::vector<domain::Organisation> organisations;
  std::vector<domain::RegisterEvent> events;
  std::vector<domain::Day> bank_holidays;

  domain::Indicator& Indicator(std::string_view id);  // the one of that id, to be changed
  std::shared_ptr<const domain::Definitions> Build() const;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_SUPPORT_DEFINITIONS_BUILDER_H_
