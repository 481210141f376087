#ifndef TRUSTWATCH_DAEMON_HTTP_DEFLATED_H_
#define TRUSTWATCH_DAEMON_HTTP_DEFLATED_H_

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace trustwatch::http {

// A run of bytes of an answer, as it goes onto the wire.
struct Run {
  std::string bytes;           // the text, or the text deflated
  std::size_t plain_size = 0;  // of the text
  std::uint32_t crc = 0;       // of the text; 0 unless deflated
};

// Deflates runs of text so that, one after the other between GzipBegin and GzipEnd, they are one
// gzip member: some clients read only the first of several. Level 1: a page of figures becomes a
// tenth, at about 200 MB/s. Not thread-safe.
class Deflater {
 public:
  Deflater();
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  Run Deflate(std::string_view text);

 private:
  z_stream stream_{};
};

std::string_view GzipBegin();
// What follows the runs that stand for `size` bytes of text with this sum.
std::string GzipEnd(std::uint32_t crc, std::uint64_t size);
// The sum of a text and of what follows it, by that of the text.
std::uint32_t JoinedCrc(std::uint32_t crc, const Run& next);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_DEFLATED_H_
