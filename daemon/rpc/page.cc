#include "daemon/rpc/page.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "daemon/base/digest.h"
#include "daemon/base/error.h"
#include "daemon/base/excerpt.h"
#include "fmt/format.h"

namespace trustwatch::rpc {
namespace {

constexpr std::size_t kCheckBytes = 8;

std::string Check(const std::vector<std::string>& scope, std::string_view position) {
  base::Digest digest;
  for (const std::string& part : scope) digest.Add(part);
  digest.Add(position);
  return digest.Finish().substr(0, kCheckBytes);
}

}  // namespace

absl::StatusOr<int> PageSize(int asked, PageSizes sizes) {
  if (asked < 0) {
    return base::Error{.code = absl::StatusCode::kInvalidArgument,
                       .reason = "PAGE_SIZE_NEGATIVE",
                       .message = fmt::format("page_size {} is negative; give 1 to {}, or 0 for {}",
                                              asked, sizes.maximum, sizes.standard),
                       .field = "page_size"}
        .ToStatus();
  }
  return asked == 0 ? sizes.standard : std::min(asked, sizes.maximum);
}

std::string MakePageToken(const std::vector<std::string>& scope, std::string_view position) {
  std::string token;
  absl::WebSafeBase64Escape(fmt::format("{}{}", Check(scope, position), position), &token);
  return token;
}

absl::StatusOr<std::string> ReadPageToken(const std::vector<std::string>& scope,
                                          std::string_view token) {
  if (token.empty()) return std::string();
  std::string bytes;
  const bool decoded =
      absl::WebSafeBase64Unescape(absl::string_view(token.data(), token.size()), &bytes);
  if (decoded && bytes.size() > kCheckBytes) {
    std::string position = bytes.substr(kCheckBytes);
    if (Check(scope, position) == bytes.substr(0, kCheckBytes)) return position;
  }
  return PageTokenError(token);
}

absl::Status PageTokenError(std::string_view token) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "PAGE_TOKEN_MALFORMED",
      .message = fmt::format("page_token \"{}\" was not made for this request; give "
                             "next_page_token of the previous page unchanged and keep all other "
                             "fields the same, or leave it empty to begin again",
                             base::Excerpt(token)),
      .field = "page_token"}
      .ToStatus();
}

}  // namespace trustwatch::rpc
