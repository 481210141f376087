#include "daemon/http/page_answer.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/http/accept.h"
#include "daemon/http/exposition.h"
#include "daemon/http/page_body.h"
#include "daemon/http/route.h"
#include "fmt/format.h"

namespace trustwatch::http {

std::string JoinedHeader(const httplib::Request& request, const char* name) {
  std::string joined;
  for (auto [at, end] = request.headers.equal_range(name); at != end; ++at) {
    joined += joined.empty() ? at->second : "," + at->second;
  }
  return joined;
}

std::optional<PageForm> ChooseForm(const httplib::Request& request, const Exchange& exchange,
                                   httplib::Response& response) {
  response.set_header("Vary", "Accept, Accept-Encoding");
  const auto dialect = ChooseDialect(JoinedHeader(request, "Accept"));
  const auto coding = ChooseCoding(exchange.accept_encoding);
  if (dialect && coding) return PageForm{.dialect = *dialect, .coding = *coding};
  response.status = 406;
  response.set_content(
      fmt::format("Nothing that the headers Accept and Accept-Encoding allow is here. There are {} "
                  "and {}, each as it is or in gzip.\n",
                  ContentTypeOf(Dialect::kText), ContentTypeOf(Dialect::kOpenMetrics)),
      kPlainText);
  return std::nullopt;
}

void SendPage(PageBody body, Dialect dialect, httplib::Response& response) {
  if (body.coding() == Coding::kGzip) response.set_header("Content-Encoding", "gzip");
  // Shared, because httplib copies what it is given.
  const auto shared = std::make_shared<const PageBody>(std::move(body));
  response.set_content_provider(shared->size(), std::string(ContentTypeOf(dialect)),
                                [shared](std::size_t, std::size_t, httplib::DataSink& sink) {
                                  return shared->WriteTo([&sink](std::string_view bytes) {
                                    return sink.write(bytes.data(), bytes.size());
                                  });
                                });
}

}  // namespace trustwatch::http
