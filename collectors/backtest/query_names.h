#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_QUERY_NAMES_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_QUERY_NAMES_H_

#include <set>
#include <string>
#include <string_view>

namespace trustwatch::backtest {

// Which series a query of Prometheus looks at.
struct QueryNames {
  std::set<std::string> metrics;
  bool has_nameless = false;  // a selector without a name, such as {org="RX4"}: nobody can tell
};

// Finds the metrics in a query that Prometheus has accepted. It knows of PromQL only where a name
// may stand, and evaluates nothing: strings, comments, matchers, ranges, lists of labels, functions
// and keywords are passed over. Pure.
QueryNames NamesIn(std::string_view query);

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_QUERY_NAMES_H_
