#ifndef TRUSTWATCH_DAEMON_HTTP_PAGE_ANSWER_H_
#define TRUSTWATCH_DAEMON_HTTP_PAGE_ANSWER_H_

#include <optional>
#include <string>

#include "daemon/http/exposition.h"
#include "daemon/http/page_body.h"
#include "daemon/http/route.h"
#include "httplib.h"

// How every page of metrics is asked for and sent.
namespace trustwatch::http {

// All values of a header, as one.
std::string JoinedHeader(const httplib::Request& request, const char* name);

// The form that the headers Accept and Accept-Encoding want most. Absent: none of ours will do, and
// the answer says so (406).
std::optional<PageForm> ChooseForm(const httplib::Request& request, const Exchange& exchange,
                                   httplib::Response& response);

// Makes `body`, which is in `dialect`, the answer.
void SendPage(PageBody body, Dialect dialect, httplib::Response& response);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_PAGE_ANSWER_H_
