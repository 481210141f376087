#ifndef TRUSTWATCH_DAEMON_INGEST_TURNS_H_
#define TRUSTWATCH_DAEMON_INGEST_TURNS_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <stop_token>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/identifiers.h"

namespace trustwatch::ingest {

struct Job;  // a submission on its way; see job.h

// A queue for submissions whose judgement another submission of the same organisation made stale.
// Those of one organisation take turns, first come, first served; organisations do not wait for
// each other. Safe from any thread.
class Turns {
 public:
  // Holds `waiting_max` jobs at most.
  explicit Turns(std::size_t waiting_max) : waiting_max_(waiting_max) {}

  // False if the queue is full or closed. A job that comes back in its own turn goes to the front.
  enum class Place { kBack, kFront };
  bool Join(const domain::OdsCode& organisation, std::shared_ptr<Job> job, Place place)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // True if jobs of the organisation wait or have their turn: a new one had better join them.
  bool IsBusy(const domain::OdsCode& organisation) const ABSL_LOCKS_EXCLUDED(mutex_);

  // Waits for a job whose organisation has no turn, and begins that. nullptr once stopped or
  // closed. The pointer is shared because the store's writer may still hold the job.
  std::shared_ptr<Job> Next(const std::stop_token& stop) ABSL_LOCKS_EXCLUDED(mutex_);

  // Ends the turn that Next began.
  void Finish(const domain::OdsCode& organisation) ABSL_LOCKS_EXCLUDED(mutex_);

  // Lets nobody in any more; gives back those who wait.
  std::vector<std::shared_ptr<Job>> Close() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Waiting {
    domain::OdsCode organisation;
    std::shared_ptr<Job> job;
  };

  std::shared_ptr<Job> TakeOne() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::size_t waiting_max_;
  mutable base::Mutex mutex_;
  base::CondVar changed_;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);  // at most waiting_max_
  absl::flat_hash_map<domain::OdsCode, int> waiting_of_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_set<domain::OdsCode> in_turn_ ABSL_GUARDED_BY(mutex_);
  bool is_closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_TURNS_H_
