#ifndef TRUSTWATCH_DAEMON_HTTP_JSON_H_
#define TRUSTWATCH_DAEMON_HTTP_JSON_H_

#include <string>
#include <string_view>

namespace trustwatch::http {

// Puts the text onto `json` as a string of RFC 8259, quotation marks and all. Bytes that are no
// UTF-8 become U+FFFD.
void AppendJson(std::string_view text, std::string& json);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_JSON_H_
