#ifndef TRUSTWATCH_DAEMON_INGEST_VALUE_RULES_H_
#define TRUSTWATCH_DAEMON_INGEST_VALUE_RULES_H_

#include <cstddef>
#include <optional>

#include "daemon/domain/draft.h"
#include "daemon/domain/value.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/rulebook.h"

namespace trustwatch::ingest {

// False, and says so, if a part of the number is infinite or not a number. Pure; safe from any
// thread.
bool CheckFinite(const domain::DraftNumber& draft, std::size_t row, Findings& findings);

// Judges a figure by itself: is it finite and whole, within its limits and its plausible range, and
// does it follow from its numerator and denominator. Computes the value where only those are given.
// Absent if there is no figure to speak of; a figure that is returned may have been refused too.
// Pure; safe from any thread.
std::optional<domain::Number> CheckNumber(const IndicatorRules& rules,
                                          const domain::DraftNumber& draft, std::size_t row,
                                          Findings& findings);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_VALUE_RULES_H_
