#include "daemon/app/certificate_files.h"

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/app/written_certificate.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;
using ::trustwatch::testing::CertificateEnding;
using ::trustwatch::testing::FakeClock;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::TemporaryFolder;
using ::trustwatch::testing::Value;

absl::Time EndOf(int year) {
  return absl::FromCivil(absl::CivilSecond(year, 12, 31, 23, 59, 58), absl::UTCTimeZone());
}

// Makes the time of the last writing another one, as a later writing would.
void Touch(const std::filesystem::path& file, int seconds) {
  std::filesystem::last_write_time(
      file, std::filesystem::last_write_time(file) + std::chrono::seconds(seconds));
}

struct CertificateFilesTest : public ::testing::Test {
  TemporaryFolder folder;
  FakeClock clock;
  std::string file = folder.path() / "proxy.pem";

  std::optional<absl::Time> ExpiryIn(CertificateFiles& files) {
    const auto gauges = files.Read();
    EXPECT_EQ(gauges.size(), 1U);
    EXPECT_EQ(gauges[0].file, file);
    return gauges[0].expires;
  }
};

TEST_F(CertificateFilesTest, TheFirstCertificateOfAFileCounts) {
  folder.Write("proxy.pem",
               "the leaf\n" + CertificateEnding(EndOf(2026)) + CertificateEnding(EndOf(2036)));
  EXPECT_EQ(Value(ReadCertificateExpiry(file)), EndOf(2026));
}

TEST_F(CertificateFilesTest, EndsBeyond2050AreRead) {
  folder.Write("proxy.pem", CertificateEnding(EndOf(2096)));
  EXPECT_EQ(Value(ReadCertificateExpiry(file)), EndOf(2096));
}

TEST_F(CertificateFilesTest, WhatIsNoCertificateIsToldWithItsCure) {
  struct Case {
    std::string content;
    std::string told;
  };
  const std::string good = CertificateEnding(EndOf(2026));
  for (const auto& [content, told] : std::vector<Case>{
           {"", "no certificate in PEM"},
           {"hello", "no certificate in PEM"},
           {good.substr(0, good.size() / 2), "no certificate in PEM"},
           {"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no certificate"},
           {"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no certificate"},
           {std::string(kCertificateBytesMax + 1, 'x'), "more than 1048576 bytes"}}) {
    folder.Write("proxy.pem", content);
    const auto expires = ReadCertificateExpiry(file);
    EXPECT_THAT(expires, HasReason("CERTIFICATE_UNREADABLE"));
    EXPECT_THAT(std::string(expires.status().message()),
                ::testing::AllOf(HasSubstr(file), HasSubstr(told),
                                 HasSubstr("mend the path of --watch-certificate")));
  }
}

TEST_F(CertificateFilesTest, APipeOrAFolderIsNotWaitedFor) {
  ASSERT_EQ(mkfifo(file.c_str(), 0600), 0);
  EXPECT_THAT(ReadCertificateExpiry(file), HasReason("CERTIFICATE_UNREADABLE"));
  EXPECT_THAT(ReadCertificateExpiry(folder.path()), HasReason("CERTIFICATE_UNREADABLE"));
  EXPECT_THAT(ReadCertificateExpiry("/no/such/file"), HasReason("CERTIFICATE_UNREADABLE"));
}

TEST_F(CertificateFilesTest, ARenewedFileIsReadAgainAtOnce) {
  folder.Write("proxy.pem", CertificateEnding(EndOf(2026)));
  CertificateFiles files({file}, clock);
  EXPECT_THAT(ExpiryIn(files), Optional(EndOf(2026)));
  folder.Write("new.pem", CertificateEnding(EndOf(2027)));
  std::filesystem::rename(folder.path() / "new.pem", file);
  EXPECT_THAT(ExpiryIn(files), Optional(EndOf(2027)));
}

TEST_F(CertificateFilesTest, AFileThatComesAndGoesIsFollowed) {
  CertificateFiles files({file}, clock);
  EXPECT_EQ(ExpiryIn(files), std::nullopt);
  folder.Write("proxy.pem", CertificateEnding(EndOf(2026)));
  EXPECT_THAT(ExpiryIn(files), Optional(EndOf(2026)));
  std::filesystem::remove(file);
  EXPECT_EQ(ExpiryIn(files), std::nullopt);
}

TEST_F(CertificateFilesTest, ALinkThatPointsElsewhereIsFollowed) {
  folder.Write("one.pem", CertificateEnding(EndOf(2026)));
  folder.Write("two.pem", CertificateEnding(EndOf(2027)));
  std::filesystem::create_symlink("one.pem", file);
  CertificateFiles files({file}, clock);
  EXPECT_THAT(ExpiryIn(files), Optional(EndOf(2026)));
  std::filesystem::remove(file);
  std::filesystem::create_symlink("two.pem", file);
  EXPECT_THAT(ExpiryIn(files), Optional(EndOf(2027)));
}

TEST_F(CertificateFilesTest, AFileWrittenInPlaceIsReadAgain) {
  folder.Write("proxy.pem", CertificateEnding(EndOf(2026)));
  CertificateFiles files({file}, clock);
  EXPECT_THAT(ExpiryIn(files), Optional(EndOf(2026)));
  folder.Write("proxy.pem", CertificateEnding(EndOf(2027)));
  Touch(file, 1);
  EXPECT_THAT(ExpiryIn(files), Optional(EndOf(2027)));
}

TEST_F(CertificateFilesTest, EachFileStandsForItself) {
  folder.Write("good.pem", CertificateEnding(EndOf(2026)));
  folder.Write("bad.pem", "nothing");
  CertificateFiles files({folder.path() / "bad.pem", folder.path() / "good.pem"}, clock);
  const auto gauges = files.Read();
  ASSERT_EQ(gauges.size(), 2U);
  EXPECT_EQ(gauges[0].expires, std::nullopt);
  EXPECT_THAT(gauges[1].expires, Optional(EndOf(2026)));
}

}  // namespace
}  // namespace trustwatch::app
