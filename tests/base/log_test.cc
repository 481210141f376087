#include "daemon/base/log.h"

#include <initializer_list>
#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::base {
namespace {

using ::testing::EndsWith;
using ::testing::MatchesRegex;

// What is written to standard error.
std::string Logged(Severity severity, std::string_view message,
                   std::initializer_list<LogField> fields = {}) {
  ::testing::internal::CaptureStderr();
  Log(severity, message, fields);
  return ::testing::internal::GetCapturedStderr();
}

TEST(Log, ALineIsLogfmtWithItsInstant) {
  EXPECT_THAT(
      Logged(Severity::kInfo, "catalogue loaded", {{"version", "2026.1"}, {"indicators", "58"}}),
      MatchesRegex("20[0-9-]+T[0-9:]+\\.[0-9][0-9][0-9]Z level=info msg=\"catalogue loaded\" "
                   "version=2026\\.1 indicators=58\n"));
}

TEST(Log, QuotesWhatWouldEndABareValue) {
  EXPECT_THAT(Logged(Severity::kError, "m", {{"a", ""}}), EndsWith(" msg=m a=\"\"\n"));
  EXPECT_THAT(Logged(Severity::kError, "m", {{"a", "b c"}}), EndsWith(" a=\"b c\"\n"));
  EXPECT_THAT(Logged(Severity::kError, "m", {{"a", "b=c"}}), EndsWith(" a=\"b=c\"\n"));
  EXPECT_THAT(Logged(Severity::kError, "m", {{"a", "b\"c"}}), EndsWith(" a=\"b\\\"c\"\n"));
  EXPECT_THAT(Logged(Severity::kError, "m", {{"a", "b\\c"}}), EndsWith(" a=\"b\\\\c\"\n"));
}

TEST(Log, AStrangerCannotForgeALine) {
  const std::string line =
      Logged(Severity::kWarning, "m", {{"a", "b\nlevel=error msg=forged\r\t\x01"}});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(line.find('\r'), std::string::npos);
  EXPECT_EQ(line.find('\x01'), std::string::npos);
}

TEST(Log, LinesBelowTheThresholdAreDropped) {
  EXPECT_EQ(Logged(Severity::kDebug, "m"), "");
  SetLogThreshold(Severity::kDebug);
  EXPECT_THAT(Logged(Severity::kDebug, "m"), EndsWith("level=debug msg=m\n"));
  SetLogThreshold(Severity::kError);
  EXPECT_EQ(Logged(Severity::kWarning, "m"), "");
  EXPECT_THAT(Logged(Severity::kError, "m"), EndsWith("level=error msg=m\n"));
  SetLogThreshold(Severity::kInfo);
}

}  // namespace
}  // namespace trustwatch::base
