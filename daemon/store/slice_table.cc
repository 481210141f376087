#include "daemon/store/slice_table.h"

#include <atomic>
#include <cstddef>

#include "daemon/base/check.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/observation.h"
#include "daemon/store/reader.h"

namespace trustwatch::store {

SliceTable::~SliceTable() {
  for (std::atomic<Chunk*>& held : chunks_) {
    const Chunk* const chunk = held.load(std::memory_order_acquire);
    if (chunk == nullptr) continue;
    for (const auto& slot : *chunk) delete slot.load(std::memory_order_acquire);
    delete chunk;
  }
}

void SliceTable::Set(SliceId id, const domain::Slice& slice) {
  const auto index = static_cast<std::size_t>(id);
  TRUSTWATCH_CHECK(index >= 1 && index <= domain::kSlicesMax);
  Chunk* chunk = chunks_[index / kChunkSize].load(std::memory_order_acquire);
  if (chunk == nullptr) {
    chunk = new Chunk{};
    chunks_[index / kChunkSize].store(chunk, std::memory_order_release);
  }
  TRUSTWATCH_CHECK((*chunk)[index % kChunkSize].load(std::memory_order_acquire) == nullptr);
  (*chunk)[index % kChunkSize].store(new domain::Slice(slice), std::memory_order_release);
}

const domain::Slice* SliceTable::Find(SliceId id) const {
  const auto index = static_cast<std::size_t>(id);  // a negative one is beyond the limit
  if (index > domain::kSlicesMax) return nullptr;
  const Chunk* const chunk = chunks_[index / kChunkSize].load(std::memory_order_acquire);
  if (chunk == nullptr) return nullptr;
  return (*chunk)[index % kChunkSize].load(std::memory_order_acquire);
}

}  // namespace trustwatch::store
