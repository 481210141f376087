#include "daemon/ingest/turns.h"

#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/identifiers.h"

namespace trustwatch::ingest {

bool Turns::Join(const domain::OdsCode& organisation, std::shared_ptr<Job> job, Place place) {
  {
    const base::MutexLock lock(mutex_);
    if (is_closed_ || waiting_.size() >= waiting_max_) return false;
    Waiting waiting{organisation, std::move(job)};
    if (place == Place::kFront) {
      waiting_.push_front(std::move(waiting));
    } else {
      waiting_.push_back(std::move(waiting));
    }
    ++waiting_of_[organisation];
  }
  changed_.NotifyOne();
  return true;
}

bool Turns::IsBusy(const domain::OdsCode& organisation) const {
  const base::MutexLock lock(mutex_);
  return waiting_of_.contains(organisation) || in_turn_.contains(organisation);
}

std::shared_ptr<Job> Turns::TakeOne() {
  auto found = waiting_.begin();
  while (found != waiting_.end() && in_turn_.contains(found->organisation)) ++found;
  if (found == waiting_.end()) return nullptr;
  std::shared_ptr<Job> job = std::move(found->job);
  in_turn_.insert(found->organisation);
  const auto count = waiting_of_.find(found->organisation);
  if (--count->second == 0) waiting_of_.erase(count);
  waiting_.erase(found);
  return job;
}

std::shared_ptr<Job> Turns::Next(const std::stop_token& stop) {
  const base::MutexLock lock(mutex_);
  while (!is_closed_ && !stop.stop_requested()) {
    if (std::shared_ptr<Job> job = TakeOne()) return job;
    changed_.WaitFor(mutex_, absl::Seconds(1));
  }
  return nullptr;
}

void Turns::Finish(const domain::OdsCode& organisation) {
  {
    const base::MutexLock lock(mutex_);
    in_turn_.erase(organisation);
  }
  changed_.NotifyOne();
}

std::vector<std::shared_ptr<Job>> Turns::Close() {
  std::vector<std::shared_ptr<Job>> left;
  {
    const base::MutexLock lock(mutex_);
    is_closed_ = true;
    for (Waiting& waiting : waiting_) left.push_back(std::move(waiting.job));
    waiting_.clear();
    waiting_of_.clear();
  }
  changed_.NotifyAll();
  return left;
}

}  // namespace trustwatch::ingest
