#include "collectors/backtest/answer.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/backtest/labels.h"
#include "daemon/base/error.h"
#include "daemon/base/excerpt.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace trustwatch::backtest {
namespace {

using nlohmann::json;

absl::Status Malformed(std::string_view text) {
  return base::Error{.code = absl::StatusCode::kInternal,
                     .reason = "PROMETHEUS_ANSWER_MALFORMED",
                     .message = fmt::format("Prometheus answered {}, which is none of its answers; "
                                            "see whether --prometheus is Prometheus 2.42 or newer",
                                            base::Excerpt(text))}
      .ToStatus();
}

// Of [instant, "value"].
std::string ValueIn(const json& pair) {
  const bool is_pair = pair.is_array() && pair.size() == 2 && pair[1].is_string();
  return is_pair ? pair[1].get<std::string>() : std::string();
}

}  // namespace

absl::StatusOr<json> DataOf(std::string_view text) {
  json answer = json::parse(text, nullptr, false);
  if (!answer.is_object()) return Malformed(text);
  if (TextAt(answer, "status") == "error") {
    return base::Error{.code = absl::StatusCode::kInvalidArgument,
                       .reason = "QUERY_REFUSED",
                       .message = TextAt(answer, "error")}
        .ToStatus();
  }
  if (TextAt(answer, "status") != "success" || !answer.contains("data")) return Malformed(text);
  return std::move(answer["data"]);
}

absl::StatusOr<std::vector<Sample>> ParseResult(std::string_view text) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const json data, DataOf(text));
  const std::string type = TextAt(data, "resultType");
  std::vector<Sample> samples;
  if (type == "scalar") {
    samples.push_back({.labels = {}, .value = ValueIn(ListAt(data, "result"))});
  } else if (type == "vector") {
    for (const json& series : ListAt(data, "result")) {
      samples.push_back(
          {.labels = LabelsAt(series, "metric"), .value = ValueIn(ListAt(series, "value"))});
    }
  } else {
    return Malformed(text);
  }
  return samples;
}

std::string TextAt(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

double NumberAt(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<double>() : 0;
}

Labels LabelsAt(const json& object, const char* key) {
  Labels labels;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_object()) return labels;
  for (const auto& [name, value] : found->items()) {
    if (value.is_string()) labels[name] = value.get<std::string>();
  }
  return labels;
}

const json& ListAt(const json& object, const char* key) {
  static const json kNone = json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : kNone;
}

}  // namespace trustwatch::backtest
