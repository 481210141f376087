#include "daemon/http/label_routes.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/caller.h"
#include "daemon/http/api_status.h"
#include "daemon/http/by_sight.h"
#include "daemon/http/json.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/query_parameters.h"
#include "daemon/http/route.h"
#include "daemon/samples/archive.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sample.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

using httplib::Request;
using httplib::Response;
using Texts = std::set<std::string, std::less<>>;

// Adds what somebody wants to know of one series.
using Gather = std::function<void(const samples::LabelledSamples&, Texts&)>;

struct Collaborators {
  BySight<samples::Archive> archives;
  QueryGate& gate;
};

absl::Status NoSelector() {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "SELECTOR_MISSING",
                     .message =
                         "no match[] parameter provided; write for example "
                         "match[]=trustwatch_indicator_value{org=\"RX4\"}",
                     .field = "match[]"}
      .ToStatus();
}

// Gathers over all series that any of the queries finds.
absl::StatusOr<Texts> GatherAll(const Collaborators& with, domain::Sight sight,
                                std::vector<samples::Query> queries, const Gather& gather) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const QueryGate::Pass pass, with.gate.Enter());
  Texts texts;
  for (samples::Query& query : queries) {
    query.labels_only = true;
    TRUSTWATCH_RETURN_IF_ERROR(
        with.archives.For(sight).Each(query, {}, [&](const samples::LabelledSamples& series) {
          gather(series, texts);
          return true;
        }));
  }
  return texts;
}

// As Prometheus has it: how many texts at most; 0, and none given: all.
absl::StatusOr<std::size_t> LimitOf(const httplib::Params& parameters) {
  const auto found = parameters.find("limit");
  std::uint64_t limit = 0;
  if (found != parameters.end() && !absl::SimpleAtoi(found->second, &limit)) {
    return base::Error{.code = absl::StatusCode::kInvalidArgument,
                       .reason = "LIMIT_MALFORMED",
                       .message = fmt::format("limit={} is no number; write how many to give at "
                                              "most, or 0 for all",
                                              found->second),
                       .field = "limit"}
        .ToStatus();
  }
  return limit == 0 ? std::numeric_limits<std::size_t>::max() : static_cast<std::size_t>(limit);
}

// {"status":"success","data":[...]}. `texts` are written as strings, or are JSON already.
void AnswerTexts(const Texts& texts, std::size_t limit, bool are_json, Response& response) {
  std::string json = R"({"status":"success","data":[)";
  std::size_t count = 0;
  for (const std::string& text : texts) {
    if (count == limit) break;
    if (count++ > 0) json += ',';
    if (are_json) {
      json += text;
    } else {
      AppendJson(text, json);
    }
  }
  json += "]}";
  response.set_header("Content-Type", "application/json");
  response.body = std::move(json);
}

// {"__name__":"...","org":"RX4"}
void GatherSeries(const samples::LabelledSamples& series, Texts& texts) {
  std::string json = "{";
  for (const samples::Label& label : series.labels) {
    if (json.size() > 1) json += ',';
    AppendJson(label.name, json);
    json += ':';
    AppendJson(label.value, json);
  }
  json += "}";
  texts.insert(std::move(json));
}

void GatherNames(const samples::LabelledSamples& series, Texts& texts) {
  for (const samples::Label& label : series.labels) {
    if (!texts.contains(label.name)) texts.emplace(label.name);
  }
}

void Answer(const Collaborators& with, const Request& request, const Exchange& exchange,
            bool needs_selector, const Gather& gather, Response& response) {
  const httplib::Params parameters = ParametersOf(request, exchange);
  const absl::StatusOr<std::size_t> limit = LimitOf(parameters);
  if (!limit.ok()) return AnswerApiError(limit.status(), response);
  absl::StatusOr<std::vector<samples::Query>> queries = QueriesOf(
      parameters, {"limit"}, needs_selector ? std::nullopt : std::optional<std::string_view>(""));
  if (queries.ok() && queries->empty()) queries = NoSelector();
  if (!queries.ok()) return AnswerApiError(queries.status(), response);
  const absl::StatusOr<Texts> texts =
      GatherAll(with, exchange.caller.sight, *std::move(queries), gather);
  if (!texts.ok()) return AnswerApiError(texts.status(), response);
  AnswerTexts(*texts, *limit, needs_selector, response);
}

}  // namespace

std::vector<Route> LabelRoutes(const BySight<samples::Archive>& archives, QueryGate& gate) {
  const Collaborators with{archives, gate};
  std::vector<Route> routes;
  routes.push_back(
      {.path = "/api/v1/series",
       .methods = {"GET", "POST"},
       .what = "the series of history that match[] finds, as Prometheus' API",
       .handle = [with](const Request& request, const Exchange& exchange, Response& response) {
         Answer(with, request, exchange, true, GatherSeries, response);
       }});
  routes.push_back(
      {.path = "/api/v1/labels",
       .methods = {"GET", "POST"},
       .what = "the names of the labels of history, as Prometheus' API",
       .handle = [with](const Request& request, const Exchange& exchange, Response& response) {
         Answer(with, request, exchange, false, GatherNames, response);
       }});
  routes.push_back(
      {.path = "/api/v1/label/{name}/values",
       .what = "the values of one label of history, as Prometheus' API",
       .handle = [with](const Request& request, const Exchange& exchange, Response& response) {
         const std::string& name = exchange.segments.front();
         const Gather gather = [&name](const samples::LabelledSamples& series, Texts& texts) {
           for (const samples::Label& label : series.labels) {
             if (label.name == name && !texts.contains(label.value)) texts.emplace(label.value);
           }
         };
         Answer(with, request, exchange, false, gather, response);
       }});
  return routes;
}

}  // namespace trustwatch::http
