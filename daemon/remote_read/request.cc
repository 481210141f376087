#include "daemon/remote_read/request.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/samples/matcher.h"
#include "daemon/samples/query.h"
#include "fmt/format.h"
#include "snappy.h"
#include "trustwatch/prometheus/v1/remote_read.pb.h"

namespace trustwatch::remote_read {
namespace {

namespace pb = ::trustwatch::prometheus::v1;

constexpr std::int32_t kAcceptsSamples = 0;  // of accepted_response_types
constexpr std::int32_t kAcceptsChunks = 1;

absl::Status Refusal(std::string_view reason, std::string message, std::string field = "") {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = std::string(reason),
                     .message = std::move(message),
                     .field = std::move(field)}
      .ToStatus();
}

absl::Status Malformed(std::string_view what) {
  return Refusal("BODY_MALFORMED",
                 fmt::format("the body is not {}; send a Prometheus ReadRequest, compressed with "
                             "snappy's block format",
                             what));
}

absl::Status TooLarge(std::size_t bytes, std::string_view how, std::size_t bytes_max) {
  return Refusal(
      "BODY_TOO_LARGE",
      fmt::format("the body has {} bytes {}, the most is {}; ask in several requests, or "
                  "with shorter regular expressions",
                  bytes, how, bytes_max));
}

absl::StatusOr<pb::ReadRequest> ReadMessage(std::string_view body) {
  if (body.size() > kBodyBytesMax) return TooLarge(body.size(), "as it comes", kBodyBytesMax);
  std::size_t bytes = 0;
  if (!snappy::GetUncompressedLength(body.data(), body.size(), &bytes)) return Malformed("snappy");
  if (bytes > kMessageBytesMax) return TooLarge(bytes, "once unpacked", kMessageBytesMax);
  // Before anything is allocated: a short body may declare a length that it does not have.
  if (!snappy::IsValidCompressedBuffer(body.data(), body.size())) return Malformed("snappy");
  std::string message;
  if (!snappy::Uncompress(body.data(), body.size(), &message)) return Malformed("snappy");
  pb::ReadRequest request;
  if (!request.ParseFromString(message)) return Malformed("a protobuf ReadRequest");
  return request;
}

absl::StatusOr<Form> FormOf(const pb::ReadRequest& request) {
  if (request.accepted_response_types().empty()) return Form::kSamples;
  for (const std::int32_t type : request.accepted_response_types()) {
    if (type == kAcceptsSamples) return Form::kSamples;
    if (type == kAcceptsChunks) return Form::kChunks;
  }
  return Refusal("FORM_NOT_SUPPORTED",
                 fmt::format("accepted_response_types has no form that is known here, {} is the "
                             "first; add 0 (SAMPLES) or 1 (STREAMED_XOR_CHUNKS)",
                             request.accepted_response_types(0)),
                 "accepted_response_types");
}

absl::StatusOr<samples::MatchKind> KindOf(std::int32_t type, const std::string& field) {
  switch (type) {
    case 0:
      return samples::MatchKind::kEqual;
    case 1:
      return samples::MatchKind::kNotEqual;
    case 2:
      return samples::MatchKind::kRegex;
    case 3:
      return samples::MatchKind::kNotRegex;
    default:
      return Refusal("MATCHER_TYPE_UNKNOWN",
                     fmt::format("type {} of {} is not one of a matcher; send 0 for =, 1 for !=, 2 "
                                 "for =~ or 3 for !~",
                                 type, field),
                     field + ".type");
  }
}

bool IsRegex(const pb::LabelMatcher& matcher) { return matcher.type() == 2 || matcher.type() == 3; }

absl::Status CheckCounts(const pb::ReadRequest& request) {
  if (request.queries().empty()) {
    return Refusal("QUERIES_MISSING", "the request has no query; send one at least", "queries");
  }
  if (request.queries_size() > kQueriesMax) {
    return Refusal("TOO_MANY_QUERIES",
                   fmt::format("the request has {} queries, the most is {}; send several requests",
                               request.queries_size(), kQueriesMax),
                   "queries");
  }
  std::ptrdiff_t regexes = 0;
  for (int i = 0; i < request.queries_size(); ++i) {
    const auto& matchers = request.queries(i).matchers();
    const std::string field = fmt::format("queries[{}].matchers", i);
    if (matchers.empty()) {
      return Refusal("MATCHERS_MISSING",
                     fmt::format("{} is empty, which would mean every series; add one at least, "
                                 "for example __name__=\"trustwatch_indicator_value\"",
                                 field),
                     field);
    }
    if (matchers.size() > kMatchersPerQueryMax) {
      return Refusal("TOO_MANY_MATCHERS",
                     fmt::format("{} has {} matchers, the most is {}; join them into a regular "
                                 "expression",
                                 field, matchers.size(), kMatchersPerQueryMax),
                     field);
    }
    regexes += std::count_if(matchers.begin(), matchers.end(), IsRegex);
  }
  if (regexes <= kRegexesMax) return absl::OkStatus();
  return Refusal("TOO_MANY_MATCHERS",
                 fmt::format("the request has {} regular expressions, the most is {}; ask in "
                             "several requests",
                             regexes, kRegexesMax),
                 "queries");
}

// Whether hints say anything of time: their writer may have filled in other fields only.
bool HasWindow(const pb::ReadHints& hints) { return hints.start_ms() != 0 || hints.end_ms() != 0; }

samples::Instants InstantsOf(const pb::Query& query) {
  samples::Instants instants{.from_ms = query.start_timestamp_ms(),
                             .to_ms = query.end_timestamp_ms()};
  if (query.has_hints() && HasWindow(query.hints())) {
    instants.from_ms = std::max(instants.from_ms, query.hints().start_ms());
    instants.to_ms = std::min(instants.to_ms, query.hints().end_ms());
  }
  return instants;
}

std::optional<samples::Grid> GridOf(const pb::Query& query) {
  if (!query.has_hints()) return std::nullopt;
  const pb::ReadHints& hints = query.hints();
  const bool is_evaluated = HasWindow(hints) || hints.step_ms() != 0;
  if (!is_evaluated || hints.range_ms() != 0) return std::nullopt;
  if (!HasWindow(hints)) {
    return samples::Grid{.start_ms = query.start_timestamp_ms(),
                         .end_ms = query.end_timestamp_ms(),
                         .step_ms = hints.step_ms()};
  }
  return samples::Grid{
      .start_ms = hints.start_ms(), .end_ms = hints.end_ms(), .step_ms = hints.step_ms()};
}

absl::StatusOr<samples::Query> QueryOf(const pb::Query& asked, const std::string& field) {
  if (asked.hints().step_ms() < 0 || asked.hints().range_ms() < 0) {
    return Refusal("HINTS_MALFORMED",
                   fmt::format("{}.hints has a step of {} ms and a range of {} ms; neither may be "
                               "negative",
                               field, asked.hints().step_ms(), asked.hints().range_ms()),
                   field + ".hints");
  }
  samples::Query query{.matchers = {},
                       .instants = InstantsOf(asked),
                       .labels_only = asked.hints().func() == "series",
                       .fill = std::nullopt};
  if (!query.labels_only) query.fill = GridOf(asked);
  for (int i = 0; i < asked.matchers_size(); ++i) {
    const pb::LabelMatcher& matcher = asked.matchers(i);
    TRUSTWATCH_ASSIGN_OR_RETURN(const samples::MatchKind kind,
                                KindOf(matcher.type(), fmt::format("{}.matchers[{}]", field, i)));
    TRUSTWATCH_ASSIGN_OR_RETURN(samples::Matcher made,
                                samples::Matcher::Make(matcher.name(), kind, matcher.value()));
    query.matchers.push_back(std::move(made));
  }
  return query;
}

}  // namespace

absl::StatusOr<Request> ParseRequest(std::string_view body) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const pb::ReadRequest message, ReadMessage(body));
  TRUSTWATCH_RETURN_IF_ERROR(CheckCounts(message));
  Request request;
  TRUSTWATCH_ASSIGN_OR_RETURN(request.form, FormOf(message));
  for (int i = 0; i < message.queries_size(); ++i) {
    TRUSTWATCH_ASSIGN_OR_RETURN(samples::Query query,
                                QueryOf(message.queries(i), fmt::format("queries[{}]", i)));
    request.queries.push_back(std::move(query));
  }
  return request;
}

}  // namespace trustwatch::remote_read
