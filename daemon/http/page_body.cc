#include "daemon/http/page_body.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace trustwatch::http {
namespace {

constexpr std::size_t kJoinedBytes = 65'536;

}  // namespace

PageBody::PageBody(Coding coding) : coding_(coding) {
  if (coding_ == Coding::kGzip) AddBytes(GzipBegin());
}

void PageBody::Add(std::shared_ptr<const Run> run) {
  if (run->plain_size == 0) return;
  if (coding_ == Coding::kGzip) crc_ = JoinedCrc(crc_, *run);
  plain_size_ += run->plain_size;
  size_ += run->bytes.size();
  runs_.push_back(std::move(run));
}

void PageBody::Finish() {
  if (coding_ == Coding::kGzip) AddBytes(GzipEnd(crc_, plain_size_));
}

void PageBody::AddBytes(std::string_view bytes) {
  size_ += bytes.size();
  runs_.push_back(std::make_shared<const Run>(Run{.bytes = std::string(bytes)}));
}

bool PageBody::WriteTo(const std::function<bool(std::string_view)>& write) const {
  std::string joined;
  for (const auto& run : runs_) {
    if (!joined.empty() && joined.size() + run->bytes.size() > kJoinedBytes) {
      if (!write(joined)) return false;
      joined.clear();
    }
    if (run->bytes.size() < kJoinedBytes) {
      joined += run->bytes;
    } else if (!write(run->bytes)) {
      return false;
    }
  }
  return joined.empty() || write(joined);
}

std::string PageBody::Joined() const {
  std::string joined;
  joined.reserve(size_);
  for (const auto& run : runs_) joined += run->bytes;
  return joined;
}

}  // namespace trustwatch::http
