#ifndef TRUSTWATCH_DAEMON_INGEST_RATIO_RULES_H_
#define TRUSTWATCH_DAEMON_INGEST_RATIO_RULES_H_

#include <cstddef>
#include <optional>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/rulebook.h"

// Rules of figures that are numerator and denominator. Pure; safe from any thread.
namespace trustwatch::ingest {

// How many decimals a value shows: the least d of 0 to 6 for which value x 10^d is whole, as far as
// a double can tell; 6 if none is.
int DecimalsOf(double value);

// Whether the catalogue lets a proportion be more than its whole: its maximum is above its scale. A
// bed that is lent while its patient is on leave is occupied twice.
bool MayPassWhole(const domain::Indicator& indicator);

// Says what is wrong with the numerator and the denominator. Returns what they give, scale x
// numerator / denominator, if they give anything. All numbers are finite.
std::optional<double> CheckParts(const IndicatorRules& rules, const domain::DraftNumber& draft,
                                 std::size_t row, Findings& findings);

// How a value stands to what its numerator and denominator give.
enum class RatioFit {
  kFits,      // it is that, rounded to as many decimals as it shows; half a unit of the last may be
              // missing either way
  kSlip,      // a percentage sent as a fraction, or the reverse
  kConflicts  // neither
};

// Says so unless it fits.
RatioFit CheckRatio(const IndicatorRules& rules, double value, double ratio, std::size_t row,
                    Findings& findings);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_RATIO_RULES_H_
