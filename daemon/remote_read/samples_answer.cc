#include "daemon/remote_read/samples_answer.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "daemon/base/check.h"
#include "daemon/base/error.h"
#include "daemon/remote_read/wire.h"
#include "daemon/samples/sample.h"
#include "fmt/format.h"

namespace trustwatch::remote_read {
namespace {

constexpr char kResults = LengthTag(1);     // of ReadResponse
constexpr char kTimeSeries = LengthTag(1);  // of QueryResult

// Samples that are written at once, so that they fit into the room of the stream.
constexpr std::size_t kSamplesAtOnce = 1024;

absl::Status TooLarge(std::uint64_t bytes_max) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "ANSWER_TOO_LARGE",
      .message = fmt::format("the series that match have more than {} bytes of samples, the most "
                             "that one answer holds; ask for fewer organisations or indicators, a "
                             "shorter time or a longer step",
                             bytes_max),
      .metadata = {{"bytes_max", fmt::to_string(bytes_max)}}}
      .ToStatus();
}

}  // namespace

SamplesAnswer::SamplesAnswer(const Options& options)
    : bytes_max_(std::min(options.bytes_max, SnappyStream::kMessageBytesMax)),
      stream_(options.packing) {}

void SamplesAnswer::BeginQuery() {
  EndQuery();
  char* room = stream_.Room(1);
  *room = kResults;
  stream_.Wrote(room + 1);
  const SnappyStream::Place length = stream_.LeaveVarint();
  result_ = Result{.length = length, .begins_at = stream_.message_bytes()};
}

absl::Status SamplesAnswer::Add(const samples::LabelledSamples& series) {
  TRUSTWATCH_CHECK(result_.has_value());
  const std::size_t labels_bytes = LabelsBytes(series.labels);
  const std::size_t inside = labels_bytes + SamplesBytes(series.samples);
  const std::size_t bytes = 1 + VarintBytes(inside) + inside;
  if (stream_.message_bytes() > bytes_max_ || bytes > bytes_max_ - stream_.message_bytes()) {
    return TooLarge(bytes_max_);
  }
  char* to = stream_.Room(1 + kVarintBytesMax + labels_bytes);
  *to++ = kTimeSeries;
  stream_.Wrote(WriteLabels(series.labels, WriteVarint(inside, to)));
  for (std::span<const samples::Sample> left = series.samples; !left.empty();) {
    const auto now = left.first(std::min(left.size(), kSamplesAtOnce));
    stream_.Wrote(WriteSamples(now, stream_.Room(now.size() * kSampleBytesMax)));
    left = left.subspan(now.size());
  }
  return absl::OkStatus();
}

std::string SamplesAnswer::Finish() {
  EndQuery();
  return stream_.Finish();
}

void SamplesAnswer::EndQuery() {
  if (!result_.has_value()) return;
  stream_.Fill(result_->length,
               static_cast<std::uint32_t>(stream_.message_bytes() - result_->begins_at));
  result_.reset();
}

}  // namespace trustwatch::remote_read
