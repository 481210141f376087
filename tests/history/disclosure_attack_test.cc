#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "daemon/history/disclosure.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/history/family_builder.h"

// Somebody who knows every rule and every total tries to find what is hidden.
namespace trustwatch::history {
namespace {

using testing::FamilyOf;
using testing::HiddenCount;
using testing::HiddenPercent;
using testing::Tell;

// The counts of a period, by breakdown.
using Table = std::vector<std::pair<std::string, int>>;

std::string MakeView(const domain::Indicator& indicator, const Table& table,
                     std::vector<bool>& is_hidden) {
  std::vector<testing::FamilyRow> rows;
  for (const auto& [breakdown, count] : table) {
    rows.push_back({breakdown, {domain::Number{.value = static_cast<double>(count)}}});
  }
  std::vector<FamilySeries> family = FamilyOf(rows);
  Disclose(&indicator, family);
  std::string view;
  is_hidden.clear();
  for (const FamilySeries& series : family) {
    const Figure& figure = series.figures.figures()[0];
    is_hidden.push_back(figure.kind == FigureKind::kSuppressed);
    view += is_hidden.back() ? "* " : fmt::format("{} ", figure.value);
  }
  return view;
}

// What every hidden cell of a view may have been.
struct Knowledge {
  Table example;
  std::vector<std::set<int>> possible;  // empty: it is shown
};

// Calls `try_table` with every table that there can be: with some table, all those that have its
// counts in other places, and all those whose whole is shown alike.
using Tables = std::function<void(const std::function<void(const Table&)>& try_table)>;

void ExpectNothingIsFound(const domain::SmallNumbers& rule, const Tables& all_tables) {
  const domain::Indicator indicator = HiddenCount(rule);
  std::map<std::string, Knowledge> known;
  std::vector<bool> is_hidden;
  all_tables([&](const Table& table) {
    Knowledge& knowledge = known[MakeView(indicator, table, is_hidden)];
    knowledge.example = table;
    knowledge.possible.resize(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (is_hidden[i]) knowledge.possible[i].insert(table[i].second);
    }
  });
  EXPECT_GT(known.size(), 10U);
  for (const auto& [view, knowledge] : known) {
    for (std::size_t i = 0; i < knowledge.possible.size(); ++i) {
      EXPECT_NE(knowledge.possible[i].size(), 1U)
          << "who sees " << view << "knows that " << knowledge.example[i].first << " is "
          << *knowledge.possible[i].begin() << " (hide_under " << rule.hide_under << ", round_to "
          << rule.round_to << ", show_zero " << rule.show_zero << ")";
    }
  }
}

// Two parts and more of one dimension, and their sum.
Tables PartsOfOneTotal(int parts, int count_max) {
  return [=](const auto& try_table) {
    std::vector<int> counts(static_cast<std::size_t>(parts), 0);
    while (true) {
      Table table = {{"", 0}};
      for (std::size_t i = 0; i < counts.size(); ++i) {
        table.emplace_back(fmt::format("age:{}", i), counts[i]);
        table[0].second += counts[i];
      }
      try_table(table);
      std::size_t next = 0;
      while (next < counts.size() && counts[next] == count_max) counts[next++] = 0;
      if (next == counts.size()) return;
      ++counts[next];
    }
  };
}

// One total, cut twice.
void TwoDimensions(const std::function<void(const Table&)>& try_table) {
  for (int whole = 0; whole <= 32; ++whole) {
    for (int young = 0; young <= whole; ++young) {
      for (int women = 0; women <= whole; ++women) {
        try_table({{"", whole},
                   {"age:young", young},
                   {"age:old", whole - young},
                   {"sex:f", women},
                   {"sex:m", whole - women}});
      }
    }
  }
}

// A part that has parts of its own.
void PartsOfParts(const std::function<void(const Table&)>& try_table) {
  for (int whole = 0; whole <= 22; ++whole) {
    for (int young = 0; young <= whole; ++young) {
      for (int old = 0; young + old <= whole; ++old) {
        for (int women = 0; women <= young; ++women) {
          try_table({{"", whole},
                     {"age:young", young},
                     {"age:old", old},
                     {"age:unknown", whole - young - old},
                     {"age:young:sex:f", women},
                     {"age:young:sex:m", young - women}});
        }
      }
    }
  }
}

const std::vector<domain::SmallNumbers>& MakeRules() {
  static const auto& rules = *new std::vector<domain::SmallNumbers>{
      {.hide_under = 5, .round_to = 5},
      {.hide_under = 5, .round_to = 5, .show_zero = true},
      {.hide_under = 3, .round_to = 2, .show_zero = true},
      {.hide_under = 8, .round_to = 5},
  };
  return rules;
}

TEST(DisclosureAttack, NoHiddenPartOfATotalCanBeFound) {
  for (const domain::SmallNumbers& rule : MakeRules()) {
    ExpectNothingIsFound(rule, PartsOfOneTotal(2, 40));
    ExpectNothingIsFound(rule, PartsOfOneTotal(3, 17));
    ExpectNothingIsFound(rule, PartsOfOneTotal(4, 9));
  }
}

TEST(DisclosureAttack, NoHiddenPartOfATotalThatIsCutTwiceCanBeFound) {
  for (const domain::SmallNumbers& rule : MakeRules()) ExpectNothingIsFound(rule, TwoDimensions);
}

TEST(DisclosureAttack, NoHiddenPartOfAPartCanBeFound) {
  for (const domain::SmallNumbers& rule : MakeRules()) ExpectNothingIsFound(rule, PartsOfParts);
}

// What holds for tables of any size: the reason why nothing is found above.
class RandomFamilies {
 public:
  explicit RandomFamilies(std::uint64_t seed) : random_(seed) {}

  std::vector<testing::FamilyRow> Next(bool is_percent) {
    static const auto& names = *new std::vector<std::string>{
        "",      "age:a", "age:b", "age:c", "age:d",       "age:e",      "sex:f",
        "sex:m", "sex:x", "ward",  "site",  "age:a:sex:f", "age:a:sex:m"};
    std::vector<testing::FamilyRow> rows;
    for (const std::string& name : names) {
      if (Below(5) == 0) continue;
      testing::FamilyRow& row = rows.emplace_back();
      row.breakdown = name;
      for (int month = 0; month < 12; ++month) row.values.push_back(NextValue(is_percent));
    }
    std::shuffle(rows.begin(), rows.end(), random_);
    return rows;
  }

  std::mt19937_64& random() { return random_; }

 private:
  std::uint64_t Below(std::uint64_t end) { return random_() % end; }
  domain::Value NextValue(bool is_percent) {
    switch (Below(12)) {
      case 0:
        return domain::Suppressed{};
      case 1:
        return domain::NilReturn{};
      case 2:
        return domain::NotApplicable{};
      case 3:
        return domain::Missing{"late"};
      default:
        break;
    }
    const auto count = static_cast<double>(Below(Below(2) == 0 ? 7 : 60));
    if (!is_percent) return domain::Number{.value = count};
    if (Below(6) == 0) return domain::Number{.value = count};
    return testing::Percent(count, count + 1 + static_cast<double>(Below(90)));
  }

  std::mt19937_64 random_;
};

std::map<std::string, SeriesFigures> ByName(const std::vector<FamilySeries>& family) {
  std::map<std::string, SeriesFigures> all;
  for (const FamilySeries& series : family) all[series.breakdown] = series.figures;
  return all;
}

void ExpectNothingIsShownThatWasNot(const std::vector<FamilySeries>& before,
                                    const std::vector<FamilySeries>& after) {
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& was = before[i].figures.figures();
    const auto& is = after[i].figures.figures();
    ASSERT_EQ(is.size(), was.size());
    EXPECT_FALSE(after[i].figures.has_ratios());
    for (std::size_t index = 0; index < was.size(); ++index) {
      EXPECT_EQ(is[index].at, was[index].at);
      EXPECT_TRUE(is[index].kind == FigureKind::kSuppressed || is[index].kind == was[index].kind);
      EXPECT_TRUE(is[index].kind == FigureKind::kNumber || is[index].value == 0);
    }
  }
}

// In each dimension without a hidden total: as many hidden parts as leave doubt, or all.
void ExpectHiddenOnesDiffer(const std::vector<FamilySeries>& before,
                            const std::vector<FamilySeries>& after, const std::string& dimension) {
  for (std::size_t month = 0; month < 12; ++month) {
    std::set<double> hidden;
    std::size_t came_hidden = 0;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      const std::string& name = before[i].breakdown;
      if (name.size() != dimension.size() + 1 || !name.starts_with(dimension)) continue;
      const Figure& was = before[i].figures.figures()[month];
      const Figure& is = after[i].figures.figures()[month];
      if (was.kind == FigureKind::kSuppressed) {
        ++came_hidden;
      } else if (is.kind == FigureKind::kSuppressed) {
        hidden.insert(was.value);
      } else if (is.kind == FigureKind::kNumber) {
        ++shown;
      }
    }
    EXPECT_TRUE(shown == 0 || hidden.size() + came_hidden != 1) << dimension << " in " << month;
  }
}

TEST(DisclosureRandomTest, HoldsItsPromisesForAnyFamily) {
  const std::uint64_t seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  RandomFamilies families(seed);
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE(fmt::format("seed {} round {}", seed, round));
    const bool is_percent = round % 2 == 1;
    const bool show_zero = round % 4 >= 2;
    const domain::Indicator indicator =
        is_percent ? HiddenPercent({.hide_under = 5, .decimals = 0, .show_zero = show_zero})
                   : HiddenCount({.hide_under = 5, .round_to = 5, .show_zero = show_zero});
    const std::vector<testing::FamilyRow> rows = families.Next(is_percent);
    const std::vector<FamilySeries> before = FamilyOf(rows);
    std::vector<FamilySeries> after = before;
    Disclose(&indicator, after);
    ExpectNothingIsShownThatWasNot(before, after);
    if (!is_percent) {
      for (const char* dimension : {"age:", "sex:"}) {
        ExpectHiddenOnesDiffer(before, after, dimension);
      }
    }

    std::vector<FamilySeries> again = after;
    Disclose(&indicator, again);
    ASSERT_EQ(Tell(again), Tell(after)) << "disclosing what is disclosed changes nothing";

    std::vector<FamilySeries> shuffled = before;
    std::shuffle(shuffled.begin(), shuffled.end(), families.random());
    Disclose(&indicator, shuffled);
    ASSERT_EQ(ByName(shuffled), ByName(after)) << "the order of series means nothing";
  }
}

}  // namespace
}  // namespace trustwatch::history
