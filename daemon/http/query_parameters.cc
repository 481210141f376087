#include "daemon/http/query_parameters.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/http/route.h"
#include "daemon/samples/labels.h"
#include "daemon/samples/matcher.h"
#include "daemon/samples/query.h"
#include "daemon/samples/selector.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

constexpr char kMatch[] = "match[]";
constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr double kMillis = 1000;
constexpr double kSecondsFar = 9e15;  // beyond what a millisecond in int64 can hold

// Far past and far future become the ends of int64: Grafana sends them for "all".
absl::StatusOr<std::int64_t> MillisOf(const std::string& name, const std::string& text) {
  double seconds = 0;
  if (absl::SimpleAtod(text, &seconds) && !std::isnan(seconds)) {
    if (seconds <= -kSecondsFar) return std::numeric_limits<std::int64_t>::min();
    if (seconds >= kSecondsFar) return std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::llround(seconds * kMillis));
  }
  absl::Time instant;
  std::string error;
  if (text.find('T') != std::string::npos &&
      absl::ParseTime(absl::RFC3339_full, text, &instant, &error)) {
    return absl::ToUnixMillis(instant);
  }
  return MalformedParameter("TIME_MALFORMED", name,
                            fmt::format("{}={} is no instant; write seconds since 1970, or "
                                        "2026-04-30T17:00:00Z",
                                        name, text));
}

absl::StatusOr<std::optional<std::int64_t>> MillisNamed(const std::string& name,
                                                        const httplib::Params& parameters) {
  const auto found = parameters.find(name);
  if (found == parameters.end() || found->second.empty()) return std::nullopt;
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t millis, MillisOf(name, found->second));
  return std::optional(millis);
}

absl::Status CheckNames(const httplib::Params& parameters, const std::vector<std::string>& also) {
  for (const auto& [name, value] : parameters) {
    const bool is_ours = name == kMatch || name == "start" || name == "end" || name == "as_of";
    if (is_ours || std::find(also.begin(), also.end(), name) != also.end()) continue;
    return MalformedParameter(
        "PARAMETER_UNKNOWN", name,
        fmt::format("there is no parameter {}; there are match[], start, end{}{} and "
                    "as_of",
                    name, also.empty() ? "" : ", ", fmt::join(also, ", ")));
  }
  return absl::OkStatus();
}

// a=1&b={c%3D"d"}: the first = of each ends its name. httplib takes the last, and so loses the
// beginning of a selector whose = is not escaped.
void AddParameters(std::string_view text, httplib::Params& parameters) {
  for (const absl::string_view pair :
       absl::StrSplit(absl::string_view(text.data(), text.size()), '&', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> named = absl::StrSplit(pair, absl::MaxSplits('=', 1));
    parameters.emplace(httplib::detail::decode_url(named.first, true),
                       httplib::detail::decode_url(named.second, true));
  }
}

absl::StatusOr<std::vector<std::string>> SelectorsOf(const httplib::Params& parameters,
                                                     std::optional<std::string_view> otherwise) {
  std::vector<std::string> selectors;
  const auto [first, last] = parameters.equal_range(kMatch);
  for (auto match = first; match != last; ++match) {
    if (match->second.empty()) {
      return MalformedParameter("SELECTOR_MALFORMED", kMatch,
                                "match[] is empty; write for example "
                                "match[]=trustwatch_indicator_value{org=\"RX4\"}");
    }
    selectors.push_back(match->second);
  }
  if (selectors.size() > kSelectorsMax) {
    return MalformedParameter(
        "TOO_MANY_SELECTORS", kMatch,
        fmt::format("match[] is given {} times, the most is {}; ask in several requests",
                    selectors.size(), kSelectorsMax));
  }
  if (selectors.empty() && otherwise) selectors.emplace_back(*otherwise);
  return selectors;
}

}  // namespace

absl::Status MalformedParameter(std::string_view reason, std::string_view name,
                                std::string message) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = std::string(reason),
                     .message = std::move(message),
                     .field = std::string(name)}
      .ToStatus();
}

httplib::Params ParametersOf(const httplib::Request& request, const Exchange& exchange) {
  httplib::Params parameters;
  const std::size_t mark = request.target.find('?');
  if (mark != std::string::npos) {
    AddParameters(std::string_view(request.target).substr(mark + 1), parameters);
  }
  if (request.get_header_value("Content-Type").starts_with(kForm)) {
    AddParameters(exchange.body, parameters);
  }
  return parameters;
}

absl::StatusOr<std::vector<samples::Query>> QueriesOf(const httplib::Params& parameters,
                                                      const std::vector<std::string>& also,
                                                      std::optional<std::string_view> otherwise) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckNames(parameters, also));
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto selectors, SelectorsOf(parameters, otherwise));
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto start, MillisNamed("start", parameters));
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto end, MillisNamed("end", parameters));
  const samples::Instants all;
  const samples::Instants instants = {.from_ms = start.value_or(all.from_ms),
                                      .to_ms = end.value_or(all.to_ms)};
  const auto as_of = parameters.find("as_of");
  std::vector<samples::Query> queries;
  for (const std::string& selector : selectors) {
    samples::Query& query = queries.emplace_back();
    query.instants = instants;
    if (!selector.empty()) {
      TRUSTWATCH_ASSIGN_OR_RETURN(query.matchers, samples::ParseSelector(selector));
    }
    if (as_of == parameters.end()) continue;
    TRUSTWATCH_ASSIGN_OR_RETURN(
        samples::Matcher matcher,
        samples::Matcher::Make(samples::kAsOf, samples::MatchKind::kEqual, as_of->second));
    query.matchers.push_back(std::move(matcher));
  }
  return queries;
}

}  // namespace trustwatch::http
