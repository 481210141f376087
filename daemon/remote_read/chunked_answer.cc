#include "daemon/remote_read/chunked_answer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "daemon/base/check.h"
#include "daemon/base/error.h"
#include "daemon/base/excerpt.h"
#include "daemon/remote_read/crc32c.h"
#include "daemon/remote_read/wire.h"
#include "daemon/remote_read/xor_chunk.h"
#include "daemon/samples/sample.h"
#include "fmt/format.h"

namespace trustwatch::remote_read {
namespace {

constexpr char kChunkedSeries = LengthTag(1);  // of ChunkedReadResponse
constexpr char kQueryIndex = VarintTag(2);
constexpr char kChunks = LengthTag(2);     // of ChunkedSeries
constexpr char kChunkFrom = VarintTag(1);  // of Chunk
constexpr char kChunkUntil = VarintTag(2);
constexpr char kChunkType = VarintTag(3);
constexpr char kChunkData = LengthTag(4);
constexpr char kXor = 1;

constexpr std::size_t kFramesBytes = 64UL * 1024;  // handed to the sink together

void AppendVarint(std::uint64_t number, std::string& to) {
  std::array<char, kVarintBytesMax> bytes;  // NOLINT(*-member-init): only what is written is read
  const char* end = WriteVarint(number, bytes.data());
  to.append(bytes.data(), static_cast<std::size_t>(end - bytes.data()));
}

// A field of a number, which is left out if it is zero, as protobuf does.
std::size_t NumberBytes(std::uint64_t number) { return number == 0 ? 0 : 1 + VarintBytes(number); }
void AppendNumber(char tag, std::uint64_t number, std::string& to) {
  if (number == 0) return;
  to.push_back(tag);
  AppendVarint(number, to);
}

void AppendLength(char tag, std::size_t bytes, std::string& to) {
  to.push_back(tag);
  AppendVarint(bytes, to);
}

void AppendLabels(std::span<const samples::Label> labels, std::string& to) {
  const std::size_t before = to.size();
  to.resize(before + LabelsBytes(labels));
  WriteLabels(labels, to.data() + before);
}

// The field `chunks` of ChunkedSeries with up to kXorChunkSamplesMax samples.
void AppendChunk(std::span<const samples::Sample> samples, std::string& data, std::string& to) {
  data.clear();
  AppendXorChunk(samples, data);
  const auto from = static_cast<std::uint64_t>(samples.front().at_ms);
  const auto until = static_cast<std::uint64_t>(samples.back().at_ms);
  AppendLength(kChunks,
               NumberBytes(from) + NumberBytes(until) + NumberBytes(kXor) + 1 +
                   VarintBytes(data.size()) + data.size(),
               to);
  AppendNumber(kChunkFrom, from, to);
  AppendNumber(kChunkUntil, until, to);
  AppendNumber(kChunkType, kXor, to);
  AppendLength(kChunkData, data.size(), to);
  to.append(data);
}

// A frame: the length of the message, its sum with the highest byte first, the message, which has
// one series and the query that it belongs to.
void AppendFrame(std::string_view series, std::uint64_t query, std::string& to) {
  AppendVarint(1 + VarintBytes(series.size()) + series.size() + NumberBytes(query), to);
  const std::size_t sum_at = to.size();
  const std::size_t message_at = sum_at + 4;
  to.append(4, '\0');
  AppendLength(kChunkedSeries, series.size(), to);
  to.append(series);
  AppendNumber(kQueryIndex, query, to);
  const std::uint32_t sum = Crc32c(std::string_view(to).substr(message_at));
  for (std::size_t i = 0; i < 4; ++i) to[sum_at + i] = static_cast<char>(sum >> (24 - 8 * i));
}

absl::Status TooLarge(std::span<const samples::Label> labels) {
  std::string text;
  for (const samples::Label& label : labels) {
    text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", label.name, label.value);
  }
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "SERIES_TOO_LARGE",
      .message = fmt::format("the series {{{}}} takes more than {} bytes, the most that a frame of "
                             "the answer holds; ask for a shorter time or a longer step",
                             base::Excerpt(text), ChunkedAnswer::kSeriesBytesMax)}
      .ToStatus();
}

}  // namespace

ChunkedAnswer::ChunkedAnswer(Sink sink) : sink_(std::move(sink)) {}

void ChunkedAnswer::BeginQuery() { ++queries_; }

absl::Status ChunkedAnswer::Add(const samples::LabelledSamples& series) {
  TRUSTWATCH_CHECK(queries_ > 0);
  series_.clear();
  AppendLabels(series.labels, series_);
  for (std::span<const samples::Sample> left = series.samples; !left.empty();) {
    const auto now = left.first(std::min(left.size(), kXorChunkSamplesMax));
    AppendChunk(now, chunk_, series_);
    if (series_.size() > kSeriesBytesMax) return TooLarge(series.labels);
    left = left.subspan(now.size());
  }
  AppendFrame(series_, queries_ - 1, frames_);
  return frames_.size() < kFramesBytes ? absl::OkStatus() : Flush();
}

absl::Status ChunkedAnswer::Finish() { return frames_.empty() ? absl::OkStatus() : Flush(); }

absl::Status ChunkedAnswer::Flush() {
  const bool taken = sink_(frames_);
  frames_.clear();
  if (taken) return absl::OkStatus();
  return base::Error{.code = absl::StatusCode::kCancelled,
                     .reason = "READER_GONE",
                     .message =
                         "the reader left in the midst of its answer; if it did so for want "
                         "of time, ask for less at once or raise its remote_timeout"}
      .ToStatus();
}

}  // namespace trustwatch::remote_read
