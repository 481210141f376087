#include "daemon/ingest/draft_digest.h"

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/domain/draft.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/value.h"
#include "gtest/gtest.h"
#include "tests/ingest/drafts.h"

namespace trustwatch::testing {
namespace {

using domain::Draft;
using domain::DraftNumber;
using ingest::DraftDigest;

Draft Basis() {
  return DraftOf({RowOf("calls_offered", Figure(100)), RowOf("seen_in_time", Ratio(50, 80))});
}

TEST(DraftDigest, IsTheSameForTheSameContent) {
  EXPECT_EQ(DraftDigest(Basis()), DraftDigest(Basis()));
  EXPECT_EQ(DraftDigest(Basis()).size(), 32U);
}

TEST(DraftDigest, DoesNotDependOnTheRequestIdAndTheDryRun) {
  Draft draft = Basis();
  draft.request_id = "another";
  draft.validate_only = true;
  EXPECT_EQ(DraftDigest(draft), DraftDigest(Basis()));
}

TEST(DraftDigest, DiffersForEveryDifferenceInContent) {
  const std::vector<std::function<void(Draft&)>> changes = {
      [](Draft&) {},
      [](Draft& d) { d.organisation = "XB2"; },
      [](Draft& d) { d.status = domain::Status::kFinal; },
      [](Draft& d) { d.accept_valid_rows = true; },
      [](Draft& d) { d.observations.pop_back(); },
      [](Draft& d) { std::swap(d.observations[0], d.observations[1]); },
      [](Draft& d) { d.observations[0].indicator = "calls_answered"; },
      [](Draft& d) { d.observations[0].breakdown = "a"; },
      [](Draft& d) { d.observations[0].explanation = "a"; },
      [](Draft& d) { d.observations[0].first_day->day = 2; },
      [](Draft& d) { d.observations[0].last_day->month = 5; },
      [](Draft& d) { d.observations[0].last_day->year = 2027; },
      [](Draft& d) { d.observations[0].first_day.reset(); },
      [](Draft& d) { d.observations[0].last_day.reset(); },
      [](Draft& d) { d.observations[0].first_day = domain::WrittenDate{}; },
      [](Draft& d) { d.observations[0].value = Figure(100.5); },
      [](Draft& d) { d.observations[0].value = DraftNumber{}; },
      [](Draft& d) {
        d.observations[0].value = DraftNumber{.value = 100, .unit_sign = domain::UnitSign::kPounds};
      },
      [](Draft& d) { d.observations[0].value = DraftNumber{.numerator = 100}; },
      [](Draft& d) { d.observations[0].value = DraftNumber{.denominator = 100}; },
      [](Draft& d) { d.observations[0].value = std::monostate(); },
      [](Draft& d) { d.observations[0].value = domain::NilReturn{}; },
      [](Draft& d) { d.observations[0].value = domain::NotApplicable{}; },
      [](Draft& d) { d.observations[0].value = domain::Suppressed{}; },
      [](Draft& d) { d.observations[0].value = domain::Missing{}; },
      [](Draft& d) { d.observations[0].value = domain::Missing{"a"}; },
  };
  std::set<std::string> digests;
  for (const auto& change : changes) {
    Draft draft = Basis();
    change(draft);
    digests.insert(DraftDigest(draft));
  }
  EXPECT_EQ(digests.size(), changes.size());
}

}  // namespace
}  // namespace trustwatch::testing
