#ifndef TRUSTWATCH_DAEMON_INGEST_PAIR_RULES_H_
#define TRUSTWATCH_DAEMON_INGEST_PAIR_RULES_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/row_index.h"
#include "daemon/ingest/rulebook.h"

namespace trustwatch::ingest {

// Judges figures against each other: the lesser of a pair is not above the greater, for the same
// breakdown and period. A row is held against the good row of the same draft that carries the other
// figure; if there is none, against what is current. Where two rows of a draft disagree, both are
// named, and an explanation in either is one. Not thread-safe. Borrows everything.
class PairRules {
 public:
  // The current number of a figure that the draft does not carry; absent if there is none.
  using CurrentNumber =
      std::function<std::optional<double>(const domain::Slice&, const domain::Period&)>;

  // `accepts_valid_rows`: a refused row leaves its figure as it stands, so that its partners are
  // held against that. Otherwise nothing is recorded, and they wait for the correction.
  PairRules(const std::vector<Row>& rows, const RowIndex& index, bool accepts_valid_rows,
            CurrentNumber current, Findings& findings);

  void Check();

 private:
  struct Task {  // hold a row against the other figure of a rule
    std::size_t row;
    const PairLink* link;
  };

  std::optional<double> NumberOf(std::size_t row) const;
  std::optional<std::size_t> PartnerOf(std::size_t row, const PairLink& link) const;
  void CheckRows(const Task& pair);
  void CheckCurrent(const Task& task);
  template <typename Describe>
  void AddFinding(std::size_t row, domain::Level level, std::string_view explanation,
                  const Describe& describe);
  // What a newly refused row would have replaced stands: its good partners are held against that.
  void AddPartnersOf(std::size_t refused);

  const std::vector<Row>& rows_;
  const RowIndex& index_;
  bool accepts_valid_rows_;
  CurrentNumber current_;
  Findings& findings_;
  std::deque<Task> tasks_;  // against what is current
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_PAIR_RULES_H_
