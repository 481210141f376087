#ifndef TRUSTWATCH_TESTS_CONFORMANCE_DIFFERENCES_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_DIFFERENCES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace trustwatch::conformance {

// Compares cells of a golden folder with ours and keeps count. Not thread-safe.
class Differences {
 public:
  // Numbers may differ from the file's by `tolerance`, relative to the larger; NaN and infinities
  // must be the same.
  explicit Differences(double tolerance) : tolerance_(tolerance) {}

  // Text must be the same to the letter.
  void CompareText(const std::string& where, const std::string& column, const std::string& ours,
                   const std::string& theirs);
  // An absent number is an empty cell. A cell that is not a number is a difference.
  void CompareNumber(const std::string& where, const std::string& column,
                     const std::optional<double>& ours, const std::string& theirs);
  // Counts a difference that is not one of a cell: a row that one side has and the other has not.
  void Add(const std::string& what);

  std::size_t count() const { return count_; }

  // Counts, the largest relative difference of numbers, and the first ten differences, for people.
  std::string Summary() const;

 private:
  double tolerance_;
  std::size_t cells_ = 0;
  std::size_t numbers_ = 0;  // numbers that both sides have
  std::size_t inexact_ = 0;  // of those, within the tolerance but not to the last bit
  double largest_ = 0;       // relative difference of one of those
  std::size_t count_ = 0;
  std::vector<std::string> first_;
};

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_DIFFERENCES_H_
