#ifndef TRUSTWATCH_DAEMON_STORE_READER_POOL_H_
#define TRUSTWATCH_DAEMON_STORE_READER_POOL_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "daemon/base/mutex.h"
#include "daemon/store/database.h"

namespace trustwatch::store {

// Connections for reading, kReadersMax at most, opened when they are needed and kept with their
// parsed statements. Safe from any thread. Every lease must end before the pool does.
class ReaderPool {
 public:
  // A connection inside a read transaction: everything committed before Take, and nothing after.
  // The end of its life gives it back. Not thread-safe.
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<Database> db);
    ~Lease();
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;

    Database& db() const { return *db_; }

   private:
    ReaderPool& pool_;
    std::unique_ptr<Database> db_;  // nullptr once moved from
  };

  explicit ReaderPool(std::filesystem::path file);
  ~ReaderPool();
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;

  // kResourceExhausted (READERS_BUSY) if kReadersMax are out. About 10 us.
  absl::StatusOr<Lease> Take() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  absl::StatusOr<std::unique_ptr<Database>> TakeIdle() ABSL_LOCKS_EXCLUDED(mutex_);
  // nullptr: the connection is of no more use.
  void GiveBack(std::unique_ptr<Database> db) ABSL_LOCKS_EXCLUDED(mutex_);

  const std::filesystem::path file_;
  base::Mutex mutex_;
  std::size_t out_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::unique_ptr<Database>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_READER_POOL_H_
