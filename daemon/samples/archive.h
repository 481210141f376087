#ifndef TRUSTWATCH_DAEMON_SAMPLES_ARCHIVE_H_
#define TRUSTWATCH_DAEMON_SAMPLES_ARCHIVE_H_

#include "absl/status/status.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sources.h"
#include "daemon/samples/visitor.h"

namespace trustwatch::samples {

// Every series that history is served as. Safe from any thread. Borrows all it is given, which must
// outlive it.
class Archive {
 public:
  explicit Archive(const Sources& sources) : sources_(sources) {}

  const Sources& sources() const { return sources_; }

  // Visits the series that fit all matchers, sorted by their labels, and have a sample in the
  // query's instants (of labels_only: a value that holds at some time in them). What is known now
  // is read from memory: about 1 us a series, 10 ns a sample; what was known once is read from the
  // store, about 0.3 us a recorded row. kInvalidArgument: TOO_MANY_SAMPLES, TOO_MANY_SERIES, and
  // the errors of Plan::Make. Also those of store::Store. After an error what was visited is
  // not the answer.
  absl::Status Each(const Query& query, const QueryLimits& limits, const Visit& visit) const;

  // The same for those who gather what labels there are: in any order, and of the series that are
  // wanted alone. `wanted` is asked before a series is read, so that one whose labels are all known
  // already costs its names: about 0.2 us.
  absl::Status EachWanted(const Query& query, const QueryLimits& limits, const Wanted& wanted,
                          const Visit& visit) const;

 private:
  const Sources sources_;
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_ARCHIVE_H_
