#ifndef TRUSTWATCH_DAEMON_REMOTE_READ_CHUNKED_ANSWER_H_
#define TRUSTWATCH_DAEMON_REMOTE_READ_CHUNKED_ANSWER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "daemon/samples/sample.h"

namespace trustwatch::remote_read {

// The answer in the form STREAMED_XOR_CHUNKS: frames of one series each. The protocol would let a
// frame have several series, and a series several frames; Prometheus as a reader takes the first
// series of each frame for a series of its own, so the others would be lost and the parts would
// collide. A frame without series would end it. Holds some 130 KiB and the largest frame. Not
// thread-safe.
class ChunkedAnswer {
 public:
  static constexpr std::string_view kContentType =
      "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";

  // What one series takes at most. Prometheus refuses frames of more than 50 MB.
  static constexpr std::size_t kSeriesBytesMax = 32UL * 1024 * 1024;

  // Takes one or more whole frames, 64 KiB together where there are so many; false: the reader is
  // gone.
  using Sink = std::function<bool(std::string_view frames)>;
  explicit ChunkedAnswer(Sink sink);

  // What is added from now on belongs to the next query. Called once before each query's series.
  void BeginQuery();
  // One series; without samples it has its labels only. kCancelled READER_GONE if the sink refused
  // frames. kInvalidArgument SERIES_TOO_LARGE beyond kSeriesBytesMax. After either the answer is
  // of no use: what was sent must be broken off, so that the reader sees a failure.
  absl::Status Add(const samples::LabelledSamples& series);
  // Hands the last frames to the sink. kCancelled as above.
  absl::Status Finish();

 private:
  absl::Status Flush();

  Sink sink_;
  std::uint64_t queries_ = 0;
  std::string chunk_;   // kept, as the next, for its memory
  std::string series_;  // the message of the series at hand
  std::string frames_;  // those that wait for the sink
};

}  // namespace trustwatch::remote_read

#endif  // TRUSTWATCH_DAEMON_REMOTE_READ_CHUNKED_ANSWER_H_
