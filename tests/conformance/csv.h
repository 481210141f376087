#ifndef TRUSTWATCH_TESTS_CONFORMANCE_CSV_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_CSV_H_

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace trustwatch::conformance {

// A table of a golden folder, held whole: UTF-8, comma, a header line, RFC 4180 quotes, every row
// as long as the header. Const methods are safe from any thread.
class Csv {
 public:
  // kNotFound if there is no such file; kInvalidArgument, with file and line, if a row has another
  // number of cells than the header, a quote is never closed, or two columns have one name.
  static absl::StatusOr<Csv> Read(const std::filesystem::path& file);
  // `name` is what errors call the text.
  static absl::StatusOr<Csv> Parse(std::string_view text, const std::string& name);

  std::size_t rows() const { return rows_.size(); }
  bool HasColumn(const std::string& column) const { return columns_.contains(column); }
  // kNotFound, naming the file and the column, unless every one is there.
  absl::Status RequireColumns(const std::vector<std::string>& columns) const;

  // The cell's text. The row and the column must exist.
  const std::string& Text(std::size_t row, const std::string& column) const;

 private:
  std::string name_;
  std::map<std::string, std::size_t> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// A cell's number: as R prints one with %.17g, with NaN, Inf and -Inf; absent where the cell is
// empty (NA). kInvalidArgument for anything else.
absl::StatusOr<std::optional<double>> ParseNumber(const std::string& text);

// A double as the golden files write it: %.17g, NaN, Inf, -Inf; empty for none.
std::string FormatNumber(const std::optional<double>& value);

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_CSV_H_
