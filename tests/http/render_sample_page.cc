// Writes a page with every family to standard output, for promtool.

#include <cstdio>
#include <string>

#include "tests/http/sample_page.h"

int main() {
  const std::string page = trustwatch::testing::SamplePage().Render();
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}
