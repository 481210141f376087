#ifndef TRUSTWATCH_TESTS_APP_SAMPLE_CATALOGUE_H_
#define TRUSTWATCH_TESTS_APP_SAMPLE_CATALOGUE_H_

#include <filesystem>
#include <string>
#include <string_view>

#include "tests/support/temporary_folder.h"

namespace trustwatch::testing {

// The whole file; empty if it is not there.
std::string ContentOf(const std::filesystem::path& file);

// A copy of the sample catalogue that a test may change. Its version is sample-1; it has twelve
// open organisations, ZA1 among them.
class SampleCatalogue {
 public:
  SampleCatalogue();

  std::filesystem::path folder() const;
  // Puts `text` in the place of every `old_text` of catalogue.toml, which must have one.
  void Replace(std::string_view old_text, std::string_view text) const;
  // Two faults: a return owes two indicators that there are not.
  void BreakTwice() const;

 private:
  TemporaryFolder copy_;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_APP_SAMPLE_CATALOGUE_H_
