#include "collectors/backtest/sample_file.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/backtest/labels.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::backtest {
namespace {

std::string Escaped(std::string_view value) {
  std::string escaped;
  for (const char c : value) {
    if (c == '\\' || c == '"') escaped += '\\';
    escaped += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return escaped;
}

absl::Status Check(const std::ofstream& stream, const std::filesystem::path& path) {
  if (stream.good()) return absl::OkStatus();
  return base::Error{.code = absl::StatusCode::kFailedPrecondition,
                     .reason = "FILE_UNWRITABLE",
                     .message = fmt::format("{} cannot be written; make room there, or set TMPDIR "
                                            "to a folder that has some",
                                            path.string())}
      .ToStatus();
}

}  // namespace

PageLine SplitPageLine(std::string_view line) {
  const std::size_t brace = line.find('{');
  const std::size_t space = line.rfind(' ');
  if (space == std::string_view::npos) return {.name = line, .labels = {}, .value = {}};
  const std::string_view value = line.substr(space + 1);
  if (brace == std::string_view::npos || brace > space) {
    return {.name = line.substr(0, space), .labels = {}, .value = value};
  }
  return {.name = line.substr(0, brace),
          .labels = line.substr(brace + 1, line.rfind('}') - brace - 1),
          .value = value};
}

std::string_view PlainValueOf(std::string_view label, std::string_view labels) {
  for (std::size_t at = labels.find(label); at != std::string_view::npos;
       at = labels.find(label, at + 1)) {
    const bool begins = at == 0 || labels[at - 1] == ',';
    const std::string_view rest = labels.substr(at + label.size());
    if (!begins || !rest.starts_with("=\"")) continue;
    return rest.substr(2, rest.find('"', 2) - 2);
  }
  return {};
}

absl::StatusOr<SampleFile> SampleFile::Make(std::filesystem::path path) {
  SampleFile file(std::move(path));
  TRUSTWATCH_RETURN_IF_ERROR(Check(file.stream_, file.path_));
  return file;
}

void SampleFile::Write(std::string_view name, std::string_view labels, std::string_view value,
                       absl::Time at) {
  stream_ << name;
  if (!labels.empty()) stream_ << '{' << labels << '}';
  stream_ << ' ' << value << ' ' << absl::ToUnixSeconds(at) << '\n';
  ++count_;
}

void SampleFile::Add(const PageLine& line, std::string_view more_labels, absl::Time at) {
  const std::string labels = line.labels.empty() ? std::string(more_labels)
                                                 : fmt::format("{},{}", line.labels, more_labels);
  Write(line.name, labels, line.value, at);
}

void SampleFile::Add(std::string_view name, const Labels& labels, std::string_view value,
                     absl::Time at) {
  std::string text;
  for (const auto& [label, content] : labels) {
    text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", label, Escaped(content));
  }
  Write(name, text, value, at);
}

absl::Status SampleFile::Finish() {
  stream_ << "# EOF\n";
  stream_.close();
  return Check(stream_, path_);
}

}  // namespace trustwatch::backtest
