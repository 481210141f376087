#ifndef TRUSTWATCH_TESTS_HTTP_GUNZIP_H_
#define TRUSTWATCH_TESTS_HTTP_GUNZIP_H_

#include <string>
#include <string_view>

namespace trustwatch::testing {

// The text of one gzip member; a word of complaint for anything else, also for bytes behind it.
std::string Gunzip(std::string_view member);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_HTTP_GUNZIP_H_
