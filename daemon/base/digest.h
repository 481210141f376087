#ifndef TRUSTWATCH_DAEMON_BASE_DIGEST_H_
#define TRUSTWATCH_DAEMON_BASE_DIGEST_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace trustwatch::base {

// A SHA-256 over a sequence of fields. Fields are framed, so that ("ab", "c") and ("a", "bc")
// differ. Not thread-safe.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  void Add(std::string_view field);
  void Add(std::int64_t field);
  void Add(double field);  // by its bits

  // 32 bytes over all that was added. Call it once, last.
  std::string Finish();

 private:
  void Put(const void* bytes, std::size_t count);
  struct State;
  std::unique_ptr<State> state_;
};

// The bytes as lower-case hexadecimal digits.
std::string Hex(std::string_view bytes);

}  // namespace trustwatch::base

#endif  // TRUSTWATCH_DAEMON_BASE_DIGEST_H_
