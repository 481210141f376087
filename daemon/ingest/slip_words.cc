#include "daemon/ingest/slip_words.h"

#include <string>
#include <string_view>

#include "daemon/domain/catalogue.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/ingest/text.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

std::string SlipCure(double meant, domain::Level level) {
  return fmt::format("send {}{}", Figure(meant),
                     level == domain::Level::kRefuse
                         ? ""
                         : "; if the value is right, say why in the row's explanation");
}

}  // namespace

Words FractionForPercent(const IndicatorRules& rules, double value, domain::Level level,
                         std::string_view because) {
  return {.reason = "PERCENT_GIVEN_AS_FRACTION",
          .field = "value.number.value",
          .value = fmt::format("{}", value),
          .message = fmt::format("value {} looks like a fraction, and {} is in percent: {}", value,
                                 rules.indicator->id.text(), because),
          .cure = SlipCure(100 * value, level)};
}

Words PercentForFraction(const IndicatorRules& rules, double value, domain::Level level,
                         std::string_view because) {
  return {.reason = "FRACTION_GIVEN_AS_PERCENT",
          .field = "value.number.value",
          .value = fmt::format("{}", value),
          .message = fmt::format("value {} looks like a percentage, and {} is a fraction of 1: {}",
                                 value, rules.indicator->id.text(), because),
          .cure = SlipCure(value / 100, level)};
}

}  // namespace trustwatch::ingest
