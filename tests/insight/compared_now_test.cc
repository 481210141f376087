#include "daemon/insight/compared_now.h"

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/value.h"
#include "daemon/history/disclosure.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/compared_figures.h"
#include "daemon/insight/compared_funnel.h"
#include "daemon/insight/comparison.h"
#include "daemon/insight/comparison_reader.h"
#include "daemon/insight/verdicts.h"
#include "daemon/store/reader.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/funnel_store.h"
#include "tests/insight/peer_figures.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using ::testing::ElementsAre;
using testing::FunnelStore;
using ::testing::IsEmpty;
using testing::Percent;
using ::testing::SizeIs;

class ComparedNowTest : public ::testing::Test {
 protected:
  ComparedSnapshot Exact() {
    return exact_.Of(testing::Value(insight_.verdicts.Snapshot(insight_.store())));
  }
  ComparedSnapshot Disclosed() {
    return disclosed_.Of(testing::Value(insight_.disclosed_verdicts.Snapshot(insight_.store())));
  }

  FunnelStore store_;
  testing::InsightFixture& insight_ = store_.insight;
  ComparedNow exact_{domain::Sight::kExact};
  ComparedNow disclosed_{domain::Sight::kDisclosed};
  const ComparisonReader reader_{insight_.store(), insight_.definitions};
};

// nullptr if it has none.
const ComparedIndicator* Find(const ComparedSnapshot& compared, std::string_view indicator) {
  for (const auto& one : compared) {
    if (one->indicator.text() == indicator) return one.get();
  }
  return nullptr;
}

// "X00 41 of 120": each with its value and denominator.
std::vector<std::string> Told(const ComparedIndicator& compared) {
  std::vector<std::string> told;
  for (const ComparedPeer& peer : compared.peers) {
    told.push_back(fmt::format("{} {} of {}", peer.counted.organisation.text(), peer.value,
                               peer.counted.denominator));
  }
  return told;
}

// Every digit of it is what CompareOrganisations answers.
void ExpectIsTheComparison(const ComparedIndicator* compared, const Comparison& comparison) {
  ASSERT_EQ(compared != nullptr, comparison.funnel.has_value()) << comparison.no_funnel_because;
  if (compared == nullptr) return;
  EXPECT_EQ(compared->period, comparison.period);
  EXPECT_EQ(compared->centre, comparison.funnel->centre);
  auto peer = compared->peers.begin();
  for (const ComparedOrganisation& one : comparison.organisations) {
    if (!one.limits.has_value()) continue;
    ASSERT_NE(peer, compared->peers.end());
    EXPECT_EQ(peer->counted.organisation, one.figure.organisation);
    const auto& number = std::get<domain::Number>(*one.figure.value);
    EXPECT_EQ(peer->counted.denominator, number.denominator);
    EXPECT_EQ(peer->counted.numerator, number.numerator);
    EXPECT_EQ(peer->place.limits, one.limits);
    EXPECT_EQ(peer->place.flag, one.flag);
    ++peer;
  }
  EXPECT_EQ(peer, compared->peers.end());
}

// 10 of 100, 9 of 90 and so on are 10 %; the last is 90 %.
TEST_F(ComparedNowTest, TheFunnelOfNowIsThatOfTheNewestComparablePeriod) {
  for (int i = 0; i < 5; ++i) {
    store_.Report(i, "seen_in_time", "2026-03", Percent(50, 100));
    store_.Report(i, "seen_in_time", "2026-04", Percent(10 - i, 100 - 10 * i));
  }
  store_.Report(5, "seen_in_time", "2026-04", Percent(90, 100));
  store_.Report(0, "seen_in_time", "2026-05", Percent(1, 100));
  const ComparedSnapshot compared = Exact();
  ASSERT_THAT(compared, SizeIs(1));
  EXPECT_EQ(compared[0]->indicator, testing::Id("seen_in_time"));
  EXPECT_EQ(compared[0]->period, testing::PeriodOf("2026-04")) << "one in six is ahead";
  EXPECT_THAT(Told(*compared[0]), ElementsAre("X00 10 of 100", "X01 10 of 90", "X02 10 of 80",
                                              "X03 10 of 70", "X04 10 of 60", "X05 90 of 100"));
  // (10 + 9 + 8 + 7 + 6 + 90) / (100 + 90 + 80 + 70 + 60 + 100)
  EXPECT_DOUBLE_EQ(compared[0]->centre.value(), 26);
}

TEST_F(ComparedNowTest, FewerThanFiveHaveNoFunnel) {
  for (int i = 0; i < 4; ++i) store_.Report(i, "seen_in_time", "2026-04", Percent(50, 100));
  store_.Report(4, "seen_in_time", "2026-04", domain::Suppressed{});
  store_.Report(5, "seen_in_time", "2026-04", domain::Number{.value = 50});
  store_.Report(11, "seen_in_time", "2026-04", Percent(50, 100));  // it is closed
  insight_.Report(testing::NoonOf("2026-05-12"), "ZZ9",
                  {{testing::SliceOf("seen_in_time"), "2026-04", Percent(50, 100)}});
  EXPECT_THAT(Exact(), IsEmpty());
  store_.Report(6, "seen_in_time", "2026-04", Percent(50, 100));
  EXPECT_THAT(Exact(), SizeIs(1));
}

TEST_F(ComparedNowTest, OnlyWholesOverTheFirstSpanAreCompared) {
  domain::Slice young = testing::SliceOf("seen_in_time");
  young.breakdown = "age:under18";
  domain::Slice quarter = testing::SliceOf("seen_in_time");
  quarter.span.count = 3;
  for (int i = 0; i < 6; ++i) {
    insight_.Report(testing::NoonOf("2026-05-10"), FunnelStore::Code(i),
                    {{young, "2026-04", Percent(5, 10)},
                     {quarter, "2026-02-01..2026-04-30", Percent(5, 10)},
                     {testing::SliceOf("calls_offered"), "2026-04", domain::Number{.value = 9}}});
  }
  EXPECT_THAT(Exact(), IsEmpty());
  EXPECT_THAT(Disclosed(), IsEmpty());
}

TEST_F(ComparedNowTest, NothingIsComparedBeforeItIsJudged) {
  store_.ReportAprilOfAll("seen_in_time");
  EXPECT_THAT(exact_.Of({}), IsEmpty());
}

TEST_F(ComparedNowTest, WhatDidNotChangeIsShared) {
  for (const char* indicator : {"seen_in_time", "restraint", "cared_for"}) {
    store_.ReportAprilOfAll(indicator);
  }
  const ComparedSnapshot first = Exact();
  ASSERT_THAT(first, SizeIs(3));
  EXPECT_EQ(Exact(), first);
  store_.Report(2, "restraint", "2026-04", testing::Ratio(1000, 60, 150));
  const ComparedSnapshot second = Exact();
  EXPECT_EQ(Find(second, "seen_in_time"), Find(first, "seen_in_time"));
  EXPECT_EQ(Find(second, "cared_for"), Find(first, "cared_for"));
  EXPECT_NE(Find(second, "restraint"), Find(first, "restraint"));
  EXPECT_EQ(Find(second, "restraint")->peers[2].value, 400);
  store_.Report(2, "restraint", "2026-03", testing::Ratio(1000, 60, 150));
  EXPECT_EQ(Exact(), second) << "an older month";
  insight_.definitions.Replace(FunnelStore::Definitions());
  const ComparedSnapshot third = Exact();
  ASSERT_THAT(third, SizeIs(3));
  EXPECT_NE(third[0], second[0]) << "new definitions";
  EXPECT_EQ(Told(*third[0]), Told(*second[0]));
}

// All reported June 2022, and X00 every month to December 2024. The others did so once more each,
// in different months, so that no later month is reported by half of those who still report.
TEST_F(ComparedNowTest, WhatIsTwoYearsBehindSomebodyIsLeftOut) {
  for (int month = 0; month < 36; ++month) {
    store_.Report(0, "seen_in_time", fmt::format("{}-{:02}", 2022 + month / 12, month % 12 + 1),
                  Percent(50, 100));
  }
  for (int trust = 1; trust <= 6; ++trust) {
    store_.Report(trust, "seen_in_time", "2022-06", Percent(50, 100));
    store_.Report(trust, "seen_in_time", fmt::format("2023-{:02}", trust), Percent(50, 100));
  }
  const Comparison comparison = testing::Value(reader_.Compare({.indicator = "seen_in_time"}));
  EXPECT_EQ(comparison.period, testing::PeriodOf("2022-06"));
  EXPECT_TRUE(comparison.funnel.has_value());
  EXPECT_THAT(Exact(), IsEmpty());
}

// Everything that can happen: months ahead and behind, gaps, absences, corrections, withdrawals, a
// closed trust and one that is not in the register, figures without counts and shares above 1.
TEST_F(ComparedNowTest, TheExactFunnelsAreThoseOfCompareOrganisations) {
  constexpr std::uint64_t kSeed = 77'001;
  std::cout << "seed " << kSeed << '\n';
  std::mt19937_64 random(kSeed);
  const auto below = [&random](int bound) {
    return std::uniform_int_distribution<int>(0, bound - 1)(random);
  };
  std::vector<domain::SubmissionId> submissions;
  int funnels = 0;
  for (int round = 0; round < 40; ++round) {
    for (int step = 0; step < 12; ++step) {
      const bool is_rate = below(2) == 0;
      const double denominator = below(30) * 20;
      const double numerator = below(static_cast<int>(denominator) + 2);
      domain::Value value = testing::Ratio(is_rate ? 1000 : 100, numerator, denominator);
      if (below(8) == 0) value = domain::Missing{"late"};
      if (below(8) == 0) value = domain::Number{.value = 50};
      if (below(8) == 0) value = domain::NilReturn{};
      if (denominator == 0) value = domain::Suppressed{};
      const int trust = below(FunnelStore::kTrusts + 1);
      const int month = 2 + below(2) + below(2);
      submissions.push_back(
          insight_.Report(testing::NoonOf("2026-06-01") + absl::Minutes(round * 100 + step),
                          trust == FunnelStore::kTrusts ? "ZZ9" : FunnelStore::Code(trust),
                          {{testing::SliceOf(is_rate ? "restraint" : "seen_in_time"),
                            fmt::format("2026-{:02}", month), value}}));
    }
    if (round % 3 == 2) {
      const auto at = static_cast<std::size_t>(below(static_cast<int>(submissions.size())));
      insight_.Withdraw(testing::NoonOf("2026-06-01") + absl::Minutes(round * 100 + 50),
                        submissions[at]);
      submissions.erase(submissions.begin() + static_cast<std::ptrdiff_t>(at));
    }
    const ComparedSnapshot compared = Exact();
    for (const char* indicator : {"seen_in_time", "restraint"}) {
      SCOPED_TRACE(fmt::format("round {}, {}", round, indicator));
      ExpectIsTheComparison(Find(compared, indicator),
                            testing::Value(reader_.Compare({.indicator = indicator})));
    }
    funnels += static_cast<int>(compared.size());
  }
  EXPECT_GT(funnels, 40) << "the rounds must have something to compare";
}

TEST_F(ComparedNowTest, TheDisclosedFunnelIsDrawnFromWhatIsShown) {
  // 61 of 122 are 50 %, 5 of 8 are 63 %, 12 of 97 are 12 %; 3 of 90 are hidden, and so are all
  // that come without counts.
  const domain::Value values[] = {Percent(61, 122), Percent(5, 8),    Percent(12, 97),
                                  Percent(3, 90),   Percent(95, 105), domain::Number{.value = 44},
                                  Percent(30, 61),  Percent(30, 62)};
  for (int i = 0; i < 8; ++i) store_.Report(i, "cared_for", "2026-04", values[i]);
  const ComparedSnapshot compared = Disclosed();
  ASSERT_THAT(compared, SizeIs(1));
  EXPECT_THAT(Told(*compared[0]), ElementsAre("X00 50 of 120", "X01 63 of 10", "X02 12 of 95",
                                              "X04 90 of 105", "X06 49 of 60", "X07 48 of 60"));
  // (60 + 6.3 + 11.4 + 94.5 + 29.4 + 28.8) / (120 + 10 + 95 + 105 + 60 + 60) x 100
  EXPECT_NEAR(compared[0]->centre.value(), 100 * 230.4 / 450, 1e-12);
  // The same figures, had they been reported so.
  std::vector<CountedPeer> peers;
  for (const ComparedPeer& peer : compared[0]->peers) peers.push_back(peer.counted);
  const auto drawn = testing::Value(
      DrawFunnel(*insight_.definitions.Get()->catalogue.Find("cared_for"), peers, false));
  for (std::size_t i = 0; i < peers.size(); ++i) {
    EXPECT_EQ(compared[0]->peers[i].place.limits, drawn.peers[i].limits);
    EXPECT_EQ(compared[0]->peers[i].place.flag, drawn.peers[i].flag);
  }
}

TEST_F(ComparedNowTest, WhatHasNoRuleIsTheSameInBothViews) {
  store_.ReportAprilOfAll("seen_in_time");
  const ComparedSnapshot exact = Exact();
  const ComparedSnapshot disclosed = Disclosed();
  ASSERT_THAT(disclosed, SizeIs(1));
  EXPECT_EQ(Told(*disclosed[0]), Told(*exact[0]));
  for (std::size_t i = 0; i < exact[0]->peers.size(); ++i) {
    EXPECT_EQ(disclosed[0]->peers[i].place.limits, exact[0]->peers[i].place.limits);
  }
}

// Judged figures of cared_for for one month, without a store.
class HandMade {
 public:
  explicit HandMade(std::shared_ptr<const domain::Definitions> definitions)
      : definitions_(std::move(definitions)) {}

  void Add(const std::string& code, const domain::Value& value) {
    const domain::Indicator& indicator = *definitions_->catalogue.Find("cared_for");
    std::vector<history::FamilySeries> family(1);
    family[0].figures.Set(675, value);
    history::Disclose(&indicator, family);
    shown_ = family[0].figures.figures();
    JudgedSeries judged{.slice_id = store::SliceId{1}, .slice = &slice_, .verdict = {}};
    judged.compared = ComparedFiguresOf(family[0].figures, slice_, definitions_->catalogue);
    verdicts_.organisations.push_back(std::make_shared<const OrganisationVerdicts>(
        OrganisationVerdicts{testing::Ods(code), {judged}}));
  }
  // What is shown of the figure that was added last.
  const std::vector<history::Figure>& shown() const { return shown_; }

  std::vector<std::string> Told() const {
    std::vector<std::string> told;
    for (const auto& compared : ComparedNow(domain::Sight::kDisclosed).Of(verdicts_)) {
      told.push_back(fmt::format("centre {}", compared->centre.value()));
      for (const ComparedPeer& peer : compared->peers) {
        const ComparedLimits& limits = peer.place.limits;
        told.push_back(fmt::format("{} {} of {}: {} {} {} {}, {}", peer.counted.organisation.text(),
                                   peer.value, peer.counted.denominator,
                                   limits.lower_998.value_or(-1), limits.lower_95.value_or(-1),
                                   limits.upper_95.value_or(-1), limits.upper_998.value_or(-1),
                                   static_cast<int>(peer.place.flag.value())));
      }
    }
    return told;
  }

 private:
  const std::shared_ptr<const domain::Definitions> definitions_;
  const domain::Slice slice_ = testing::SliceOf("cared_for");
  VerdictSnapshot verdicts_{.definitions = definitions_, .organisations = {}};
  std::vector<history::Figure> shown_;
};

// Two worlds that anybody sees alike: the same numbers are shown, the same ones hidden, and
// denominators of shown ones round alike.
TEST(ComparedNowDisclosed, NothingHiddenChangesAnything) {
  constexpr std::uint64_t kSeed = 77'002;
  std::cout << "seed " << kSeed << '\n';
  std::mt19937_64 random(kSeed);
  const auto below = [&random](int bound) {
    return std::uniform_int_distribution<int>(0, bound - 1)(random);
  };
  const auto round_to_5 = [](int count) { return (count + 2) / 5; };
  const auto definitions = FunnelStore::Definitions();
  int funnels = 0;
  int hidden = 0;
  for (int round = 0; round < 300; ++round) {
    HandMade one(definitions);
    HandMade other(definitions);
    for (int trust = 0; trust + 1 < FunnelStore::kTrusts; ++trust) {
      const std::string code = FunnelStore::Code(trust);
      const int denominator = 1 + below(below(2) == 0 ? 12 : 300);
      one.Add(code, Percent(below(denominator + 1), denominator));
      const bool is_hidden = one.shown()[0].kind == history::FigureKind::kSuppressed;
      hidden += is_hidden ? 1 : 0;
      while (true) {  // ends: it may be what the first was
        const int another = is_hidden ? 1 + below(300) : denominator + below(5) - 2;
        if (another < 1 || (!is_hidden && round_to_5(another) != round_to_5(denominator))) continue;
        HandMade trial(definitions);
        const domain::Value value = Percent(below(another + 1), another);
        trial.Add(code, value);
        if (trial.shown() != one.shown()) continue;
        other.Add(code, value);
        break;
      }
    }
    const std::vector<std::string> told = one.Told();
    EXPECT_EQ(other.Told(), told) << "round " << round;
    funnels += told.empty() ? 0 : 1;
  }
  EXPECT_GT(funnels, 100);
  EXPECT_GT(hidden, 300);
}

}  // namespace
}  // namespace trustwatch::insight
