#ifndef TRUSTWATCH_COLLECTORS_CLI_PAGES_H_
#define TRUSTWATCH_COLLECTORS_CLI_PAGES_H_

#include <string>
#include <type_traits>

#include "absl/status/status.h"
#include "daemon/base/error.h"

namespace trustwatch::cli {

// The most figures that the daemon gives at once.
inline constexpr int kFiguresPageSize = 10'000;

// Every page of a list as one response: `call` is asked with the token of the page before until
// there is none. kInternal, reason PAGES_DO_NOT_END, if a page's token is that of the page itself.
template <typename Request, typename Call>
std::invoke_result_t<Call, const Request&> AllPages(Request request, Call call) {
  auto all = call(request);
  while (all.ok() && !all->next_page_token().empty()) {
    if (all->next_page_token() == request.page_token()) {
      return base::Error{.code = absl::StatusCode::kInternal,
                         .reason = "PAGES_DO_NOT_END",
                         .message = "the daemon's list does not end: page token \"" +
                                    request.page_token() +
                                    "\" leads to itself; report this with the daemon's version"}
          .ToStatus();
    }
    request.set_page_token(all->next_page_token());
    const auto page = call(request);
    if (!page.ok()) return page.status();
    all->clear_next_page_token();
    all->MergeFrom(*page);
  }
  return all;
}

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_PAGES_H_
