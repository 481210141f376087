#include "daemon/http/timed_exposition.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::http {
namespace {

using samples::Label;
using samples::Sample;

TEST(TimedExposition, AHeadForEachFamilyAndALineForEachSample) {
  TimedExposition exposition;
  std::string text;
  const std::vector<Label> mean = {{"__name__", "trustwatch_indicator_mean"}, {"org", "A\"1"}};
  const std::vector<Label> up = {{"__name__", "trustwatch_history_up"}};
  const std::vector<Sample> samples = {
      {1'769'947'200'000, 62.5}, {1'772'366'400'001, -1}, {-1'500, 0}};
  exposition.Append({.labels = mean, .samples = samples}, text);
  exposition.Append({.labels = mean, .samples = {}}, text);
  exposition.Append({.labels = up, .samples = {samples.data(), 1}}, text);
  TimedExposition::AppendEnd(text);
  EXPECT_EQ(
      text,
      "# HELP trustwatch_indicator_mean The mean of the process that each period belongs to, "
      "in the indicator's unit.\n"
      "# TYPE trustwatch_indicator_mean gauge\n"
      "trustwatch_indicator_mean{org=\"A\\\"1\"} 62.5 1769947200\n"
      "trustwatch_indicator_mean{org=\"A\\\"1\"} -1 1772366400.001\n"
      "trustwatch_indicator_mean{org=\"A\\\"1\"} 0 -1.500\n"
      "# HELP trustwatch_history_up Always 1. Absent means that history cannot be read: alert "
      "on that.\n"
      "# TYPE trustwatch_history_up gauge\n"
      "trustwatch_history_up 62.5 1769947200\n"
      "# EOF\n");
}

}  // namespace
}  // namespace trustwatch::http
