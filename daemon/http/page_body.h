#ifndef TRUSTWATCH_DAEMON_HTTP_PAGE_BODY_H_
#define TRUSTWATCH_DAEMON_HTTP_PAGE_BODY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/accept.h"
#include "daemon/http/deflated.h"
#include "daemon/http/exposition.h"

namespace trustwatch::http {

// How a page is wanted.
struct PageForm {
  Dialect dialect = Dialect::kText;
  Coding coding = Coding::kIdentity;
};

// The bytes of a page as runs that it shares with whoever keeps them: nothing is copied before it
// is written. Not thread-safe.
class PageBody {
 public:
  explicit PageBody(Coding coding);

  // The next run, in the coding of this body. Empty ones are left out.
  void Add(std::shared_ptr<const Run> run);
  // After the last run.
  void Finish();

  Coding coding() const { return coding_; }
  std::size_t size() const { return size_; }

  // Calls `write` with all bytes in order, small runs joined to 64 KiB, until it says false. True
  // if it never did.
  bool WriteTo(const std::function<bool(std::string_view)>& write) const;
  std::string Joined() const;

 private:
  void AddBytes(std::string_view bytes);

  const Coding coding_;
  std::vector<std::shared_ptr<const Run>> runs_;
  std::size_t size_ = 0;
  std::uint64_t plain_size_ = 0;
  std::uint32_t crc_ = 0;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_PAGE_BODY_H_
