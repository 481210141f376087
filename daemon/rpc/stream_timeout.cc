#include "daemon/rpc/stream_timeout.h"

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "grpcpp/alarm.h"
#include "grpcpp/server_context.h"

namespace trustwatch::rpc {

struct StreamTimeout::Target {
  base::Mutex mutex;
  grpc::ServerContext* context ABSL_GUARDED_BY(mutex) = nullptr;  // null once the call is over
  bool has_fired ABSL_GUARDED_BY(mutex) = false;
};

StreamTimeout::StreamTimeout(absl::Time deadline, grpc::ServerContext& context)
    : target_(std::make_shared<Target>()) {
  {
    const base::MutexLock lock(target_->mutex);
    target_->context = &context;
  }
  alarm_.Set(absl::ToChronoTime(deadline), [target = target_](bool due) {
    const base::MutexLock lock(target->mutex);
    if (!due || target->context == nullptr) return;
    target->has_fired = true;
    target->context->TryCancel();
  });
}

bool StreamTimeout::HasFired() const {
  const base::MutexLock lock(target_->mutex);
  return target_->has_fired;
}

StreamTimeout::~StreamTimeout() {
  alarm_.Cancel();
  const base::MutexLock lock(target_->mutex);
  target_->context = nullptr;
}

}  // namespace trustwatch::rpc
