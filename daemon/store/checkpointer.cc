#include "daemon/store/checkpointer.h"

#include <memory>
#include <stop_token>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/log.h"
#include "daemon/base/mutex.h"
#include "daemon/store/database.h"
#include "daemon/store/health.h"

namespace trustwatch::store {
namespace {

// A wait that nobody ended looks again after this long.
constexpr absl::Duration kLookAgain = absl::Seconds(1);

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
  if (pages < kLogPagesSoft) return;
  const base::MutexLock lock(mutex_);
  is_long_ = true;
  changed_.NotifyAll();
}

bool Checkpointer::WaitForWork(const std::stop_token& stop) {
  const base::MutexLock lock(mutex_);
  while (!is_long_ && !stop.stop_requested()) changed_.WaitFor(mutex_, kLookAgain);
  is_long_ = false;
  return !stop.stop_requested();
}

void Checkpointer::Run(const std::stop_token& stop) {
  while (WaitForWork(stop)) {
    const absl::Status status = health_.Note(db_->CheckpointPassively().status());
    if (!status.ok()) {
      base::Log(base::Severity::kWarning, "the write-ahead log could not be moved into the file",
                {{"error", std::string(status.message())}});
    }
  }
}

}  // namespace trustwatch::store
