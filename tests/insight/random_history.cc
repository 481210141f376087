#include "tests/insight/random_history.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/period.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {
namespace {

constexpr std::array<double, 4> kCounts = {0, 2, 9, 30};  // some small, some not
constexpr std::array<const char*, 3> kOrganisations = {"XA1", "XB2", "ZZ9"};

}  // namespace

RandomHistory::RandomHistory(std::uint64_t seed, InsightFixture& fixture, int months)
    : random_(seed), fixture_(fixture) {
  for (const char* indicator : {"calls_offered", "calls_answered", "seen_in_time"}) {
    for (const char* breakdown : {"", "age:over18", "age:under18"}) {
      slices_.push_back(SliceOf(indicator));
      slices_.back().breakdown = breakdown;
    }
  }
  domain::Day day = DayOf("2026-02-01");
  for (int i = 0; i < months; ++i) {
    const domain::Period month = domain::Period::MonthOf(day);
    periods_.push_back(month.ToString());
    day = month.last() + std::chrono::days(1);
  }
}

void RandomHistory::Step() {
  now_ += absl::Minutes(static_cast<int>(Below(3)));  // now and then at the same instant
  if (!standing_.empty() && Below(4) == 0) return WithdrawOne();
  if (Below(8) == 0) return ChangeStep();
  std::map<std::pair<std::size_t, std::size_t>, domain::Value> chosen;
  for (std::size_t i = 0; i < 1 + Below(5); ++i) {
    chosen[{Below(slices_.size()), Below(periods_.size())}] = RandomValue();
  }
  std::vector<ReportedRow> rows;
  for (const auto& [key, value] : chosen) {
    rows.push_back({slices_[key.first], periods_[key.second], value});
  }
  std::shuffle(rows.begin(), rows.end(), random_);
  standing_.push_back(fixture_.Report(now_, kOrganisations[Below(kOrganisations.size())], rows,
                                      static_cast<domain::Status>(1 + Below(3))));
}

domain::Value RandomHistory::RandomValue() {
  switch (Below(5)) {
    case 0:
      return domain::NilReturn{};
    case 1:
      return domain::Missing{"system down"};
    default:
      return Count(kCounts[Below(kCounts.size())]);
  }
}

void RandomHistory::WithdrawOne() {
  const auto at = standing_.begin() + static_cast<std::ptrdiff_t>(Below(standing_.size()));
  fixture_.Withdraw(now_, *at);
  standing_.erase(at);
}

void RandomHistory::ChangeStep() {
  fixture_.stored.clock.Set(now_);
  if (!standing_steps_.empty() && Below(2) == 0) {
    const auto at =
        standing_steps_.begin() + static_cast<std::ptrdiff_t>(Below(standing_steps_.size()));
    fixture_.store().WithdrawStepChange(*at, "it was none", "test").IgnoreError();
    standing_steps_.erase(at);
    return;
  }
  domain::NewStepChange change{.organisation = Ods(kOrganisations[Below(kOrganisations.size())]),
                               .first_day = PeriodOf(periods_[Below(periods_.size())]).first(),
                               .cause = "new ward",
                               .approved_by = "Head of performance",
                               .caller = "test"};
  if (Below(2) == 0) change.indicator = slices_[Below(slices_.size())].indicator;
  // The same may stand already, which is an answer like any other.
  const absl::StatusOr<domain::StepChange> recorded = fixture_.store().RecordStepChange(change);
  if (recorded.ok()) standing_steps_.push_back(recorded->id);
}

}  // namespace trustwatch::testing
