#ifndef TRUSTWATCH_TESTS_INGEST_JUDGE_FIXTURE_H_
#define TRUSTWATCH_TESTS_INGEST_JUDGE_FIXTURE_H_

#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/history/figures.h"
#include "daemon/ingest/judge.h"
#include "daemon/ingest/rulebook.h"
#include "tests/ingest/stub_store.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {

// The builder's definitions and, all over a month and owed by mental_health_trust unless said:
// calls_offered plausible 10 to 5000 (warn); bed_cost (pounds a day, a ratio of scale 1, plausible
// 200 to 1500, else explain); share_out_of_area (a fraction of 1, with a ratio, plausible 0 to
// 0.3); bed_occupancy (a percentage of at most 200, plausible 60 to 110); staff_score (0 to 10,
// plausible 4 to 9, else refuse); cost_saved (money, may be negative); old_measure (owed until
// 2025-12-31); beds_open (owed by nobody); quarterly (over 3 months, that end in March and so on);
// calls_abandoned (a pair rule asks an explanation if it is above calls_offered). XN5 "Newshire"
// opened on 2026-03-01.
DefinitionsBuilder JudgeDefinitions();

// Judges drafts on a day, against a store that says what the test put there.
class JudgeBench {
 public:
  explicit JudgeBench(const DefinitionsBuilder& builder = JudgeDefinitions())
      : rulebook(builder.Build()) {}

  ingest::Judgement Judge(const domain::Draft& draft) {
    const domain::Organisation* organisation =
        rulebook.definitions()->organisations.Find(Ods(draft.organisation));
    const history::Figures figures;  // read anew, because a stub tells nobody of what is put
    return Value(ingest::Judge(draft, {.rulebook = rulebook,
                                       .organisation = *organisation,
                                       .today = today,
                                       .store = store,
                                       .reader = store.reader(),
                                       .figures = figures}));
  }

  ingest::Rulebook rulebook;
  StubStore store;
  domain::Day today = DayOf("2026-07-01");
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_INGEST_JUDGE_FIXTURE_H_
