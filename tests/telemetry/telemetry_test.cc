#include "daemon/telemetry/telemetry.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "prometheus/client_metric.h"
#include "prometheus/metric_family.h"
#include "prometheus/metric_type.h"
#include "tests/support/fake_clock.h"

namespace trustwatch::telemetry {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;
using Labels = std::map<std::string, std::string>;

std::optional<prometheus::ClientMetric> Find(const Telemetry& telemetry, const std::string& name,
                                             const Labels& labels) {
  for (const auto& family : telemetry.Collect()) {
    if (family.name != name) continue;
    for (const auto& metric : family.metric) {
      Labels found;
      for (const auto& label : metric.label) found[label.name] = label.value;
      if (found == labels) return metric;
    }
  }
  return std::nullopt;
}

std::optional<double> CounterOf(const Telemetry& telemetry, const std::string& name,
                                const Labels& labels) {
  const auto metric = Find(telemetry, name, labels);
  return metric ? std::optional(metric->counter.value) : std::nullopt;
}

std::optional<double> GaugeOf(const Telemetry& telemetry, const std::string& name,
                              const Labels& labels) {
  const auto metric = Find(telemetry, name, labels);
  return metric ? std::optional(metric->gauge.value) : std::nullopt;
}

struct TelemetryTest : public ::testing::Test {
  testing::FakeClock clock;
};

TEST_F(TelemetryTest, ACallIsInFlightUntilItEnds) {
  Telemetry telemetry("1.2.3", clock);
  const Labels labels = {{"service", "SubmissionService"}, {"method", "Submit"}};
  telemetry.RpcStarted("SubmissionService", "Submit");
  telemetry.RpcStarted("SubmissionService", "Submit");
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_rpc_in_flight", labels), Optional(2));
  telemetry.RpcFinished("SubmissionService", "Submit", "OK", absl::Milliseconds(3));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_rpc_in_flight", labels), Optional(1));
  Labels with_code = labels;
  with_code["code"] = "OK";
  EXPECT_THAT(CounterOf(telemetry, "trustwatch_rpc_requests_total", with_code), Optional(1));
}

TEST_F(TelemetryTest, ACallFallsIntoItsBucketInSeconds) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.RpcStarted("S", "M");
  telemetry.RpcFinished("S", "M", "OK", absl::Milliseconds(3));
  const auto metric = Find(telemetry, "trustwatch_rpc_request_duration_seconds",
                           {{"service", "S"}, {"method", "M"}});
  ASSERT_TRUE(metric);
  EXPECT_EQ(metric->histogram.sample_count, 1U);
  EXPECT_EQ(metric->histogram.sample_sum, 0.003);
  for (const auto& bucket : metric->histogram.bucket) {
    EXPECT_EQ(bucket.cumulative_count, bucket.upper_bound >= 0.003 ? 1U : 0U) << bucket.upper_bound;
  }
  EXPECT_TRUE(std::isinf(metric->histogram.bucket.back().upper_bound));
}

TEST_F(TelemetryTest, OnlyRecordedObservationsAreCounted) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.SubmissionJudged({.outcome = "accepted", .observations = 50});
  telemetry.SubmissionJudged({.outcome = "partly_accepted", .observations = 7});
  telemetry.SubmissionJudged({.outcome = "accepted", .dry_run = true, .observations = 1'000});
  telemetry.SubmissionJudged({.outcome = "refused", .observations = 20});
  EXPECT_THAT(CounterOf(telemetry, "trustwatch_observations_total", {}), Optional(57));
  EXPECT_THAT(CounterOf(telemetry, "trustwatch_submissions_total",
                        {{"outcome", "accepted"}, {"dry_run", "true"}}),
              Optional(1));
}

constexpr char kAccepted[] = "trustwatch_submission_last_accepted_timestamp_seconds";
constexpr char kRefused[] = "trustwatch_submission_last_refused_timestamp_seconds";

TEST_F(TelemetryTest, TheLastSubmissionsOfAnOrganisationHaveTheirInstants) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.OrganisationsAre({"RX4", "RTV"});
  clock.Set(absl::FromUnixSeconds(1'000));
  telemetry.SubmissionJudged({.organisation = "RX4", .outcome = "refused"});
  EXPECT_FALSE(Find(telemetry, kAccepted, {{"org", "RX4"}})) << "it never happened";
  clock.Set(absl::FromUnixSeconds(2'000));
  telemetry.SubmissionJudged({.organisation = "RX4", .outcome = "partly_accepted"});
  telemetry.SubmissionJudged({.organisation = "RTV", .outcome = "accepted"});
  clock.Set(absl::FromUnixSeconds(3'000));
  telemetry.SubmissionJudged({.organisation = "RX4", .outcome = "refused", .dry_run = true});
  telemetry.SubmissionJudged({.organisation = "RTV", .outcome = "accepted", .dry_run = true});
  EXPECT_THAT(GaugeOf(telemetry, kRefused, {{"org", "RX4"}}), Optional(1'000));
  EXPECT_THAT(GaugeOf(telemetry, kAccepted, {{"org", "RX4"}}), Optional(2'000));
  EXPECT_THAT(GaugeOf(telemetry, kAccepted, {{"org", "RTV"}}), Optional(2'000));
  EXPECT_FALSE(Find(telemetry, kRefused, {{"org", "RTV"}}));
}

TEST_F(TelemetryTest, OnlyOrganisationsOfTheRegisterHaveInstants) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.SubmissionJudged({.organisation = "RX4", .outcome = "accepted"});
  telemetry.OrganisationsAre({"RX4", "RTV"});
  EXPECT_FALSE(Find(telemetry, kAccepted, {{"org", "RX4"}})) << "nobody knew it then";
  telemetry.SubmissionJudged({.organisation = "ZZ9", .outcome = "accepted"});
  EXPECT_FALSE(Find(telemetry, kAccepted, {{"org", "ZZ9"}}));
  telemetry.SubmissionJudged({.organisation = "RX4", .outcome = "accepted"});
  telemetry.SubmissionJudged({.organisation = "RTV", .outcome = "refused"});
  telemetry.OrganisationsAre({"RTV", "RX5"});
  EXPECT_FALSE(Find(telemetry, kAccepted, {{"org", "RX4"}})) << "it left the register";
  EXPECT_TRUE(Find(telemetry, kRefused, {{"org", "RTV"}}));
}

TEST_F(TelemetryTest, UpkeepIsAskedAtEveryScrape) {
  Telemetry telemetry("1.2.3", clock);
  EXPECT_FALSE(Find(telemetry, "trustwatch_backup_interval_seconds", {}));
  telemetry.SetUpkeepGauges([] {
    return UpkeepGauges{.backups = BackupGauges{.interval = absl::Hours(24)}, .certificates = {}};
  });
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_backup_interval_seconds", {}), Optional(86'400));
  EXPECT_FALSE(Find(telemetry, "trustwatch_backup_last_success_timestamp_seconds", {}));
  EXPECT_FALSE(Find(telemetry, "trustwatch_backup_last_size_bytes", {}));
  EXPECT_FALSE(Find(telemetry, "trustwatch_certificate_unreadable", {}));
  telemetry.SetUpkeepGauges([] {
    return UpkeepGauges{.backups = BackupGauges{.interval = absl::Minutes(1),
                                                .last_success = absl::FromUnixSeconds(5'000),
                                                .last_size_bytes = 4'096},
                        .certificates = {{.file = "a.pem", .expires = absl::FromUnixSeconds(9'000)},
                                         {.file = "b.pem", .expires = std::nullopt}}};
  });
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_backup_last_success_timestamp_seconds", {}),
              Optional(5'000));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_backup_last_size_bytes", {}), Optional(4'096));
  const std::string expiry = "trustwatch_certificate_expiry_timestamp_seconds";
  EXPECT_THAT(GaugeOf(telemetry, expiry, {{"file", "a.pem"}}), Optional(9'000));
  EXPECT_FALSE(Find(telemetry, expiry, {{"file", "b.pem"}}));
  const std::string unreadable = "trustwatch_certificate_unreadable";
  EXPECT_THAT(GaugeOf(telemetry, unreadable, {{"file", "a.pem"}}), Optional(0));
  EXPECT_THAT(GaugeOf(telemetry, unreadable, {{"file", "b.pem"}}), Optional(1));
  telemetry.SetUpkeepGauges(nullptr);
  EXPECT_FALSE(Find(telemetry, "trustwatch_backup_interval_seconds", {}));
}

TEST_F(TelemetryTest, BackupsAreCountedByResult) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.BackupFinished(true);
  telemetry.BackupFinished(true);
  telemetry.BackupFinished(false);
  EXPECT_THAT(CounterOf(telemetry, "trustwatch_backups_total", {{"result", "ok"}}), Optional(2));
  EXPECT_THAT(CounterOf(telemetry, "trustwatch_backups_total", {{"result", "failed"}}),
              Optional(1));
}

TEST_F(TelemetryTest, WhatHasNotHappenedYetIsZeroRatherThanAbsent) {
  const Telemetry telemetry("1.2.3", clock);
  for (const char* outcome : {"accepted", "partly_accepted", "refused"}) {
    for (const char* dry_run : {"true", "false"}) {
      EXPECT_THAT(CounterOf(telemetry, "trustwatch_submissions_total",
                            {{"outcome", outcome}, {"dry_run", dry_run}}),
                  Optional(0));
    }
  }
  for (const char* result : {"ok", "failed"}) {
    EXPECT_THAT(CounterOf(telemetry, "trustwatch_commits_total", {{"result", result}}),
                Optional(0));
    EXPECT_THAT(CounterOf(telemetry, "trustwatch_catalogue_reloads_total", {{"result", result}}),
                Optional(0));
    EXPECT_THAT(CounterOf(telemetry, "trustwatch_backups_total", {{"result", result}}),
                Optional(0));
  }
}

TEST_F(TelemetryTest, FindingsAreCountedByLevelAndReason) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.FindingsMade("refuse", "VALUE_ABOVE_MAXIMUM", 12);
  telemetry.FindingsMade("refuse", "VALUE_ABOVE_MAXIMUM", 1);
  EXPECT_THAT(CounterOf(telemetry, "trustwatch_findings_total",
                        {{"level", "refuse"}, {"reason", "VALUE_ABOVE_MAXIMUM"}}),
              Optional(13));
}

TEST_F(TelemetryTest, AFailedCommitMeasuresNothing) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.CommitFinished(3, 3'000, absl::Milliseconds(20), true);
  telemetry.CommitFinished(1, 10, absl::Seconds(9), false);
  EXPECT_THAT(CounterOf(telemetry, "trustwatch_commits_total", {{"result", "failed"}}),
              Optional(1));
  const auto took = Find(telemetry, "trustwatch_commit_duration_seconds", {});
  ASSERT_TRUE(took);
  EXPECT_EQ(took->histogram.sample_count, 1U);
  EXPECT_EQ(took->histogram.sample_sum, 0.02);
  EXPECT_EQ(Find(telemetry, "trustwatch_commit_observations", {})->histogram.sample_sum, 3'000);
  EXPECT_EQ(Find(telemetry, "trustwatch_commit_submissions", {})->histogram.sample_sum, 3);
}

TEST_F(TelemetryTest, OneVersionOfTheCatalogueIsInForce) {
  Telemetry telemetry("1.2.3", clock);
  EXPECT_FALSE(Find(telemetry, "trustwatch_catalogue_info", {{"version", ""}}));
  telemetry.CatalogueReloaded(true, "2026.1");
  telemetry.CatalogueReloaded(true, "2026.2");
  telemetry.CatalogueReloaded(false, "2026.2");
  EXPECT_FALSE(Find(telemetry, "trustwatch_catalogue_info", {{"version", "2026.1"}}));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_catalogue_info", {{"version", "2026.2"}}),
              Optional(1));
  EXPECT_THAT(CounterOf(telemetry, "trustwatch_catalogue_reloads_total", {{"result", "ok"}}),
              Optional(2));
  EXPECT_THAT(CounterOf(telemetry, "trustwatch_catalogue_reloads_total", {{"result", "failed"}}),
              Optional(1));
}

TEST_F(TelemetryTest, TheStoreIsAskedAtEveryScrape) {
  Telemetry telemetry("1.2.3", clock);
  EXPECT_FALSE(Find(telemetry, "trustwatch_store_file_bytes", {})) << "nobody knows it yet";
  int asked = 0;
  telemetry.SetStoreGauges([&asked] {
    ++asked;
    return StoreGauges{.waiting_submissions = 2,
                       .waiting_observations = 300,
                       .file_bytes = 4'096 * asked,
                       .log_bytes = 7};
  });
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_store_file_bytes", {}), Optional(4'096));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_store_file_bytes", {}), Optional(8'192));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_store_waiting_submissions", {}), Optional(2));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_store_waiting_observations", {}), Optional(300));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_store_log_bytes", {}), Optional(7));
  telemetry.SetStoreGauges(nullptr);
  EXPECT_FALSE(Find(telemetry, "trustwatch_store_file_bytes", {}));
  EXPECT_EQ(asked, 5);
}

TEST_F(TelemetryTest, TheDiskIsToldIfItSaysItsSize) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.SetStoreGauges([] { return StoreGauges{}; });
  EXPECT_FALSE(Find(telemetry, "trustwatch_store_filesystem_size_bytes", {}));
  EXPECT_FALSE(Find(telemetry, "trustwatch_store_filesystem_free_bytes", {}));
  telemetry.SetStoreGauges(
      [] { return StoreGauges{.filesystem_size_bytes = 1'000'000, .filesystem_free_bytes = 0}; });
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_store_filesystem_size_bytes", {}),
              Optional(1'000'000));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_store_filesystem_free_bytes", {}), Optional(0));
}

TEST_F(TelemetryTest, TheClockIsReadAtEveryScrape) {
  const Telemetry telemetry("1.2.3", clock);
  // 20,000 days after 1970-01-01 and 86,399.25 s: 20,000 * 86,400 + 86,399.25.
  clock.Set(absl::UnixEpoch() + absl::Hours(24 * 20'000) + absl::Milliseconds(86'399'250));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_time_seconds", {}), Optional(1'728'086'399.25));
  clock.Advance(-absl::Seconds(1));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_time_seconds", {}), Optional(1'728'086'398.25));
}

TEST_F(TelemetryTest, HttpRequestsAreCountedByPathAndStatus) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.HttpAnswered("/metrics", 200);
  telemetry.HttpAnswered("other", 404);
  EXPECT_THAT(CounterOf(telemetry, "trustwatch_http_requests_total",
                        {{"path", "/metrics"}, {"code", "200"}}),
              Optional(1));
  EXPECT_THAT(
      CounterOf(telemetry, "trustwatch_http_requests_total", {{"path", "other"}, {"code", "404"}}),
      Optional(1));
}

TEST_F(TelemetryTest, AnHttpRequestIsInFlightUntilItEnds) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.HttpStarted();
  telemetry.HttpStarted();
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_http_in_flight", {}), Optional(2));
  telemetry.HttpFinished("/metrics", absl::Milliseconds(3));
  EXPECT_THAT(GaugeOf(telemetry, "trustwatch_http_in_flight", {}), Optional(1));
  const auto took =
      Find(telemetry, "trustwatch_http_request_duration_seconds", {{"path", "/metrics"}});
  ASSERT_TRUE(took);
  EXPECT_EQ(took->histogram.sample_count, 1U);
  EXPECT_EQ(took->histogram.sample_sum, 0.003);
}

TEST_F(TelemetryTest, FamiliesAreSortedUniqueAndExplained) {
  Telemetry telemetry("1.2.3", clock);
  telemetry.CatalogueReloaded(true, "2026.1");
  telemetry.SetStoreGauges([] { return StoreGauges{}; });
  std::set<std::string> names;
  std::string before;
  for (const auto& family : telemetry.Collect()) {
    EXPECT_LT(before, family.name);
    before = family.name;
    EXPECT_GE(family.help.size(), 20U) << family.name;
    EXPECT_TRUE(std::is_sorted(family.metric.begin(), family.metric.end(),
                               [](const auto& a, const auto& b) { return a.label < b.label; }))
        << family.name;
    EXPECT_EQ(family.name.ends_with("_total"), family.type == prometheus::MetricType::Counter)
        << family.name;
  }
}

TEST_F(TelemetryTest, TheBuildSaysItsVersion) {
  const Telemetry telemetry("1.2.3", clock);
  for (const auto& family : telemetry.Collect()) {
    if (family.name != "trustwatch_build_info") continue;
    ASSERT_EQ(family.metric.size(), 1U);
    EXPECT_EQ(family.metric[0].gauge.value, 1);
    EXPECT_EQ(family.metric[0].label[1].name, "version");
    EXPECT_EQ(family.metric[0].label[1].value, "1.2.3");
    return;
  }
  FAIL() << "no trustwatch_build_info";
}

}  // namespace
}  // namespace trustwatch::telemetry
