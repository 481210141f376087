#include "tests/conformance/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/check.h"
#include "daemon/base/error.h"
#include "fmt/format.h"

namespace trustwatch::conformance {
namespace {

absl::Status Malformed(const std::string& name, std::size_t line, std::string_view what) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "GOLDEN_FILE_MALFORMED",
      .message = fmt::format("{}; {} line {}; write the file again", what, name, line)}
      .ToStatus();
}

// Reads cells one by one; a cell may hold commas and line ends inside quotes.
class Cells {
 public:
  explicit Cells(std::string_view text) : text_(text) {}

  bool AtEnd() const { return at_ == text_.size(); }
  std::size_t line() const { return line_; }

  // The next row; absent if a quote is never closed.
  std::optional<std::vector<std::string>> NextRow() {
    std::vector<std::string> row;
    do {
      std::optional<std::string> cell = NextCell();
      if (!cell.has_value()) return std::nullopt;
      row.push_back(*std::move(cell));
    } while (Take(','));
    Take('\r');
    Take('\n');
    ++line_;
    return row;
  }

 private:
  bool Take(char wanted) {
    if (AtEnd() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  std::optional<std::string> NextCell() {
    if (Take('"')) return Quoted();
    const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    std::string cell(text_.substr(at_, end - at_));
    at_ = end;
    return cell;
  }

  std::optional<std::string> Quoted() {
    std::string cell;
    while (!AtEnd()) {
      if (!Take('"')) {
        line_ += text_[at_] == '\n' ? 1U : 0U;
        cell += text_[at_++];
      } else if (Take('"')) {
        cell += '"';
      } else {
        return cell;
      }
    }
    return std::nullopt;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

absl::StatusOr<Csv> Csv::Read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    return base::Error{
        .code = absl::StatusCode::kNotFound,
        .reason = "GOLDEN_FILE_MISSING",
        .message = fmt::format("{} cannot be read; name a folder that holds it", file.string())}
        .ToStatus();
  }
  std::ostringstream text;
  text << stream.rdbuf();
  return Parse(text.view(), file.string());
}

absl::StatusOr<Csv> Csv::Parse(std::string_view text, const std::string& name) {
  Csv csv;
  csv.name_ = name;
  Cells cells(text);
  std::optional<std::vector<std::string>> header = cells.NextRow();
  if (!header.has_value()) return Malformed(name, 1, "a quote in the header is never closed");
  for (const std::string& column : *header) {
    if (!csv.columns_.emplace(column, csv.columns_.size()).second) {
      return Malformed(name, 1, fmt::format("two columns are called \"{}\"", column));
    }
  }
  while (!cells.AtEnd()) {
    const std::size_t line = cells.line();
    std::optional<std::vector<std::string>> row = cells.NextRow();
    if (!row.has_value()) return Malformed(name, line, "a quote is never closed");
    if (row->size() != header->size()) {
      return Malformed(
          name, line, fmt::format("{} cells where the header has {}", row->size(), header->size()));
    }
    csv.rows_.push_back(*std::move(row));
  }
  return csv;
}

absl::Status Csv::RequireColumns(const std::vector<std::string>& columns) const {
  for (const std::string& column : columns) {
    if (HasColumn(column)) continue;
    return base::Error{
        .code = absl::StatusCode::kNotFound,
        .reason = "GOLDEN_COLUMN_MISSING",
        .message = fmt::format("column \"{}\" is missing; {}; add it", column, name_)}
        .ToStatus();
  }
  return absl::OkStatus();
}

const std::string& Csv::Text(std::size_t row, const std::string& column) const {
  const auto found = columns_.find(column);
  TRUSTWATCH_CHECK(row < rows_.size() && found != columns_.end());
  return rows_[row][found->second];
}

absl::StatusOr<std::optional<double>> ParseNumber(const std::string& text) {
  using Answer = std::optional<double>;
  if (text.empty()) return Answer();
  if (text == "NaN") return Answer(std::numeric_limits<double>::quiet_NaN());
  if (text == "Inf") return Answer(std::numeric_limits<double>::infinity());
  if (text == "-Inf") return Answer(-std::numeric_limits<double>::infinity());
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [parsed, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || parsed != end || !std::isfinite(value)) {
    return base::Error{.code = absl::StatusCode::kInvalidArgument,
                       .reason = "GOLDEN_NUMBER_MALFORMED",
                       .message = fmt::format("\"{}\" is not a number; a cell holds one as %.17g, "
                                              "NaN, Inf, -Inf or nothing; write the file again",
                                              text)}
        .ToStatus();
  }
  return Answer(value);
}

std::string FormatNumber(const std::optional<double>& value) {
  if (!value.has_value()) return "";
  if (std::isnan(*value)) return "NaN";
  if (std::isinf(*value)) return *value > 0 ? "Inf" : "-Inf";
  return fmt::format("{:.17g}", *value);
}

}  // namespace trustwatch::conformance
