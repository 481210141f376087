#ifndef TRUSTWATCH_TESTS_HTTP_PAGE_PARSER_H_
#define TRUSTWATCH_TESTS_HTTP_PAGE_PARSER_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace trustwatch::testing {

using Labels = std::map<std::string, std::string>;

struct ParsedSample {
  std::string name;
  Labels labels;
  double value = 0;
};

struct ParsedFamily {
  std::string name;
  std::string type;
  std::string help;
  std::vector<ParsedSample> samples;

  // The value of the sample with these labels and no other; NaN if there is none.
  double ValueOf(const Labels& labels) const;
};

using ParsedPage = std::map<std::string, ParsedFamily>;

// Reads a page of the text format 0.0.4 by its description, sharing nothing with the writer.
// kInvalidArgument, with the line, for anything that the format does not allow: a sample outside
// its family, a family twice, a series twice.
absl::StatusOr<ParsedPage> ParsePage(std::string_view page);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_HTTP_PAGE_PARSER_H_
