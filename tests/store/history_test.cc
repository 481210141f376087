#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "tests/store/history_model.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

// Random histories, answered by the store and by a model that cannot be wrong.
namespace trustwatch::store {
namespace {

using testing::HistoryModel;
using testing::IsOk;
using testing::Lines;
using testing::Ods;
using testing::StoreFixture;
using testing::Value;

constexpr std::array<std::string_view, 3> kHistoryOrganisations = {"XA1", "XB2", "G6V2S"};
constexpr int kMonths = 6;

class HistoryTest : public ::testing::TestWithParam<std::uint32_t> {
 protected:
  HistoryTest() : random_(GetParam()) {
    // A month, a quarter and a week, which end on the same days.
    for (const auto& span : {domain::Span{domain::Span::Unit::kMonths, 1},
                             domain::Span{domain::Span::Unit::kMonths, 3},
                             domain::Span{domain::Span::Unit::kDays, 7}}) {
      for (const char* breakdown : {"", "ward:a"}) {
        slices_.push_back(
            Value(test_.store->InternSlices({{testing::Id("calls"), breakdown, span}})).front());
      }
    }
  }

  int Roll(int sides) { return std::uniform_int_distribution(0, sides - 1)(random_); }
  domain::OdsCode AnyOrganisation() {
    return Ods(kHistoryOrganisations[static_cast<std::size_t>(Roll(kHistoryOrganisations.size()))]);
  }
  domain::Day AnyDay() {
    const auto month = std::chrono::year(2026) / (1 + Roll(kMonths));
    return domain::Day(month / std::chrono::last);
  }
  domain::Value AnyValue() {  // few, so that repetitions are common
    switch (Roll(6)) {
      case 0:
        return domain::NilReturn{};
      case 1:
        return domain::Missing{.reason = fmt::format("reason {}", Roll(2))};
      case 2:
        return domain::Number{.value = 50, .numerator = 1, .denominator = 2.0 + Roll(2)};
      default:
        return testing::Count(Roll(3));
    }
  }

  void MoveClock() {
    if (Roll(10) == 0) {
      test_.clock.Advance(-absl::Minutes(Roll(5)));
    } else {
      test_.clock.Advance(absl::Microseconds(Roll(3)));
    }
  }

  void RecordAny() {
    const domain::OdsCode organisation = AnyOrganisation();
    auto submission =
        test_.Submission(organisation.text(), std::to_string(model_.submissions().size()));
    submission.receipt.status = static_cast<domain::Status>(1 + Roll(3));
    std::set<std::pair<SliceId, domain::Day>> points;
    for (int i = Roll(12); i > 0; --i) {
      const SliceId slice =
          slices_[static_cast<std::size_t>(Roll(static_cast<int>(slices_.size())))];
      const domain::Day day = AnyDay();
      if (!points.emplace(slice, day).second) continue;
      const auto period = Value(domain::Period::Ending(day, test_.store->SliceOf(slice).span));
      const domain::Value value = AnyValue();
      submission.observations.push_back(
          {slice, period, value, model_.NumberFor(organisation, slice, period, value)});
    }
    const auto rows = submission.observations;
    const domain::Receipt receipt = Value(test_.TryRecord(std::move(submission))).receipt;
    model_.Add({.id = receipt.submission_id,
                .organisation = organisation,
                .status = receipt.status,
                .recorded_at = *receipt.recorded_at,
                .withdrawn_at = std::nullopt,
                .rows = rows});
  }

  void WithdrawAny() {
    if (model_.submissions().empty()) return;
    auto& chosen = model_.Get(1 + Roll(static_cast<int>(model_.submissions().size())));
    const auto record = test_.store->Withdraw(chosen.id, "wrong", "test");
    EXPECT_EQ(record.ok(), !chosen.withdrawn_at.has_value());
    if (record.ok()) chosen.withdrawn_at = record->withdrawal->withdrawn_at;
  }

  absl::Time AnyInstant() {
    if (model_.submissions().empty() || Roll(4) == 0) return absl::InfiniteFuture();
    const auto& chosen = model_.Get(1 + Roll(static_cast<int>(model_.submissions().size())));
    const absl::Time instant = chosen.withdrawn_at.value_or(chosen.recorded_at);
    return instant + absl::Microseconds(Roll(3) - 1);
  }

  void Compare() {
    const auto reader = Value(test_.store->NewReader());
    const domain::OdsCode organisation = AnyOrganisation();
    const domain::Day day = AnyDay();
    EXPECT_EQ(Lines(Value(reader->Current(organisation, day))),
              Lines(model_.Current(organisation, day)));
    EXPECT_EQ(Lines(Value(reader->Latest(organisation))), Lines(model_.Latest(organisation)));
    CompareEachCurrent(*reader, organisation, day);
    std::optional<SliceId> slice;
    if (Roll(2) == 0)
      slice = slices_[static_cast<std::size_t>(Roll(static_cast<int>(slices_.size())))];
    LastDays days;
    if (Roll(2) == 0) days = {.from = AnyDay(), .to = AnyDay()};
    const absl::Time as_of = AnyInstant();
    std::vector<RecordedObservation> rows;
    EXPECT_THAT(reader->EachObservation(organisation, slice, days, as_of,
                                        [&rows](const auto& row) { rows.push_back(row); }),
                IsOk());
    EXPECT_EQ(Lines(rows), Lines(model_.Each(organisation, slice, days, as_of)));
  }

  void CompareEachCurrent(store::Reader& reader, const domain::OdsCode& organisation,
                          domain::Day day) {
    std::vector<domain::Day> days;
    std::vector<store::CurrentObservation> of_day;
    EXPECT_THAT(reader.EachCurrent(organisation,
                                   [&](const store::CurrentObservation& current) {
                                     days.push_back(current.period.last());
                                     if (days.back() == day) of_day.push_back(current);
                                   }),
                IsOk());
    EXPECT_TRUE(std::is_sorted(days.rbegin(), days.rend()));
    std::sort(of_day.begin(), of_day.end(), [](const auto& a, const auto& b) {
      return std::pair(a.period, a.slice) < std::pair(b.period, b.slice);
    });
    EXPECT_EQ(Lines(of_day), Lines(model_.Current(organisation, day)));
  }

  std::mt19937 random_;
  StoreFixture test_;
  std::vector<SliceId> slices_;
  HistoryModel model_;
};

TEST_P(HistoryTest, IsAnsweredAsTheModelAnswersIt) {
  SCOPED_TRACE(fmt::format("seed {}", GetParam()));
  for (int step = 0; step < 150 && !HasFailure(); ++step) {
    MoveClock();
    if (Roll(5) == 0) {
      WithdrawAny();
    } else {
      RecordAny();
    }
    if (Roll(40) == 0) test_.Open();
    Compare();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, HistoryTest, ::testing::Range(1U, 13U));

}  // namespace
}  // namespace trustwatch::store
