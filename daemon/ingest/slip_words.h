#ifndef TRUSTWATCH_DAEMON_INGEST_SLIP_WORDS_H_
#define TRUSTWATCH_DAEMON_INGEST_SLIP_WORDS_H_

#include <string_view>

#include "daemon/domain/catalogue.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/rulebook.h"

// The commonest slip of all, in words. Pure; safe from any thread.
namespace trustwatch::ingest {

// 0.625 where 62.5 is meant. `because`: how we know.
Words FractionForPercent(const IndicatorRules& rules, double value, domain::Level level,
                         std::string_view because);

// 62.5 where 0.625 is meant.
Words PercentForFraction(const IndicatorRules& rules, double value, domain::Level level,
                         std::string_view because);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_SLIP_WORDS_H_
