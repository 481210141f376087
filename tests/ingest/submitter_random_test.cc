#include <cstddef>
#include <iostream>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "daemon/domain/draft.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "daemon/ingest/submitter.h"
#include "gtest/gtest.h"
#include "tests/ingest/drafts.h"
#include "tests/ingest/submitter_fixture.h"
#include "tests/support/status_matchers.h"

// Drafts that chance made: a dry run and the live call give the same reply.
namespace trustwatch::testing {
namespace {

using domain::Draft;
using domain::DraftObservation;
using ingest::Reply;

class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}

  int Below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(engine_); }

  // Mostly good rows of few figures, so that drafts meet each other and what is current.
  DraftObservation Row() {
    const std::vector<std::string> indicators = {"calls_offered",   "calls_answered",
                                                 "calls_abandoned", "seen_in_time",
                                                 "bed_cost",        "cals_offered"};
    const std::size_t which = static_cast<std::size_t>(Below(20)) % 6;
    DraftObservation row = RowOf(indicators[which % (Below(8) == 0 ? 6 : 5)], ValueOf(which),
                                 "2026-0" + std::to_string(1 + Below(Below(9) == 0 ? 8 : 3)));
    if (Below(3) == 0) row.breakdown = Below(6) == 0 ? "Bad One" : "age:18-64";
    if (Below(4) == 0) row.explanation = "said by the ward";
    return row;
  }

  Draft NextDraft(int number) {
    Draft draft = DraftOf({}, "request-" + std::to_string(number));
    draft.status = static_cast<domain::Status>(1 + (Below(8) == 0 ? 2 : Below(2)));
    draft.accept_valid_rows = Below(2) == 0;
    for (int i = 1 + Below(6); i > 0; --i) draft.observations.push_back(Row());
    return draft;
  }

 private:
  domain::DraftValue ValueOf(std::size_t which) {
    switch (Below(12)) {
      case 0:
        return domain::NilReturn{};
      case 1:
        return domain::Missing{Below(2) == 0 ? "" : "system down"};
      case 2:
        return std::monostate();
      case 3:
        return Figure(0.5);
      default:
        return which == 3 && Below(2) == 0 ? domain::DraftValue(Ratio(40 + Below(3), 60))
                                           : domain::DraftValue(Figure(95 + Below(4)));
    }
  }

  std::mt19937 engine_;
};

void ExpectSame(const Reply& dry, const Reply& live) {
  EXPECT_EQ(dry.outcome, live.outcome);
  EXPECT_EQ(dry.findings, live.findings);
  EXPECT_EQ(dry.finding_count, live.finding_count);
  EXPECT_EQ(dry.effects, live.effects);
  EXPECT_EQ(dry.is_retry, live.is_retry);
  ASSERT_EQ(dry.receipt.has_value(), live.receipt.has_value());
  if (!dry.receipt) return;
  EXPECT_EQ(dry.receipt->request_id, live.receipt->request_id);
  EXPECT_EQ(dry.receipt->organisation, live.receipt->organisation);
  EXPECT_EQ(dry.receipt->status, live.receipt->status);
  EXPECT_EQ(dry.receipt->catalogue_version, live.receipt->catalogue_version);
  EXPECT_EQ(dry.receipt->caller, live.receipt->caller);
  EXPECT_EQ(dry.receipt->new_count, live.receipt->new_count);
  EXPECT_EQ(dry.receipt->changed_count, live.receipt->changed_count);
  EXPECT_EQ(dry.receipt->unchanged_count, live.receipt->unchanged_count);
  EXPECT_EQ(dry.receipt->refused_count, live.receipt->refused_count);
  EXPECT_EQ(dry.receipt->submission_id, 0);
  EXPECT_GT(live.receipt->submission_id, 0);
}

TEST_F(SubmitterTest, ADryRunGivesTheReplyOfTheLiveCall) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << '\n';
  Chance chance(seed);
  int recorded = 0;
  for (int number = 0; number < 300; ++number) {
    Draft draft = chance.NextDraft(number);
    draft.validate_only = true;
    const Reply dry = MustSubmit(draft);
    draft.validate_only = false;
    const Reply live = MustSubmit(draft);
    ASSERT_NO_FATAL_FAILURE(ExpectSame(dry, live)) << "seed " << seed << ", draft " << number;
    if (HasFailure()) FAIL() << "seed " << seed << ", draft " << number;
    if (!live.receipt) continue;
    ++recorded;
    // Now and then a figure goes, and its revisions stay counted.
    if (chance.Below(10) == 0) {
      Value(submitter->Withdraw(live.receipt->submission_id, "by chance", {"tester"}));
    }
  }
  EXPECT_GT(recorded, 50) << "seed " << seed << ": the drafts tell little";
}

}  // namespace
}  // namespace trustwatch::testing
