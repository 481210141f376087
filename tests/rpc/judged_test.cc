#include "daemon/rpc/judged.h"

#include <map>
#include <string>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/receipt.h"
#include "daemon/ingest/submitter.h"
#include "daemon/telemetry/telemetry.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "prometheus/metric_family.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/fake_clock.h"

namespace trustwatch::rpc {
namespace {

using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

// The counters of a family by their label values, in order of label names: "refuse/TOO_LOW".
std::map<std::string, double> CountersOf(const telemetry::Telemetry& telemetry,
                                         const std::string& family_name) {
  std::map<std::string, double> counters;
  for (const prometheus::MetricFamily& family : telemetry.Collect()) {
    if (family.name != family_name) continue;
    for (const auto& metric : family.metric) {
      std::string key;
      for (const auto& label : metric.label) key += (key.empty() ? "" : "/") + label.value;
      if (metric.counter.value > 0) counters[key] = metric.counter.value;
    }
  }
  return counters;
}

ingest::Reply SomeReply() {
  return {.outcome = domain::Outcome::kPartlyAccepted,
          .receipt = domain::Receipt{.organisation = trustwatch::testing::Ods("XA1"),
                                     .new_count = 2,
                                     .changed_count = 1,
                                     .unchanged_count = 4},
          .findings = {{.level = domain::Level::kRefuse, .reason = "TOO_LOW"},
                       {.level = domain::Level::kRefuse, .reason = "TOO_LOW"},
                       {.level = domain::Level::kWarn, .reason = "TOO_LOW"},
                       {.level = domain::Level::kExplain, .reason = "ODD"}}};
}

TEST(CountJudged, FindingsAreCountedByLevelAndReason) {
  const testing::FakeClock clock;
  telemetry::Telemetry telemetry("test", clock);
  CountJudged(SomeReply(), {.organisation = "XA1"}, telemetry);
  EXPECT_THAT(CountersOf(telemetry, "trustwatch_findings_total"),
              UnorderedElementsAre(Pair("refuse/TOO_LOW", 2), Pair("warn/TOO_LOW", 1),
                                   Pair("explain/ODD", 1)));
}

TEST(CountJudged, AnInstantIsKeptForTheOrganisation) {
  const testing::FakeClock clock;
  telemetry::Telemetry telemetry("test", clock);
  telemetry.OrganisationsAre({"XA1", "XB2"});
  CountJudged(SomeReply(), {.organisation = "XA1"}, telemetry);
  CountJudged(SomeReply(), {.organisation = "XB2", .dry_run = true}, telemetry);
  for (const prometheus::MetricFamily& family : telemetry.Collect()) {
    if (family.name != "trustwatch_submission_last_accepted_timestamp_seconds") continue;
    ASSERT_EQ(family.metric.size(), 1U);
    EXPECT_EQ(family.metric[0].label[0].value, "XA1");
    // Noon of 1 July 2026: 20,635 days after 1970-01-01 and half a day.
    EXPECT_EQ(family.metric[0].gauge.value, 20'635 * 86'400 + 43'200);
    return;
  }
  FAIL() << "no instant";
}

TEST(CountJudged, ARetryCountsNothing) {
  const testing::FakeClock clock;
  telemetry::Telemetry telemetry("test", clock);
  ingest::Reply retry = SomeReply();
  retry.is_retry = true;
  CountJudged(retry, {.organisation = "XA1"}, telemetry);
  EXPECT_THAT(CountersOf(telemetry, "trustwatch_findings_total"), IsEmpty());
  EXPECT_THAT(CountersOf(telemetry, "trustwatch_submissions_total"), IsEmpty());
}

}  // namespace
}  // namespace trustwatch::rpc
