#include "daemon/base/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/base/check.h"

namespace trustwatch::base {

// Small fields are gathered, because each call into the library costs more than hashing 8 bytes.
struct Digest::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                  &EVP_MD_CTX_free};
  std::array<char, 4096> buffer{};
  std::size_t used = 0;

  void Flush() {
    TRUSTWATCH_CHECK(EVP_DigestUpdate(context.get(), buffer.data(), used) == 1);
    used = 0;
  }
};

Digest::Digest() : state_(std::make_unique<State>()) {
  TRUSTWATCH_CHECK(state_->context != nullptr);
  TRUSTWATCH_CHECK(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1);
}

Digest::~Digest() = default;

void Digest::Put(const void* bytes, std::size_t count) {
  const char* next = static_cast<const char*>(bytes);
  while (count > 0) {
    const std::size_t part = std::min(count, state_->buffer.size() - state_->used);
    std::memcpy(state_->buffer.data() + state_->used, next, part);
    state_->used += part;
    next += part;
    count -= part;
    if (state_->used == state_->buffer.size()) state_->Flush();
  }
}

void Digest::Add(std::string_view field) {
  Add(static_cast<std::int64_t>(field.size()));
  Put(field.data(), field.size());
}

void Digest::Add(std::int64_t field) { Put(&field, sizeof field); }

void Digest::Add(double field) { Add(std::bit_cast<std::int64_t>(field)); }

std::string Digest::Finish() {
  state_->Flush();
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  TRUSTWATCH_CHECK(EVP_DigestFinal_ex(state_->context.get(), bytes.data(), &size) == 1);
  return {reinterpret_cast<const char*>(bytes.data()), size};
}

std::string Hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

}  // namespace trustwatch::base
