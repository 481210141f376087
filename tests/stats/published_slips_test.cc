#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/stats/slip_words.h"
#include "daemon/stats/slips.h"
#include "gtest/gtest.h"
#include "tests/stats/published_mhsds.h"

// What the slip detectors ask about the published MHSDS time series, read where it lies; skipped
// where it is not.
namespace trustwatch::stats {
namespace {

constexpr SlipUnit kPeople{.kind = DataKind::kCount};

const std::optional<Published>& Data() {
  static const std::optional<Published> kData = ReadPublishedMhsds();
  return kData;
}

// A series as the daemon holds it: one row for each month from the first to the last figure.
struct Rows {
  std::vector<double> values;
  std::vector<std::uint8_t> known;
};

Rows RowsOf(const std::map<int, double>& figures) {
  Rows rows;
  const int first = figures.begin()->first;
  rows.values.resize(static_cast<std::size_t>(figures.rbegin()->first - first + 1));
  rows.known.resize(rows.values.size());
  for (const auto& [month, value] : figures) {
    rows.values[static_cast<std::size_t>(month - first)] = value;
    rows.known[static_cast<std::size_t>(month - first)] = 1;
  }
  return rows;
}

std::vector<Question> QuestionsAt(const Rows& rows, std::size_t at) {
  return FindSlips({.values = std::span(rows.values).first(at),
                    .numerators = {},
                    .denominators = {},
                    .known = std::span(rows.known).first(at)},
                   {.value = rows.values[at]}, kPeople, {});
}

// The defects of MHS01 that register/anomalies.csv lists: what the sender should have been asked.
struct Anomaly {
  const char* name;
  const char* provider;
  int year, month;
  double value;  // as published
  bool asked;
};
constexpr Anomaly kAnomalies[] = {
    {"555 was the first figure: nothing to compare with", "RW5", 2016, 5, 555, false},
    {"the figure after it", "RW5", 2016, 6, 58115, true},
    {"the third stands beside both", "RW5", 2016, 7, 0, false},
    {"one month collapses", "RW5", 2016, 11, 200, true},
    {"the return from it", "RW5", 2016, 12, 63590, false},
    {"the level falls to a third", "RW5", 2019, 4, 18290, true},
    {"one month eightfold", "RAT", 2016, 8, 182375, true},
    {"the return from it", "RAT", 2016, 9, 22840, false},
    {"one month halves", "R1L", 2020, 12, 14275, true},
    {"the return from it", "R1L", 2021, 1, 29420, false},
    {"the level falls to a fifth", "RNK", 2021, 1, 4075, true},
    {"the new level lasts", "RNK", 2021, 2, 0, false},
    {"the level rises to 2.6 of what it was", "RP1", 2018, 4, 19870, true},
    {"a merger adds 73 %", "RXV", 2017, 4, 22825, true},
    {"a merger adds 85 %", "TAJ", 2020, 4, 31910, true},
    {"the level doubles", "R1F", 2017, 10, 3750, true},
    // Three months of history: halving is within what a new series may do.
    {"the level halves early", "RDY", 2016, 8, 16345, false},
};

TEST(PublishedSlipsTest, TheDefectsThatTheRegisterListsAreAskedAbout) {
  if (!Data().has_value()) GTEST_SKIP() << "no shared/data/published beside the project";
  for (const Anomaly& anomaly : kAnomalies) {
    SCOPED_TRACE(testing::Message() << anomaly.provider << ' ' << anomaly.year << '-'
                                    << anomaly.month << ": " << anomaly.name);
    const std::map<int, double>& figures = Data()->at({"MHS01", 1, anomaly.provider});
    const int month = MonthNumber(anomaly.year, anomaly.month);
    if (anomaly.value != 0) {
      EXPECT_EQ(figures.at(month), anomaly.value);
    }
    const Rows rows = RowsOf(figures);
    const auto at = static_cast<std::size_t>(month - figures.begin()->first);
    const std::vector<Question> questions = QuestionsAt(rows, at);
    EXPECT_EQ(!questions.empty(), anomaly.asked);
    for (const Question& question : questions) {
      std::printf("%s %d-%02d: %s\n", anomaly.provider, anomaly.year, anomaly.month,
                  ToSentence(question, "people").c_str());
    }
  }
}

TEST(PublishedSlipsTest, FewerThanOneFigureInAHundredIsQuestioned) {
  if (!Data().has_value()) GTEST_SKIP() << "no shared/data/published beside the project";
  std::map<SlipKind, int> asked;
  int figures = 0;
  int questioned = 0;
  for (const auto& [name, series] : *Data()) {
    const Rows rows = RowsOf(series);
    for (std::size_t at = 1; at < rows.values.size(); ++at) {
      if (rows.known[at] == 0) continue;
      ++figures;
      const std::vector<Question> questions = QuestionsAt(rows, at);
      questioned += questions.empty() ? 0 : 1;
      for (const Question& question : questions) ++asked[question.kind];
    }
  }
  std::printf("%d figures, %d questioned: %.2f in 100\n", figures, questioned,
              100.0 * questioned / figures);
  for (const auto& [kind, count] : asked) {
    std::printf("kind %d: %d\n", static_cast<int>(kind), count);
  }
  EXPECT_GT(figures, 60000);
  // The true defects are among them, so that of ordinary figures it is fewer still.
  EXPECT_LT(100.0 * questioned / figures, 1);
}

// The other side of few questions: a slip planted in every figure, one at a time.
TEST(PublishedSlipsTest, MostPlantedSlipsAreAskedAbout) {
  if (!Data().has_value()) GTEST_SKIP() << "no shared/data/published beside the project";
  struct Slip {
    const char* name;
    double factor;
    double caught_min;  // in 100
  };
  for (const Slip& slip : {Slip{"ten times", 10, 98}, Slip{"a hundred times", 100, 99},
                           Slip{"a tenth", 0.1, 83}, Slip{"a hundredth", 0.01, 96}}) {
    int planted = 0;
    int caught = 0;
    for (const auto& [name, series] : *Data()) {
      Rows rows = RowsOf(series);
      for (std::size_t at = 8; at < rows.values.size(); ++at) {
        // Of a handful of people a tenth is nobody, which chance does as well.
        if (rows.known[at] == 0 || rows.values[at] < 20) continue;
        const double published = rows.values[at];
        rows.values[at] = std::round(published * slip.factor);
        ++planted;
        caught += QuestionsAt(rows, at).empty() ? 0 : 1;
        rows.values[at] = published;
      }
    }
    std::printf("%s: %d planted, %.1f in 100 asked about\n", slip.name, planted,
                100.0 * caught / planted);
    EXPECT_GT(100.0 * caught / planted, slip.caught_min) << slip.name;
  }
}

}  // namespace
}  // namespace trustwatch::stats
