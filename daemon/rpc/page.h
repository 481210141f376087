#ifndef TRUSTWATCH_DAEMON_RPC_PAGE_H_
#define TRUSTWATCH_DAEMON_RPC_PAGE_H_

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace trustwatch::rpc {

inline constexpr int kPageSizeDefault = 1'000;
inline constexpr int kCataloguePageSizeMax = 1'000;  // indicators, organisations, returns
inline constexpr int kFiguresPageSizeMax = 10'000;   // figures, what is owed, step changes
inline constexpr int kSubmissionsPageSizeDefault = 100;
inline constexpr int kSubmissionsPageSizeMax = 1'000;

struct PageSizes {
  int standard = kPageSizeDefault;  // when the caller says 0
  int maximum = kCataloguePageSizeMax;
};
inline constexpr PageSizes kFiguresPage{.maximum = kFiguresPageSizeMax};

// How many items a page has. More than the maximum is the maximum (AIP-158). kInvalidArgument
// (PAGE_SIZE_NEGATIVE).
absl::StatusOr<int> PageSize(int asked, PageSizes sizes);

// A token says where the next page begins: after the item whose key is `position`. It also carries
// a check over `scope`, which is the method and everything else that the caller asked, so that a
// token is good for the request that it was made for and no other. Opaque to callers; a check, no
// secret.
std::string MakePageToken(const std::vector<std::string>& scope, std::string_view position);

// The position in a token; empty for an empty token, which asks for the first page.
// kInvalidArgument (PAGE_TOKEN_MALFORMED).
absl::StatusOr<std::string> ReadPageToken(const std::vector<std::string>& scope,
                                          std::string_view token);

// What ReadPageToken answers for a bad token, for those who cannot use what stands in one.
absl::Status PageTokenError(std::string_view token);

// One page of a list.
template <typename Item>
struct Page {
  std::span<const Item> items;
  std::string next_position;  // key of the last item; empty: there is no further page
};

// The `size` items whose keys come after `position`. `key` gives each item a text, never empty, and
// the items are in rising order of it. Keys, not offsets, so that a list that changes between two
// pages neither repeats nor skips what stays.
template <typename Item, typename Key>
Page<Item> TakePage(std::span<const Item> items, const std::string& position, int size,
                    const Key& key) {
  const auto first = std::partition_point(items.begin(), items.end(),
                                          [&](const Item& item) { return key(item) <= position; });
  const auto left = static_cast<std::size_t>(items.end() - first);
  const std::size_t count = std::min(left, static_cast<std::size_t>(size));
  const auto offset = static_cast<std::size_t>(first - items.begin());
  Page<Item> page{.items = items.subspan(offset, count), .next_position = {}};
  if (count < left && count > 0) page.next_position = key(page.items.back());
  return page;
}

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_PAGE_H_
