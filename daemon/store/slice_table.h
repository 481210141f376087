#ifndef TRUSTWATCH_DAEMON_STORE_SLICE_TABLE_H_
#define TRUSTWATCH_DAEMON_STORE_SLICE_TABLE_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>

#include "daemon/domain/limits.h"
#include "daemon/domain/observation.h"
#include "daemon/store/reader.h"

namespace trustwatch::store {

// Slices by their key, read without a lock because every row that is read asks for one. Grows in
// chunks that never move. Set by one thread at a time; Find is safe from any thread.
class SliceTable {
 public:
  SliceTable() = default;
  ~SliceTable();
  SliceTable(const SliceTable&) = delete;
  SliceTable& operator=(const SliceTable&) = delete;

  // Keeps `slice` for as long as the table lives. `id` is new, 1 to kSlicesMax.
  void Set(SliceId id, const domain::Slice& slice);

  // nullptr if there is none.
  const domain::Slice* Find(SliceId id) const;

 private:
  static constexpr std::size_t kChunkSize = 1'024;
  using Chunk = std::array<std::atomic<const domain::Slice*>, kChunkSize>;
  static constexpr std::size_t kChunksMax = domain::kSlicesMax / kChunkSize + 1;

  std::array<std::atomic<Chunk*>, kChunksMax> chunks_{};
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_SLICE_TABLE_H_
