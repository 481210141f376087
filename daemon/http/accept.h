#ifndef TRUSTWATCH_DAEMON_HTTP_ACCEPT_H_
#define TRUSTWATCH_DAEMON_HTTP_ACCEPT_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "daemon/http/exposition.h"

// What a client prefers of what we have, by RFC 9110, sections 12.5 and 13.1. Elements of a header
// that are malformed are passed over; a header without any other says nothing. Pure.
namespace trustwatch::http {

enum class Coding : std::uint8_t { kIdentity, kGzip };

// By the header Accept. Text unless OpenMetrics is wanted more; absent: neither will do.
std::optional<Dialect> ChooseDialect(std::string_view accept);

// By the header Accept-Encoding. Gzip where it is as welcome as the page as it is; absent: neither
// will do.
std::optional<Coding> ChooseCoding(std::string_view accept_encoding);

// True if the header If-None-Match names `etag`, weakly compared, or is *.
bool Names(std::string_view if_none_match, std::string_view etag);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_ACCEPT_H_
