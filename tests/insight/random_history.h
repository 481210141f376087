#ifndef TRUSTWATCH_TESTS_INSIGHT_RANDOM_HISTORY_H_
#define TRUSTWATCH_TESTS_INSIGHT_RANDOM_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/step_change.h"
#include "daemon/domain/value.h"
#include "tests/insight/insight_builder.h"

namespace trustwatch::testing {

// Random submissions, corrections, repetitions, withdrawals and step changes of a few organisations
// and slices. Borrows the fixture.
class RandomHistory {
 public:
  // Periods are `months` months from February 2026.
  RandomHistory(std::uint64_t seed, InsightFixture& fixture, int months = 3);

  // One thing that happens.
  void Step();

 private:
  std::size_t Below(std::size_t bound) { return random_() % bound; }
  domain::Value RandomValue();  // of few, so that many repeat
  void WithdrawOne();
  void ChangeStep();

  std::mt19937_64 random_;
  InsightFixture& fixture_;
  std::vector<domain::Slice> slices_;
  std::vector<std::string> periods_;
  std::vector<domain::SubmissionId> standing_;
  std::vector<domain::StepChangeId> standing_steps_;
  absl::Time now_ = NoonOf("2026-05-10");
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_INSIGHT_RANDOM_HISTORY_H_
