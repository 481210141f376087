#include "tests/http/gunzip.h"

#include <zlib.h>

#include <array>
#include <string>
#include <string_view>

namespace trustwatch::testing {

std::string Gunzip(std::string_view member) {
  constexpr int kGzipOnly = 15 + 16;
  z_stream stream{};
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) return "no memory";
  std::string given(member);
  stream.next_in = reinterpret_cast<Bytef*>(given.data());
  stream.avail_in = static_cast<uInt>(given.size());
  std::string text;
  std::array<char, 65'536> out;
  int code = Z_OK;
  while (code == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    code = inflate(&stream, Z_NO_FLUSH);
    text.append(out.data(), out.size() - stream.avail_out);
  }
  const bool is_whole = code == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  return is_whole ? text : "not one whole gzip member";
}

}  // namespace trustwatch::testing
