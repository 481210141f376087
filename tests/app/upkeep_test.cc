#include "daemon/app/upkeep.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "daemon/app/options.h"
#include "daemon/telemetry/telemetry.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "prometheus/metric_family.h"
#include "tests/app/written_certificate.h"
#include "tests/store/store_builder.h"
#include "tests/support/fake_clock.h"

namespace trustwatch::app {
namespace {

using ::testing::Contains;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;
using ::trustwatch::testing::CertificateEnding;
using ::trustwatch::testing::StoreFixture;

struct UpkeepTest : public ::testing::Test {
  app::Options Options() {
    app::Options options;
    options.database = stored.options.file;
    return options;
  }
  // The gauges without labels, or with one, whose value follows the name.
  std::map<std::string, double> Gauges() const {
    std::map<std::string, double> gauges;
    for (const auto& family : telemetry.Collect()) {
      for (const auto& sample : family.metric) {
        const std::string label = sample.label.empty() ? "" : " " + sample.label[0].value;
        gauges[family.name + label] = family.type == prometheus::MetricType::Counter
                                          ? sample.counter.value
                                          : sample.gauge.value;
      }
    }
    return gauges;
  }

  StoreFixture stored;
  telemetry::Telemetry telemetry{"test", stored.clock};
};

TEST_F(UpkeepTest, NothingWantedIsNothingTold) {
  const Upkeep upkeep(Options(), stored.clock, telemetry);
  EXPECT_THAT(Gauges(), Not(Contains(Key("trustwatch_backup_interval_seconds"))));
  EXPECT_THAT(Gauges(), Contains(Pair("trustwatch_backups_total failed", 0)));
}

TEST_F(UpkeepTest, ACopyIsMadeAndTold) {
  app::Options options = Options();
  options.backup_directory = stored.folder.path() / "copies";
  std::filesystem::create_directory(options.backup_directory);
  {
    const Upkeep upkeep(options, stored.clock, telemetry);
    const absl::Time until = absl::Now() + absl::Minutes(1);
    while (Gauges()["trustwatch_backups_total ok"] == 0 && absl::Now() < until) {
    }
    EXPECT_THAT(Gauges(), Contains(Pair("trustwatch_backup_interval_seconds", 86'400)));
    // Noon of 1 July 2026: 20,635 days after 1970-01-01 and half a day.
    EXPECT_THAT(Gauges(), Contains(Pair("trustwatch_backup_last_success_timestamp_seconds",
                                        20'635 * 86'400 + 43'200)));
    const std::filesystem::path copy = options.backup_directory / "trustwatch-20260701T120000Z.db";
    EXPECT_THAT(Gauges(), Contains(Pair("trustwatch_backup_last_size_bytes",
                                        static_cast<double>(std::filesystem::file_size(copy)))));
  }
  EXPECT_THAT(Gauges(), Not(Contains(Key("trustwatch_backup_interval_seconds"))));
}

TEST_F(UpkeepTest, AFolderThatIsNotThereIsCounted) {
  app::Options options = Options();
  options.backup_directory = stored.folder.path() / "none";
  const Upkeep upkeep(options, stored.clock, telemetry);
  const absl::Time until = absl::Now() + absl::Minutes(1);
  while (Gauges()["trustwatch_backups_total failed"] == 0 && absl::Now() < until) {
  }
  EXPECT_THAT(Gauges(), Contains(Pair("trustwatch_backups_total failed", 1)));
  EXPECT_THAT(Gauges(), Contains(Key("trustwatch_backup_interval_seconds")));
  EXPECT_THAT(Gauges(), Not(Contains(Key("trustwatch_backup_last_success_timestamp_seconds"))));
}

TEST_F(UpkeepTest, CertificatesAreToldAndTheUnreadableIsWarnedOfAtOnce) {
  const absl::Time end = absl::FromUnixSeconds(1'800'000'000);
  const std::string good = stored.folder.Write("good.pem", CertificateEnding(end));
  const std::string gone = stored.folder.path() / "gone.pem";
  app::Options options = Options();
  options.watched_certificates = {good, gone};
  ::testing::internal::CaptureStderr();
  const Upkeep upkeep(options, stored.clock, telemetry);
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(log,
              ::testing::AllOf(::testing::HasSubstr("level=warning"), ::testing::HasSubstr(gone)));
  EXPECT_THAT(Gauges(), Contains(Pair("trustwatch_certificate_expiry_timestamp_seconds " + good,
                                      1'800'000'000)));
  EXPECT_THAT(Gauges(), Contains(Pair("trustwatch_certificate_unreadable " + good, 0)));
  EXPECT_THAT(Gauges(), Contains(Pair("trustwatch_certificate_unreadable " + gone, 1)));
  EXPECT_THAT(Gauges(),
              Not(Contains(Key("trustwatch_certificate_expiry_timestamp_seconds " + gone))));
}

}  // namespace
}  // namespace trustwatch::app
