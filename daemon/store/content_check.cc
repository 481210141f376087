#include "daemon/store/content_check.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/log.h"
#include "daemon/base/mutex.h"
#include "daemon/store/database.h"
#include "daemon/store/health.h"
#include "daemon/store/startup_check.h"

namespace trustwatch::store {
namespace {

void LogOutcome(const Database& db, const absl::Status& status) {
  if (status.ok()) {
    base::Log(base::Severity::kInfo, "the store was checked and is sound",
              {{"file", db.file().string()}});
  } else {
    base::Log(base::Severity::kError, "the store could not be found sound",
              {{"error", std::string(status.message())}});
  }
}

}  // namespace

BackgroundContentCheck::BackgroundContentCheck(std::unique_ptr<Database> db, Health& health)
    : db_(std::move(db)), health_(health), thread_([this] { Run(); }) {}

BackgroundContentCheck::~BackgroundContentCheck() {
  const base::MutexLock lock(mutex_);
  is_unwanted_ = true;
  // An interrupt that falls between two statements ends neither, so it is repeated.
  while (!is_done_) {
    db_->Interrupt();
    changed_.WaitFor(mutex_, absl::Milliseconds(10));
  }
}

void BackgroundContentCheck::Run() {
  const absl::Status status = health_.Note(CheckContent(*db_));
  const base::MutexLock lock(mutex_);
  if (!is_unwanted_) LogOutcome(*db_, status);
  is_done_ = true;
  changed_.NotifyAll();
}

}  // namespace trustwatch::store
