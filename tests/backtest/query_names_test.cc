#include "collectors/backtest/query_names.h"

#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::backtest {
namespace {

struct QueryNamesCase {
  std::string query;
  std::set<std::string> metrics;
  bool has_nameless = false;
};

TEST(QueryNamesTest, FindsTheMetricsAndNothingElse) {
  const std::vector<QueryNamesCase> cases = {
      {"up", {"up"}},
      {R"(up{job="trustwatchd"} == 0 or absent(up{job="x"}))", {"up"}},
      {"time() - trustwatch_latest_end > 5 * 86400", {"trustwatch_latest_end"}},
      {"sum by (org, region) (a_total{kind=~\"up|b{c}\"}) unless on (org) c", {"a_total", "c"}},
      {"max without(org) (trustwatch:change) * on (org) group_left (region) d",
       {"trustwatch:change", "d"}},
      {"sum(rate(e_total[5m])) by (job)", {"e_total"}},
      {"last_over_time(f{x='}'}[1d:1h] offset 1w @ start()) >= bool 1e3", {"f"}},
      {"g # h is no metric\n and i", {"g", "i"}},
      {"count_values(\"version\", j) + Inf - NaN + 0x1F", {"j"}},
      {R"(label_replace(k, "to", "$1", "from", "(.*)\"l"))", {"k"}},
      {"k {x=\"y\"}", {"k"}},
      {"topk(3, m) ATAN2 n", {"m", "n"}},
      {"vector(1)", {}},
      {R"({org="RX4"})", {}, true},
      {R"(o or {__name__=~"p.*"})", {"o"}, true},
      {"", {}}};
  for (const QueryNamesCase& it : cases) {
    const QueryNames names = NamesIn(it.query);
    EXPECT_EQ(names.metrics, it.metrics) << it.query;
    EXPECT_EQ(names.has_nameless, it.has_nameless) << it.query;
  }
}

// Prometheus refuses these before we see them; they must not end the program all the same.
TEST(QueryNamesTest, WhatIsCutOffIsReadToItsEnd) {
  for (const char* query : {"a{", "a{b=\"", "a[", "sum by (", "'", "a{b='\\", "by"}) NamesIn(query);
}

}  // namespace
}  // namespace trustwatch::backtest
