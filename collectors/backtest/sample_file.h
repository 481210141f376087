#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_SAMPLE_FILE_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_SAMPLE_FILE_H_

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/backtest/labels.h"

namespace trustwatch::backtest {

// What a sample line of a page is about.
struct PageLine {
  std::string_view name;
  std::string_view labels;  // as written, without braces
  std::string_view value;
};

// Takes a line `name{labels} value` or `name value` of our own pages apart. Pure.
PageLine SplitPageLine(std::string_view line);

// The value of a label in `labels`, where nothing in it is escaped; empty if it is not there. Pure.
std::string_view PlainValueOf(std::string_view label, std::string_view labels);

// Writes a file of samples with their instants that promtool makes a block of. Instants must not
// descend: promtool drops what does without a word. Not thread-safe.
class SampleFile {
 public:
  // kFailedPrecondition (FILE_UNWRITABLE), also from Finish.
  static absl::StatusOr<SampleFile> Make(std::filesystem::path path);

  // `more_labels` are joined to those of the line, as they are.
  void Add(const PageLine& line, std::string_view more_labels, absl::Time at);
  void Add(std::string_view name, const Labels& labels, std::string_view value, absl::Time at);
  std::size_t count() const { return count_; }

  // The end, without which promtool refuses the file.
  absl::Status Finish();
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit SampleFile(std::filesystem::path path) : path_(std::move(path)), stream_(path_) {}
  void Write(std::string_view name, std::string_view labels, std::string_view value, absl::Time at);

  std::filesystem::path path_;
  std::ofstream stream_;
  std::size_t count_ = 0;
};

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_SAMPLE_FILE_H_
