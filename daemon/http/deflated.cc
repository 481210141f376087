#include "daemon/http/deflated.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "daemon/base/check.h"

namespace trustwatch::http {
namespace {

constexpr int kRawWindowBits = -15;  // neither header nor trailer: those are ours
constexpr int kMemoryLevel = 8;
constexpr std::size_t kOutBytes = 65'536;

void AppendLittleEndian(std::uint32_t number, std::string& bytes) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes += static_cast<char>((number >> shift) & 0xFFU);
  }
}

}  // namespace

Deflater::Deflater() {
  TRUSTWATCH_CHECK(deflateInit2(&stream_, Z_BEST_SPEED, Z_DEFLATED, kRawWindowBits, kMemoryLevel,
                                Z_DEFAULT_STRATEGY) == Z_OK);
}

Deflater::~Deflater() { deflateEnd(&stream_); }

Run Deflater::Deflate(std::string_view text) {
  TRUSTWATCH_CHECK(text.size() <= std::numeric_limits<uInt>::max());
  TRUSTWATCH_CHECK(deflateReset(&stream_) == Z_OK);
  Run run{.bytes = {}, .plain_size = text.size()};
  auto* const begin = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  const auto size = static_cast<uInt>(text.size());
  run.crc = static_cast<std::uint32_t>(crc32(0, begin, size));
  stream_.next_in = begin;
  stream_.avail_in = size;
  std::array<Bytef, kOutBytes> out;
  do {
    stream_.next_out = out.data();
    stream_.avail_out = static_cast<uInt>(out.size());
    // Ends at a whole byte, without the mark of the last block: another run may follow.
    const int code = deflate(&stream_, Z_SYNC_FLUSH);
    TRUSTWATCH_CHECK(code == Z_OK || code == Z_BUF_ERROR);  // nothing was left to write
    run.bytes.append(reinterpret_cast<const char*>(out.data()), out.size() - stream_.avail_out);
  } while (stream_.avail_out == 0);
  run.bytes.shrink_to_fit();
  return run;
}

std::string_view GzipBegin() {
  using std::string_view_literals::operator""sv;
  // RFC 1952: magic, deflate, no flags, no time, the fastest level, unknown system.
  return "\x1F\x8B\x08\x00\x00\x00\x00\x00\x04\xFF"sv;
}

std::string GzipEnd(std::uint32_t crc, std::uint64_t size) {
  using std::string_literals::operator""s;
  std::string end = "\x03\x00"s;  // an empty last block
  AppendLittleEndian(crc, end);
  AppendLittleEndian(static_cast<std::uint32_t>(size & 0xFFFF'FFFFU), end);
  return end;
}

std::uint32_t JoinedCrc(std::uint32_t crc, const Run& next) {
  return static_cast<std::uint32_t>(
      crc32_combine(crc, next.crc, static_cast<z_off_t>(next.plain_size)));
}

}  // namespace trustwatch::http
