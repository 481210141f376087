#ifndef TRUSTWATCH_DAEMON_HTTP_API_STATUS_H_
#define TRUSTWATCH_DAEMON_HTTP_API_STATUS_H_

#include "absl/status/status.h"
#include "httplib.h"

// Errors of questions about history, as HTTP has them: 400 the caller changes the request; 404
// there is no such thing; 503 ask again, after Retry-After where one is known; 500 somebody looks
// into the log. What is our fault is logged here, once, and not told. Never 200 with nothing in it.
namespace trustwatch::http {

// In one line of plain text, which Prometheus passes on as a warning.
void AnswerError(const absl::Status& status, httplib::Response& response);

// As Prometheus' API writes errors: {"status":"error","errorType":...,"error":...}.
void AnswerApiError(const absl::Status& status, httplib::Response& response);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_API_STATUS_H_
