#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_ANSWER_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_ANSWER_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/backtest/labels.h"
#include "nlohmann/json.hpp"

// What Prometheus' HTTP API answers, read without exceptions. What is not there, or of another
// kind, is empty. Pure.
namespace trustwatch::backtest {

// One series of an answer to an instant query, with its value as Prometheus wrote it.
struct Sample {
  Labels labels;
  std::string value;
};

// What stands under "data" in an answer that says "success". kInvalidArgument (QUERY_REFUSED) with
// Prometheus' own words where it says "error"; kInternal (PROMETHEUS_ANSWER_MALFORMED) for anything
// else.
absl::StatusOr<nlohmann::json> DataOf(std::string_view text);

// The result of an instant query: a vector, or a scalar as one sample without labels.
absl::StatusOr<std::vector<Sample>> ParseResult(std::string_view text);

std::string TextAt(const nlohmann::json& object, const char* key);
double NumberAt(const nlohmann::json& object, const char* key);  // 0 if it is not there
Labels LabelsAt(const nlohmann::json& object, const char* key);
// Lives as long as the object.
const nlohmann::json& ListAt(const nlohmann::json& object, const char* key);

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_ANSWER_H_
