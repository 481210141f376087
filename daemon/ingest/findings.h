#ifndef TRUSTWATCH_DAEMON_INGEST_FINDINGS_H_
#define TRUSTWATCH_DAEMON_INGEST_FINDINGS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/receipt.h"

namespace trustwatch::ingest {

// What a rule says of a row.
struct Words {
  std::string_view reason;  // a literal: VALUE_ABOVE_MAXIMUM
  std::string field;        // path in the observation: value.number.denominator
  std::string value;        // as it was sent
  std::string message;      // what is wrong
  std::string cure;         // what to do about it
  std::vector<std::int32_t> related_indexes = {};
};

// What the sender can do about a finding of a level, for the end of a cure.
std::string_view CureOf(domain::Level level);

// Gathers what the rules find in the rows of one draft, and which rows are refused for it. Counts
// everything; keeps the text of the first kFindingsPerReplyMax of each pass over the rows, and of
// every one that carries an explanation, so that a draft full of faults cannot fill the memory.
// Not thread-safe. Borrows the draft, which must outlive it.
class Findings {
 public:
  explicit Findings(const domain::Draft& draft);

  // `describe` makes the Words; it is not called when the text is not kept. A row is refused by
  // level kRefuse, and by kExplain if it carries no explanation.
  template <typename Describe>
  void Add(std::size_t row, domain::Level level, const Describe& describe) {
    AddExplained(row, level, ExplanationOf(row), describe);
  }

  // The same where the explanation may stand in another row.
  template <typename Describe>
  void AddExplained(std::size_t row, domain::Level level, std::string_view explanation,
                    const Describe& describe) {
    if (Count(row, level, explanation)) Keep(row, level, explanation, describe());
  }

  // Without blanks at its ends; empty if it is too long, which is a finding of its own.
  std::string_view ExplanationOf(std::size_t row) const;

  // The next findings come from another pass over the rows.
  void StartPass() { pass_begin_ = kept_.size(); }

  bool IsRefused(std::size_t row) const { return refused_[row]; }
  std::int32_t refused_count() const { return refused_count_; }
  std::int64_t count() const { return count_; }

  // By row: the first kFindingsPerReplyMax, and behind them those that carry an explanation. Call
  // it once, last.
  std::vector<domain::Finding> Take();

 private:
  // True if the text shall be kept.
  bool Count(std::size_t row, domain::Level level, std::string_view explanation);
  void Keep(std::size_t row, domain::Level level, std::string_view explanation, Words words);

  const domain::Draft& draft_;
  std::vector<bool> refused_;
  std::int32_t refused_count_ = 0;
  std::int64_t count_ = 0;
  std::vector<domain::Finding> kept_;
  std::size_t pass_begin_ = 0;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_FINDINGS_H_
