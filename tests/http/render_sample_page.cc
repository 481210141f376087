// Writes a page with every family to standard output, for parsers that are not ours.
//   render_sample_page [openmetrics] [gzip]

#include <cstdio>
#include <string>
#include <string_view>

#include "daemon/http/metrics_page.h"
#include "tests/http/sample_page.h"

int main(int count, char** words) {
  trustwatch::http::PageForm form;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "openmetrics") form.dialect = trustwatch::http::Dialect::kOpenMetrics;
    if (word == "gzip") form.coding = trustwatch::http::Coding::kGzip;
  }
  const trustwatch::testing::SamplePage sample;
  const std::string page = sample.page.Answer(form, "").body->Joined();
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}
