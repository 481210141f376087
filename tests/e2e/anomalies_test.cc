#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/anomaly_table.h"
#include "tests/e2e/published_files.h"

namespace trustwatch::testing {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

std::vector<AnomalyEntry> Entries() {
  std::vector<AnomalyEntry> entries = FigureEntries();
  for (auto& more : {AbsenceEntries(), FileEntries()}) {
    entries.insert(entries.end(), more.begin(), more.end());
  }
  return entries;
}

std::vector<std::string> Lacking(const Answer& answer) {
  std::vector<std::string> lacks;
  for (const Part& part : answer.parts) {
    if (!part.holds) lacks.push_back(part.asks);
  }
  return lacks;
}

// Holds what an entry claims against what its check saw.
void Compare(const AnomalyEntry& entry, const Answer& answer) {
  EXPECT_FALSE(answer.parts.empty());
  EXPECT_THAT(Lacking(answer), ElementsAreArray(entry.lacks))
      << "what the system does of this row changed: say so in the entry, and in its why_not";
  EXPECT_EQ(entry.why_not.empty(), entry.lacks.empty());
  EXPECT_FALSE(entry.ours.empty());
  for (const std::string& essential : entry.ours) EXPECT_THAT(answer.says, HasSubstr(essential));
}

std::string ReadText(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

TEST(Anomalies, EveryRowOfTheRegisterHasAnEntryAndEveryEntryARow) {
  if (!DataFolder().has_value()) GTEST_SKIP() << kNoData;
  std::vector<std::pair<std::string, std::string>> rows;
  for (const AnomalyRow& row : ReadAnomalies()) {
    rows.emplace_back(row.name.ToString(), row.suggested_behaviour);
  }
  std::vector<std::pair<std::string, std::string>> entries;
  for (const AnomalyEntry& entry : Entries()) {
    entries.emplace_back(entry.name.ToString(), entry.asked);
  }
  std::sort(rows.begin(), rows.end());
  std::sort(entries.begin(), entries.end());
  EXPECT_EQ(rows.size(), 24U);
  EXPECT_THAT(entries, ElementsAreArray(rows));
}

TEST(Anomalies, TheSystemSaysOfEachRowWhatTheTableAndThePageClaim) {
  if (!DataFolder().has_value()) GTEST_SKIP() << kNoData;
  std::map<std::string, AnomalyEntry> by_name;
  for (AnomalyEntry& entry : Entries()) by_name.emplace(entry.name.ToString(), std::move(entry));
  std::vector<std::string> rows;
  std::size_t met = 0;
  for (const AnomalyRow& row : ReadAnomalies()) {
    SCOPED_TRACE(row.name.ToString());
    const auto entry = by_name.find(row.name.ToString());
    if (entry == by_name.end()) continue;  // the test above says so
    const Answer answer = entry->second.check();
    Compare(entry->second, answer);
    if (entry->second.lacks.empty()) ++met;
    rows.push_back(PageRow(static_cast<int>(rows.size()) + 1, entry->second, answer));
  }
  const std::string page = Page(rows, met);
  std::printf("%s", page.c_str());
  const std::string printed = TRUSTWATCH_BINARY_DIR "/anomalies.md";
  std::ofstream(printed) << page;
  const std::string kept = TRUSTWATCH_SOURCE_DIR "/tests/e2e/anomalies.md";
  EXPECT_EQ(ReadText(kept), page) << "read what changed, and if it is right: cp " << printed << ' '
                                  << kept;
}

}  // namespace
}  // namespace trustwatch::testing
