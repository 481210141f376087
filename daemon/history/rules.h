#ifndef TRUSTWATCH_DAEMON_HISTORY_RULES_H_
#define TRUSTWATCH_DAEMON_HISTORY_RULES_H_

#include <optional>
#include <string>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/stats/assurance.h"

namespace trustwatch::history {

// What standards ask for on a day.
struct TargetInForce {
  std::optional<double> target;
  std::optional<domain::Day> since;  // the same on every day from this one; absent: from the first
};

// What the catalogue says of judging the series of one slice. Borrows the indicator, which may be
// nullptr: one that left the catalogue is judged by XmR, and neither way is better.
struct Rules {
  const domain::Indicator* indicator = nullptr;
  domain::Span span;
  domain::ChartKind chart = domain::ChartKind::kXmr;
  stats::Better better = stats::Better::kNeither;
  bool nil_is_zero = false;
  double scale = 0;
  // A standard is a level of the whole over the indicator's usual span. Of a proportion, rate,
  // duration or score it is that of every part and span too; of an amount it is not.
  bool has_standards = false;

  // The level that the newest standard in force on a day asks for; absent if none does.
  std::optional<double> TargetOn(domain::Day last_day) const;
  // The same, and since when.
  TargetInForce TargetInForceOn(domain::Day last_day) const;
};

Rules RulesOf(const domain::Catalogue& catalogue, const domain::Slice& slice);

// "%" for percent, else the unit after a blank; nothing for an indicator that left the catalogue.
std::string UnitWords(const domain::Indicator* indicator);
// What none of its figures can be below or above; absent if nothing is known of that.
std::optional<double> LowestOf(const domain::Indicator* indicator);
std::optional<double> HighestOf(const domain::Indicator* indicator);
// Of numbers that are shown beside its figures.
int DecimalsOf(const domain::Indicator* indicator);

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_RULES_H_
