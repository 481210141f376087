#ifndef TRUSTWATCH_TESTS_HISTORY_FAMILY_BUILDER_H_
#define TRUSTWATCH_TESTS_HISTORY_FAMILY_BUILDER_H_

#include <string>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/history/disclosure.h"

namespace trustwatch::testing {

// A count with a rule.
domain::Indicator HiddenCount(const domain::SmallNumbers& rule);
// A proportion with a rule.
domain::Indicator HiddenPercent(const domain::SmallNumbers& rule);

// 100 x numerator / denominator, with both.
domain::Value Percent(double numerator, double denominator);

// One breakdown of a family, and its values in months that follow one another.
struct FamilyRow {
  std::string breakdown;
  std::vector<domain::Value> values;
};
std::vector<history::FamilySeries> FamilyOf(const std::vector<FamilyRow>& rows);

// Each series in a line: "age:under18: 10 * nil - ?", where * is suppressed, - not applicable and ?
// missing.
std::vector<std::string> Tell(const std::vector<history::FamilySeries>& family);

// What is shown of it.
std::vector<std::string> Shown(const domain::Indicator& indicator,
                               const std::vector<FamilyRow>& rows);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_HISTORY_FAMILY_BUILDER_H_
