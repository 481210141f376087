#include "daemon/remote_read/snappy_stream.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/base/check.h"
#include "daemon/remote_read/wire.h"
#include "snappy.h"

namespace trustwatch::remote_read {
namespace {

// Four of snappy's blocks: small enough to be still in the cache when they are packed.
constexpr std::size_t kBlockBytes = 256UL * 1024;

// An answer that passes the first is given the address space of the second at once, instead of
// being moved whenever it has doubled: what is reserved and never written takes no memory.
constexpr std::size_t kSmallBytesMax = 1024UL * 1024;
constexpr std::size_t kReservedBytes = 256UL * 1024 * 1024;

// Asks for pages of 2 MiB too: that is five hundred times fewer page faults, which would otherwise
// cost more than writing the answer. It is advice; a kernel that does not take it gives small
// pages.
void Reserve(std::string& bytes) {
  constexpr std::uintptr_t kHugePage = 2UL * 1024 * 1024;
  bytes.reserve(kReservedBytes);
  const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data()) + bytes.size();
  const auto end = reinterpret_cast<std::uintptr_t>(bytes.data()) + kReservedBytes;
  const std::uintptr_t first = (begin + kHugePage - 1) / kHugePage * kHugePage;
  if (first < end) ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
}

// A varint of exactly five bytes: every reader takes one whose highest groups are empty.
std::array<char, 5> FiveBytes(std::uint32_t number) {
  std::array<char, 5> bytes{};
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[i] = static_cast<char>(((number >> (7 * i)) & 0x7f) | 0x80);
  }
  bytes[4] = static_cast<char>(number >> 28);
  return bytes;
}

}  // namespace

SnappyStream::SnappyStream(Packing packing)
    : packing_(packing),
      block_bytes_(kBlockBytes),
      block_(std::make_unique_for_overwrite<char[]>(block_bytes_)),
      packed_(kVarintBytes, '\0') {}

char* SnappyStream::Room(std::size_t bytes) {
  if (bytes > block_bytes_ - filled_) Flush();
  if (bytes > block_bytes_) {
    block_ = std::make_unique_for_overwrite<char[]>(bytes);
    block_bytes_ = bytes;
  }
  return block_.get() + filled_;
}

void SnappyStream::Wrote(const char* end) {
  const auto filled = static_cast<std::size_t>(end - block_.get());
  message_bytes_ += filled - filled_;
  filled_ = filled;
}

SnappyStream::Place SnappyStream::LeaveVarint() {
  Flush();
  Store(std::string_view("\0\0\0\0\0", kVarintBytes));
  message_bytes_ += kVarintBytes;
  return Place{.at = packed_.size() - kVarintBytes};
}

void SnappyStream::Fill(Place place, std::uint32_t number) {
  const std::array<char, kVarintBytes> bytes = FiveBytes(number);
  std::copy(bytes.begin(), bytes.end(), packed_.begin() + static_cast<std::ptrdiff_t>(place.at));
}

std::string SnappyStream::Finish() {
  Flush();
  TRUSTWATCH_CHECK(message_bytes_ <= kMessageBytesMax);
  Fill(Place{.at = 0}, static_cast<std::uint32_t>(message_bytes_));
  return std::move(packed_);
}

void SnappyStream::Flush() {
  const std::string_view block(block_.get(), filled_);
  filled_ = 0;
  if (block.empty()) return;
  if (packed_.size() > kSmallBytesMax && packed_.capacity() < kReservedBytes) Reserve(packed_);
  if (packing_ == Packing::kStored) return Store(block);
  const std::size_t bytes_max = snappy::MaxCompressedLength(block.size());
  if (bytes_max > scratch_bytes_) {
    scratch_ = std::make_unique_for_overwrite<char[]>(bytes_max);
    scratch_bytes_ = bytes_max;
  }
  std::size_t bytes = 0;
  snappy::RawCompress(block.data(), block.size(), scratch_.get(), &bytes);
  const std::size_t length_bytes = VarintBytes(block.size());  // its own, which ours replaces
  packed_.append(scratch_.get() + length_bytes, bytes - length_bytes);
}

// A literal: 61 << 2, the length less one in two bytes, and the bytes.
void SnappyStream::Store(std::string_view bytes) {
  constexpr std::size_t kLiteralBytesMax = 0x1'0000;
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, kLiteralBytesMax);
    const std::size_t last = part.size() - 1;
    const std::array<char, 3> head = {static_cast<char>(61U << 2), static_cast<char>(last & 0xff),
                                      static_cast<char>(last >> 8)};
    packed_.append(head.data(), head.size());
    packed_.append(part);
    bytes.remove_prefix(part.size());
  }
}

}  // namespace trustwatch::remote_read
