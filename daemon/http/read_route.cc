#include "daemon/http/read_route.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/caller.h"
#include "daemon/http/api_status.h"
#include "daemon/http/by_sight.h"
#include "daemon/http/gated_archives.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/route.h"
#include "daemon/remote_read/chunked_answer.h"
#include "daemon/remote_read/request.h"
#include "daemon/remote_read/samples_answer.h"
#include "daemon/remote_read/snappy_stream.h"
#include "daemon/samples/archive.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sample.h"

namespace trustwatch::http {
namespace {

constexpr absl::Duration kReadDurationMax = absl::Minutes(1);  // Prometheus' own default
constexpr std::uint64_t kAnswerBytesMax = 512UL * 1024 * 1024;

// Puts the series of every query into an answer of either form.
template <typename Answer>
absl::Status Fill(const samples::Archive& archive, const std::vector<samples::Query>& queries,
                  Answer& answer) {
  for (const samples::Query& query : queries) {
    answer.BeginQuery();
    absl::Status added;
    TRUSTWATCH_RETURN_IF_ERROR(archive.Each(query, {}, [&](const samples::LabelledSamples& series) {
      added = answer.Add(series);
      return added.ok();
    }));
    TRUSTWATCH_RETURN_IF_ERROR(added);
  }
  return absl::OkStatus();
}

struct Body {
  std::string bytes;
  std::string_view type;
  std::string_view encoding;  // empty: none
};

absl::StatusOr<Body> SamplesBody(const samples::Archive& archive,
                                 const std::vector<samples::Query>& queries) {
  using remote_read::SamplesAnswer;
  // Callers are on this machine, where compressing costs many times what copying does.
  SamplesAnswer answer({.bytes_max = kAnswerBytesMax, .packing = remote_read::Packing::kStored});
  TRUSTWATCH_RETURN_IF_ERROR(Fill(archive, queries, answer));
  return Body{answer.Finish(), SamplesAnswer::kContentType, SamplesAnswer::kContentEncoding};
}

absl::StatusOr<Body> ChunkedBody(const samples::Archive& archive,
                                 const std::vector<samples::Query>& queries) {
  using remote_read::ChunkedAnswer;
  Body body{.type = ChunkedAnswer::kContentType};
  ChunkedAnswer answer([&body](std::string_view frames) {
    body.bytes += frames;
    return true;
  });
  TRUSTWATCH_RETURN_IF_ERROR(Fill(archive, queries, answer));
  TRUSTWATCH_RETURN_IF_ERROR(answer.Finish());
  return body;
}

absl::StatusOr<Body> Read(const GatedArchives& with, domain::Sight sight, std::string_view bytes) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const remote_read::Request request, remote_read::ParseRequest(bytes));
  TRUSTWATCH_ASSIGN_OR_RETURN(const QueryGate::Pass pass, with.gate.Enter());
  const samples::Archive& archive = with.archives.For(sight);
  return request.form == remote_read::Form::kSamples ? SamplesBody(archive, request.queries)
                                                     : ChunkedBody(archive, request.queries);
}

}  // namespace

Route ReadRoute(const BySight<samples::Archive>& archives, QueryGate& gate) {
  return {.path = "/api/v1/read",
          .methods = {"POST"},
          .what = "history for Prometheus' remote_read",
          .body_bytes_max = remote_read::kBodyBytesMax,
          .duration_max = kReadDurationMax,
          .handle = [with = GatedArchives{archives, gate}](const httplib::Request& /*request*/,
                                                           const Exchange& exchange,
                                                           httplib::Response& response) {
            absl::StatusOr<Body> body = Read(with, exchange.caller.sight, exchange.body);
            if (!body.ok()) return AnswerError(body.status(), response);
            response.set_header("Content-Type", std::string(body->type));
            if (!body->encoding.empty()) {
              response.set_header("Content-Encoding", std::string(body->encoding));
            }
            response.body = std::move(body->bytes);
          }};
}

}  // namespace trustwatch::http
