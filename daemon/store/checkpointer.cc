#include "daemon/store/checkpointer.h"

#include <memory>
#include <stop_token>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/log.h"
#include "daemon/base/mutex.h"
#include "daemon/store/database.h"
#include "daemon/store/health.h"

namespace trustwatch::store {
namespace {

// A wait that nobody ended looks again after this long.
constexpr absl::Duration kFileLookAgain = absl::Seconds(1);

}  // namespace

Checkpointer::Checkpointer(std::unique_ptr<Database> db, Health& health)
    : db_(std::move(db)),
      health_(health),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

Checkpointer::~Checkpointer() {
  const base::MutexLock lock(mutex_);
  thread_.request_stop();
  changed_.NotifyAll();
}

void Checkpointer::LogIs(int pages) {
  const base::MutexLock lock(mutex_);
  if (pages < moved_pages_) moved_pages_ = 0;  // the log began anew
  // Each checkpoint syncs the file, which the commits beside it feel.
  if (pages - moved_pages_ < kLogPagesSoft) return;
  is_long_ = true;
  changed_.NotifyAll();
}

bool Checkpointer::WaitForWork(const std::stop_token& stop) {
  const base::MutexLock lock(mutex_);
  while (!is_long_ && !stop.stop_requested()) changed_.WaitFor(mutex_, kFileLookAgain);
  is_long_ = false;
  return !stop.stop_requested();
}

void Checkpointer::Checkpoint() {
  const absl::StatusOr<Database::Checkpoint> left = db_->CheckpointPassively();
  if (left.ok()) {
    const base::MutexLock lock(mutex_);
    moved_pages_ = left->moved_pages;
    return;
  }
  base::Log(base::Severity::kWarning, "the write-ahead log could not be moved into the file",
            {{"error", std::string(health_.Note(left.status()).message())}});
}

void Checkpointer::Run(const std::stop_token& stop) {
  while (WaitForWork(stop)) Checkpoint();
}

}  // namespace trustwatch::store
