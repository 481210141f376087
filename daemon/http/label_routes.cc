#include "daemon/http/label_routes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <span>
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
#include "daemon/http/gated_archives.h"
#include "daemon/http/json.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/query_parameters.h"
#include "daemon/http/route.h"
#include "daemon/samples/archive.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sample.h"
#include "daemon/samples/visitor.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

using httplib::Request;
using httplib::Response;
using Texts = std::set<std::string, std::less<>>;

// What somebody wants to know of series, by their labels.
struct Gather {
  // Whether a series would add to what is known already; absent: each does.
  std::function<bool(std::span<const samples::Label>, const Texts&)> is_new;
  std::function<void(std::span<const samples::Label>, Texts&)> add;
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
absl::StatusOr<Texts> GatherAll(const GatedArchives& with, domain::Sight sight,
                                std::vector<samples::Query> queries, const Gather& gather) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const QueryGate::Pass pass, with.gate.Enter());
  Texts texts;
  const samples::Archive& archive = with.archives.For(sight);
  const samples::Visit visit = [&](const samples::LabelledSamples& series) {
    gather.add(series.labels, texts);
    return true;
  };
  for (samples::Query& query : queries) {
    query.labels_only = true;
    if (gather.is_new == nullptr) {
      TRUSTWATCH_RETURN_IF_ERROR(archive.Each(query, {}, visit));
    } else {
      // Most series say what others have said, and whether they exist need not be found out.
      TRUSTWATCH_RETURN_IF_ERROR(archive.EachWanted(
          query, {},
          [&](std::span<const samples::Label> labels) { return gather.is_new(labels, texts); },
          visit));
    }
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
void AddSeries(std::span<const samples::Label> labels, Texts& texts) {
  std::string json = "{";
  for (const samples::Label& label : labels) {
    if (json.size() > 1) json += ',';
    AppendJson(label.name, json);
    json += ':';
    AppendJson(label.value, json);
  }
  json += "}";
  texts.insert(std::move(json));
}

// Names of labels.
Gather GatherNames() {
  return {.is_new =
              [](std::span<const samples::Label> labels, const Texts& texts) {
                return std::any_of(labels.begin(), labels.end(), [&texts](const auto& label) {
                  return !texts.contains(label.name);
                });
              },
          .add =
              [](std::span<const samples::Label> labels, Texts& texts) {
                for (const samples::Label& label : labels) texts.emplace(label.name);
              }};
}

// Values of one label.
Gather GatherValues(const std::string& name) {
  const auto find = [name](std::span<const samples::Label> labels) {
    return std::find_if(labels.begin(), labels.end(),
                        [&name](const auto& label) { return label.name == name; });
  };
  return {.is_new =
              [find](std::span<const samples::Label> labels, const Texts& texts) {
                const auto label = find(labels);
                return label != labels.end() && !texts.contains(label->value);
              },
          .add =
              [find](std::span<const samples::Label> labels, Texts& texts) {
                const auto label = find(labels);
                if (label != labels.end()) texts.emplace(label->value);
              }};
}

void Answer(const GatedArchives& with, const Request& request, const Exchange& exchange,
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
  const GatedArchives with{archives, gate};
  std::vector<Route> routes;
  routes.push_back(
      {.path = "/api/v1/series",
       .methods = {"GET", "POST"},
       .what = "the series of history that match[] finds, as Prometheus' API",
       .handle = [with](const Request& request, const Exchange& exchange, Response& response) {
         Answer(with, request, exchange, true, {.is_new = nullptr, .add = AddSeries}, response);
       }});
  routes.push_back(
      {.path = "/api/v1/labels",
       .methods = {"GET", "POST"},
       .what = "the names of the labels of history, as Prometheus' API",
       .handle = [with](const Request& request, const Exchange& exchange, Response& response) {
         Answer(with, request, exchange, false, GatherNames(), response);
       }});
  routes.push_back(
      {.path = "/api/v1/label/{name}/values",
       .what = "the values of one label of history, as Prometheus' API",
       .handle = [with](const Request& request, const Exchange& exchange, Response& response) {
         Answer(with, request, exchange, false, GatherValues(exchange.segments.front()), response);
       }});
  return routes;
}

}  // namespace trustwatch::http
