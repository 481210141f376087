#ifndef TRUSTWATCH_DAEMON_HISTORY_DISCLOSURE_H_
#define TRUSTWATCH_DAEMON_HISTORY_DISCLOSURE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/history/series_figures.h"

// Figures as anybody may see them: those about few people are hidden, others rounded, as NHS
// England publishes them (mental-health-monthly-statistics, count_suppression: under 5 becomes *,
// others go to the nearest 5; a percentage, rate or mean becomes * where its numerator is hidden,
// else it loses its decimals). The indicator's domain::SmallNumbers says the numbers. All functions
// are pure.
//
// Hidden first (domain::Suppressed):
// - a count under `hide_under`, 0 and a nil return too unless `show_zero`. The published files hide
//   0, and a 0 that is shown says of a hidden figure that it is not one;
// - a proportion or rate whose numerator or denominator is, and any other figure whose denominator
//   is; a figure that came without them is taken to be about enough people, unless it is 0;
// - a proportion, rate or sum of money that would be shown as 0, unless `show_zero`.
//
// Hidden second, because a total and its parts show together: a breakdown is a dimension and a part
// of it, "age:under18". Of one dimension and period,
// - all parts of a hidden total, which is the whole or, of "age:under18:sex:f", "age:under18";
// - where a part is hidden, the smallest shown ones too, until two different counts are hidden.
//   Equal ones go together. So the rule depends on the counts and never on which part has which:
//   exchange two hidden ones, and everybody sees the same. No hidden count can be told from what is
//   shown, not even by somebody who knows this rule.
//
// Other indicators, spans and periods are not compared. What a number was computed from is not
// disclosed, so a disclosed series has no ratios. Missing and not applicable stay as they are.
//
// Organisations are compared by what is shown of the whole of a proportion or rate
// (SeriesFigures::ComparedAt): the denominator to the nearest kDenominatorStep, and as numerator
// what the shown number makes of it. There is none of a figure that is hidden, nor where the
// rounded denominator is under `hide_under`.
//
// Disclosing what is disclosed changes nothing, and nothing that was hidden is ever shown.
namespace trustwatch::history {

// How the figures of an indicator are disclosed.
enum class Disclosure : std::uint8_t {
  kAsTheyStand,  // it has no rule
  kByRule,
  kNot,  // it left the catalogue, and nobody knows its rule: every number and nil return is hidden
};
// nullptr: it left the catalogue.
Disclosure DisclosureOf(const domain::Indicator* indicator);

// Denominators are told to the nearest multiple of this: percentages are published beside counts
// that are rounded so.
inline constexpr int kDenominatorStep = 5;

// A number of the whole as it is shown: what the shown number itself gives.
double ShownNumber(const domain::Indicator& indicator, double value);

// One series of those that have an indicator and a span in common.
struct FamilySeries {
  std::string breakdown;  // empty for the whole
  SeriesFigures figures;
};

// Discloses all series that an organisation has of one indicator and span, each breakdown once, in
// any order; the order stays. `indicator` may be nullptr. About 30 ns a figure of the whole alone,
// 200 with breakdowns.
void Disclose(const domain::Indicator* indicator, std::vector<FamilySeries>& family);

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_DISCLOSURE_H_
