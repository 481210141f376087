#ifndef TRUSTWATCH_DAEMON_INSIGHT_COUNTED_H_
#define TRUSTWATCH_DAEMON_INSIGHT_COUNTED_H_

#include <optional>
#include <string>
#include <string_view>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/stats/rank.h"

// Of which figures it is known what chance does to them. Pure.
namespace trustwatch::insight {

// What the indicator's figures are counts of. Absent for those whose spread by chance numerator and
// denominator do not tell; nullptr, an indicator that left the catalogue, is one of them.
std::optional<stats::UnitKind> CountedAs(const domain::Indicator* indicator);

// Why it is absent, for people: "Calls offered has no denominator, so ...".
std::string WhyNotCounted(const domain::Indicator* indicator);

// The number by which a value is compared; absent if there is none. A nil return of an indicator of
// which nil is zero is 0, without numerator and denominator.
std::optional<domain::Number> ComparedNumber(const std::optional<domain::Value>& value,
                                             const domain::Indicator* indicator);

// Why the value has no numerator and denominator that can be compared as `kind`, for people: "its
// figure is withheld". Empty if it has.
std::string_view WhyNotCounted(const std::optional<domain::Value>& value, stats::UnitKind kind);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_COUNTED_H_
