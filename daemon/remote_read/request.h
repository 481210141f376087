#ifndef TRUSTWATCH_DAEMON_REMOTE_READ_REQUEST_H_
#define TRUSTWATCH_DAEMON_REMOTE_READ_REQUEST_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/samples/query.h"

namespace trustwatch::remote_read {

// How the answer is wanted.
enum class Form : std::uint8_t {
  kSamples,  // SamplesAnswer
  kChunks,   // ChunkedAnswer
};

struct Request {
  std::vector<samples::Query> queries;  // one at least; the answer has their order
  Form form = Form::kSamples;
};

// The limits of a request. Prometheus sends one query with a few matchers in some hundred bytes.
inline constexpr std::size_t kBodyBytesMax = 1024UL * 1024;     // as it comes
inline constexpr std::size_t kMessageBytesMax = 1024UL * 1024;  // once it is unpacked
inline constexpr int kQueriesMax = 16;
inline constexpr int kMatchersPerQueryMax = 32;
inline constexpr int kRegexesMax = 32;  // in all queries: each may take megabytes once compiled

// Reads the body of a remote-read request: a ReadRequest in snappy's block format. The form is the
// first accepted one that we know; none accepted means kSamples.
//
// A query's instants are those that both its range and its hints name: Prometheus asks for the
// range of the whole expression, its hints say what this selector needs of it. Where hints tell of
// a plain selector, the answer is to be filled over the grid that they name; of a range selector
// (range_ms), or without hints, the raw samples are wanted; with func "series", labels only.
//
// kInvalidArgument for all else: BODY_TOO_LARGE, BODY_MALFORMED (not snappy, or not a ReadRequest),
// QUERIES_MISSING, TOO_MANY_QUERIES, MATCHERS_MISSING, TOO_MANY_MATCHERS, MATCHER_TYPE_UNKNOWN,
// HINTS_MALFORMED (a negative step or range), FORM_NOT_SUPPORTED, and what Matcher::Make says.
// Allocates nothing that the limits do not allow, whatever lengths the body declares. Safe from any
// thread.
absl::StatusOr<Request> ParseRequest(std::string_view body);

}  // namespace trustwatch::remote_read

#endif  // TRUSTWATCH_DAEMON_REMOTE_READ_REQUEST_H_
