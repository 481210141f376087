#include "daemon/http/api_status.h"

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/log.h"
#include "daemon/http/json.h"
#include "daemon/http/route.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

constexpr int kBadRequest = 400;
constexpr int kNotFound = 404;
constexpr int kInternalError = 500;
constexpr int kUnavailable = 503;

struct Told {
  int code = kInternalError;
  std::string_view type = "internal";  // Prometheus' word
  std::string message;
};

Told Tell(const absl::Status& status) {
  const std::string message(status.message());
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return {kBadRequest, "bad_data", message};
    case absl::StatusCode::kNotFound:
      return {kNotFound, "not_found", message};
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kAborted:
      return {kUnavailable, "unavailable", message};
    default:
      break;
  }
  base::Log(base::Severity::kError, "a question about history failed",
            {{"code", absl::StatusCodeToString(status.code())}, {"error", message}});
  return {kInternalError, "internal", "the daemon could not read its history; its log says why"};
}

Told Begin(const absl::Status& status, httplib::Response& response) {
  Told told = Tell(status);
  response.status = told.code;
  if (const auto after = base::ErrorOf(status).retry_after) {
    response.set_header("Retry-After", fmt::format("{}", absl::ToInt64Seconds(*after)));
  }
  return told;
}

}  // namespace

void AnswerError(const absl::Status& status, httplib::Response& response) {
  const Told told = Begin(status, response);
  response.set_content(told.message + "\n", kPlainText);
}

void AnswerApiError(const absl::Status& status, httplib::Response& response) {
  const Told told = Begin(status, response);
  std::string json = R"({"status":"error","errorType":)";
  AppendJson(told.type, json);
  json += R"(,"error":)";
  AppendJson(told.message, json);
  json += "}";
  response.set_content(json, "application/json");
}

}  // namespace trustwatch::http
