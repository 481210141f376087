#include "tests/app/sample_catalogue.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace trustwatch::testing {

std::string ContentOf(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

SampleCatalogue::SampleCatalogue() {
  std::filesystem::copy(
      TRUSTWATCH_CATALOGUES, copy_.path(),
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
}

std::filesystem::path SampleCatalogue::folder() const { return copy_.path() / "sample"; }

void SampleCatalogue::Replace(std::string_view old_text, std::string_view text) const {
  const std::filesystem::path file = folder() / "catalogue.toml";
  std::string content = ContentOf(file);
  std::size_t at = content.find(old_text);
  ASSERT_NE(at, std::string::npos) << old_text;
  for (; at != std::string::npos; at = content.find(old_text, at + text.size())) {
    content.replace(at, old_text.size(), text);
  }
  std::ofstream(file, std::ios::trunc) << content;
}

void SampleCatalogue::BreakTwice() const {
  std::ofstream(folder() / "returns.toml", std::ios::app) << R"(
[[return]]
id = "broken"
name = "Broken"
owed_by = ["mental_health_trust"]
every_months = 1
deadline_working_day = 10
deadline_basis = "none"
items = [{ indicator = "no_such_one", span = "P1M" }, { indicator = "no_such_two", span = "P1M" }]
)";
}

}  // namespace trustwatch::testing
