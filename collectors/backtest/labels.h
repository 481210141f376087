#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_LABELS_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_LABELS_H_

#include <map>
#include <string>

namespace trustwatch::backtest {

// The labels of a series or an alert by name. Ordered, so that two with the same labels are equal.
using Labels = std::map<std::string, std::string>;

// The value of a label; empty if it is not there, as Prometheus has it.
inline std::string ValueOf(const Labels& labels, const std::string& name) {
  const auto found = labels.find(name);
  return found == labels.end() ? std::string() : found->second;
}

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_LABELS_H_
