#include "daemon/base/random_id.h"

#include <openssl/rand.h>

#include <array>
#include <string>
#include <string_view>

#include "daemon/base/check.h"
#include "daemon/base/digest.h"

namespace trustwatch::base {

std::string RandomId() {
  std::array<unsigned char, 16> bytes{};
  TRUSTWATCH_CHECK(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0fU) | 0x40U);  // version 4
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3fU) | 0x80U);  // variant of RFC 4122
  std::string text = Hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  for (const std::size_t dash : {20U, 16U, 12U, 8U}) text.insert(dash, 1, '-');
  return text;
}

}  // namespace trustwatch::base
