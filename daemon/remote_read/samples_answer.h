#ifndef TRUSTWATCH_DAEMON_REMOTE_READ_SAMPLES_ANSWER_H_
#define TRUSTWATCH_DAEMON_REMOTE_READ_SAMPLES_ANSWER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "daemon/remote_read/snappy_stream.h"
#include "daemon/samples/sample.h"

namespace trustwatch::remote_read {

// The answer in the form SAMPLES: a ReadResponse with a result for each query, in the order of the
// queries. Holds what is sent and 0.5 MiB. Not thread-safe.
//
//   SamplesAnswer answer({.bytes_max = 100'000'000});
//   for each query: answer.BeginQuery(); for each series, sorted by labels: answer.Add(series)
//   send answer.Finish()
class SamplesAnswer {
 public:
  static constexpr std::string_view kContentType = "application/x-protobuf";
  static constexpr std::string_view kContentEncoding = "snappy";

  struct Options {
    // Of the answer before it is packed, which is what the reader has to hold: 18 a sample, and the
    // labels. At most 4 GiB whatever is said here.
    std::uint64_t bytes_max = 0;
    Packing packing = Packing::kCompressed;
  };
  explicit SamplesAnswer(const Options& options);

  // What is added from now on belongs to the next query. Called once before each query's series.
  void BeginQuery();
  // One series. kInvalidArgument ANSWER_TOO_LARGE if the answer would pass its limit with it;
  // then the answer is of no use any more.
  absl::Status Add(const samples::LabelledSamples& series);
  // The body to send; nothing may be added after it.
  std::string Finish();

 private:
  void EndQuery();

  std::uint64_t bytes_max_;
  SnappyStream stream_;
  struct Result {
    SnappyStream::Place length;
    std::uint64_t begins_at = 0;
  };
  std::optional<Result> result_;  // of the query at hand
};

}  // namespace trustwatch::remote_read

#endif  // TRUSTWATCH_DAEMON_REMOTE_READ_SAMPLES_ANSWER_H_
