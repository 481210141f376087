#ifndef TRUSTWATCH_DAEMON_REMOTE_READ_WIRE_H_
#define TRUSTWATCH_DAEMON_REMOTE_READ_WIRE_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "daemon/samples/sample.h"

// The messages of remote_read.proto written straight into memory, without objects. Each Write
// appends at `to` and returns the end of what it wrote; the caller has made room for as many bytes
// as the function of sizes says. Bytes are those of protobuf's own serializer: numbers that are
// zero (but not -0.0) are left out. All are safe from any thread.
namespace trustwatch::remote_read {

inline constexpr std::size_t kVarintBytesMax = 10;
// One Sample as a field of TimeSeries: a tag and a length, 9 bytes of value, 11 of time.
inline constexpr std::size_t kSampleBytesMax = 22;

// A number of fields that are messages, strings or bytes: written before each of them.
constexpr std::uint64_t LengthTag(unsigned field) { return (field << 3) | 2; }
// The same for fields that are varints.
constexpr std::uint64_t VarintTag(unsigned field) { return field << 3; }

std::size_t VarintBytes(std::uint64_t number);
char* WriteVarint(std::uint64_t number, char* to);

// The field `labels` of TimeSeries and of ChunkedSeries.
std::size_t LabelsBytes(std::span<const samples::Label> labels);
char* WriteLabels(std::span<const samples::Label> labels, char* to);

// The field `samples` of TimeSeries, whose instants must ascend. About 4 ns a sample to measure and
// to write for instants from 1971 to 2109; others take longer.
std::size_t SamplesBytes(std::span<const samples::Sample> samples);
char* WriteSamples(std::span<const samples::Sample> samples, char* to);

}  // namespace trustwatch::remote_read

#endif  // TRUSTWATCH_DAEMON_REMOTE_READ_WIRE_H_
