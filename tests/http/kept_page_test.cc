#include "daemon/http/kept_page.h"

#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::http {
namespace {

class KeptPageTest : public ::testing::Test {
 protected:
  // So many organisations of one series each; AAA, AAB, ...
  KeptPageTest() {
    for (int i = 0; i < 40; ++i) {
      const std::string code = {'A', static_cast<char>('A' + i / 26),
                                static_cast<char>('A' + i % 26)};
      codes_.push_back(testing::Ods(code));
      input_.latest.push_back(LatestOf(codes_.back(), i));
    }
  }

  std::shared_ptr<const insight::OrganisationLatest> LatestOf(const domain::OdsCode& code,
                                                              double number) const {
    return std::make_shared<insight::OrganisationLatest>(
        insight::OrganisationLatest{code,
                                    {{.slice_key = 1,
                                      .slice = &slice_,
                                      .period = testing::PeriodOf("2026-04"),
                                      .number = number}}});
  }

  static std::shared_ptr<const insight::OrganisationVerdicts> VerdictOn(
      const domain::OdsCode& code) {
    insight::JudgedSeries judged{.slice_id = store::SliceId{1}, .slice = nullptr, .verdict = {}};
    return std::make_shared<insight::OrganisationVerdicts>(
        insight::OrganisationVerdicts{code, {judged}});
  }

  std::shared_ptr<const PageText> Text(KeptPage& kept, Coding coding = Coding::kIdentity) const {
    return kept.TextOf(input_, kept.VersionOf(input_), coding);
  }

  static std::string Joined(const PageText& text) {
    std::string joined;
    for (const FamilyText& family : text.families) {
      joined += family.heads[0].bytes;
      for (const auto& run : family.samples) joined += run->bytes;
    }
    return joined;
  }

  static std::set<const http::Run*> RunsOf(const PageText& text) {
    std::set<const http::Run*> runs;
    for (const FamilyText& family : text.families) {
      for (const auto& run : family.samples) runs.insert(run.get());
    }
    return runs;
  }

  const domain::Slice slice_ = testing::SliceOf("seen_in_time");
  std::vector<domain::OdsCode> codes_;
  PageInput input_{.definitions = testing::DefinitionsBuilder().Build(),
                   .latest = {},
                   .verdicts = {},
                   .counts = {},
                   .overdue = {},
                   .review = {}};
};

TEST_F(KeptPageTest, TheVersionChangesWithAnythingThatThePageShows) {
  KeptPage kept(domain::Sight::kExact);
  const auto first = kept.VersionOf(input_);
  EXPECT_EQ(kept.VersionOf(input_), first);
  PageInput same = input_;
  EXPECT_EQ(kept.VersionOf(same), first) << "a copy shows the same";

  std::set<std::uint64_t> seen = {first};
  const auto is_new = [&] {
    const auto version = kept.VersionOf(input_);
    EXPECT_EQ(kept.VersionOf(input_), version);
    return seen.insert(version).second;
  };
  input_.latest[7] = LatestOf(codes_[7], 7);
  EXPECT_TRUE(is_new()) << "a commit";
  input_.latest.pop_back();
  EXPECT_TRUE(is_new()) << "an organisation";
  input_.verdicts.organisations.push_back(VerdictOn(codes_[3]));
  EXPECT_TRUE(is_new()) << "a verdict";
  input_.counts.push_back({.organisation = input_.definitions->organisations.organisations().data(),
                           .owed = input_.definitions->catalogue.returns().data(),
                           .owed_count = 3});
  EXPECT_TRUE(is_new()) << "a count";
  for (int insight::ReturnCount::*count :
       {&insight::ReturnCount::owed_count, &insight::ReturnCount::received_count,
        &insight::ReturnCount::overdue_count}) {
    ++(input_.counts[0].*count);
    EXPECT_TRUE(is_new()) << "a count by one";
  }
  input_.counts.clear();
  input_.overdue = std::make_shared<const insight::Overdue>(
      insight::CountOverdue(*input_.definitions, {}, absl::UnixEpoch()));
  EXPECT_TRUE(is_new()) << "what is overdue";
  input_.review = std::make_shared<const insight::Review>(
      insight::ReviewAt(absl::UnixEpoch(), *input_.definitions, {}));
  EXPECT_TRUE(is_new()) << "what is under review";
  input_.definitions = testing::DefinitionsBuilder().Build();
  EXPECT_TRUE(is_new()) << "definitions";
}

TEST_F(KeptPageTest, WhatDidNotChangeIsNotWrittenAgain) {
  for (const Coding coding : {Coding::kIdentity, Coding::kGzip}) {
    KeptPage kept(domain::Sight::kExact);
    const auto first = Text(kept, coding);
    EXPECT_EQ(Text(kept, coding), first);
    input_.latest[20] = LatestOf(codes_[20], coding == Coding::kGzip ? 1.5 : 2.5);
    const auto second = Text(kept, coding);
    std::size_t shared = 0;
    const auto before = RunsOf(*first);
    for (const http::Run* run : RunsOf(*second)) shared += before.count(run);
    // 19 families of series; of three blocks (16, 16 and 8 organisations) one changed.
    EXPECT_EQ(shared, 38U);
    KeptPage fresh(domain::Sight::kExact);
    EXPECT_TRUE(Joined(*second) == Joined(*Text(fresh, coding)));
    EXPECT_TRUE(Joined(*second) != Joined(*first));
  }
}

TEST_F(KeptPageTest, AnOrganisationMoreOrLessMovesTheOthers) {
  KeptPage kept(domain::Sight::kExact);
  Text(kept);
  for (const std::size_t at : {0U, 16U, 39U}) {
    input_.latest.erase(input_.latest.begin() + static_cast<std::ptrdiff_t>(at));
    KeptPage fresh(domain::Sight::kExact);
    EXPECT_EQ(Joined(*Text(kept)), Joined(*Text(fresh))) << at;
    input_.latest.insert(input_.latest.begin() + static_cast<std::ptrdiff_t>(at),
                         LatestOf(codes_[at], 9));
    EXPECT_EQ(Joined(*Text(kept)), Joined(*Text(fresh))) << at;
  }
  input_.latest.clear();
  KeptPage fresh(domain::Sight::kExact);
  EXPECT_EQ(Joined(*Text(kept)), Joined(*Text(fresh)));
}

TEST_F(KeptPageTest, AVerdictComesAndGoesWithItsOrganisation) {
  KeptPage kept(domain::Sight::kExact);
  const std::string without = Joined(*Text(kept));
  for (const std::size_t at : {0U, 15U, 16U, 39U}) {
    input_.verdicts.organisations = {VerdictOn(codes_[at])};
    const std::string with = Joined(*Text(kept));
    EXPECT_NE(with.find(absl::StrCat("trustwatch_indicator_latest_verdict{org=\"",
                                     std::string(codes_[at].text()), "\"")),
              std::string::npos);
    input_.verdicts.organisations.clear();
    EXPECT_EQ(Joined(*Text(kept)), without);
  }
}

TEST_F(KeptPageTest, NewDefinitionsWriteEverythingAgain) {
  KeptPage kept(domain::Sight::kExact);
  const auto first = Text(kept);
  testing::DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").spans.front().count = 3;  // so that a month tells its span
  input_.definitions = builder.Build();
  EXPECT_NE(Joined(*Text(kept)).find("span=\"P1M\""), std::string::npos);
}

TEST_F(KeptPageTest, WhatIsTooLargeIsSharedWhileItIsUsedAndThenLetGo) {
  KeptPage kept(domain::Sight::kExact, 1'000);
  auto text = Text(kept);
  EXPECT_GT(text->bytes, 1'000U);
  EXPECT_EQ(Text(kept), text);
  const std::weak_ptr<const PageText> gone = text;
  text.reset();
  EXPECT_TRUE(gone.expired());
  KeptPage roomy(domain::Sight::kExact);
  EXPECT_EQ(Joined(*Text(kept)), Joined(*Text(roomy)));
  const std::weak_ptr<const PageText> stays = Text(roomy);
  EXPECT_FALSE(stays.expired());
}

TEST_F(KeptPageTest, ManyAskWhileFiguresChange) {
  KeptPage kept(domain::Sight::kExact);
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, &kept, t] {
      PageInput mine = input_;
      for (int i = 0; i < 30; ++i) {
        mine.latest[static_cast<std::size_t>(10 * t)] =
            LatestOf(codes_[static_cast<std::size_t>(10 * t)], 1000 * t + i);
        const auto text = kept.TextOf(mine, kept.VersionOf(mine), Coding::kIdentity);
        const std::string line = absl::StrCat("\"} ", 1000 * t + i, "\n");
        EXPECT_NE(Joined(*text).find(line), std::string::npos) << "its own figures";
      }
    });
  }
}

}  // namespace
}  // namespace trustwatch::http
