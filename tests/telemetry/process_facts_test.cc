#include "daemon/telemetry/process_facts.h"

#include <unistd.h>

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::telemetry {
namespace {

// Fields 3 to 24 of proc(5): state ... utime (14) = 250, stime (15) = 50, starttime (22) = 12345,
// vsize (23) = 4096000, rss (24) = 12 pages.
constexpr char kAfterName[] =
    " S 1 2 3 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 4 0 12345 4096000 12 18446744073709551615 1\n";

TEST(ProcessFactsTest, ReadsTheFieldsThatTheManualNames) {
  const testing::TemporaryFolder proc;
  proc.Write("self/stat", std::string("77 (trustwatchd)") + kAfterName);
  proc.Write("self/limits",
             "Limit                     Soft Limit           Hard Limit           Units\n"
             "Max open files            1024                 524288               files\n");
  proc.Write("self/fd/0", "");
  proc.Write("self/fd/1", "");
  proc.Write("stat", "cpu  1 2 3\nbtime 1700000000\nprocesses 5\n");
  const ProcessFacts facts = ReadProcessFacts(proc.path());
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  EXPECT_EQ(facts.cpu_seconds, 300 / ticks);
  EXPECT_EQ(facts.start_time_seconds, 1'700'000'000 + 12345 / ticks);
  EXPECT_EQ(facts.virtual_bytes, 4'096'000);
  EXPECT_EQ(facts.resident_bytes, 12.0 * static_cast<double>(sysconf(_SC_PAGESIZE)));
  EXPECT_EQ(facts.open_fds, 2);
  EXPECT_EQ(facts.max_fds, 1024);
}

TEST(ProcessFactsTest, AProgramNameMayHoldSpacesAndParentheses) {
  const testing::TemporaryFolder proc;
  proc.Write("self/stat", std::string("77 (a) b (c)") + kAfterName);
  EXPECT_EQ(ReadProcessFacts(proc.path()).virtual_bytes, 4'096'000);
}

TEST(ProcessFactsTest, WhatCannotBeReadIsAbsent) {
  struct Case {
    const char* name;
    const char* file;
    const char* content;
  };
  for (const Case& c :
       {Case{"nothing there", "unrelated", ""}, Case{"empty", "self/stat", ""},
        Case{"no name", "self/stat", "77 trustwatchd S 1 2 3"},
        Case{"cut short", "self/stat", "77 (trustwatchd) S 1 2 3"},
        Case{"words", "self/stat", "77 (x) S a b c d e f g h i j k l m n o p q r s t u"},
        Case{"no limit", "self/limits", "Max open files  unlimited  unlimited  files\n"}}) {
    const testing::TemporaryFolder proc;
    proc.Write(c.file, c.content);
    const ProcessFacts facts = ReadProcessFacts(proc.path());
    EXPECT_FALSE(facts.cpu_seconds) << c.name;
    EXPECT_FALSE(facts.resident_bytes) << c.name;
    EXPECT_FALSE(facts.virtual_bytes) << c.name;
    EXPECT_FALSE(facts.start_time_seconds) << c.name;
    EXPECT_FALSE(facts.open_fds) << c.name;
    EXPECT_FALSE(facts.max_fds) << c.name;
  }
}

TEST(ProcessFactsTest, TheKernelSaysEverythingOfUs) {
  const ProcessFacts facts = ReadProcessFacts("/proc");
  EXPECT_TRUE(facts.cpu_seconds);
  EXPECT_THAT(facts.resident_bytes, ::testing::Optional(::testing::Gt(100'000)));
  EXPECT_TRUE(facts.virtual_bytes);
  EXPECT_TRUE(facts.start_time_seconds);
  EXPECT_THAT(facts.open_fds, ::testing::Optional(::testing::Ge(3)));
}

}  // namespace
}  // namespace trustwatch::telemetry
