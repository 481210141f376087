#include "tests/conformance/differences.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "fmt/format.h"
#include "tests/conformance/csv.h"

namespace trustwatch::conformance {
namespace {

constexpr std::size_t kShown = 10;

std::string Message(const std::string& where, const std::string& column, const std::string& ours,
                    const std::string& theirs) {
  return fmt::format("{}: {} is \"{}\", the file has \"{}\"", where, column, ours, theirs);
}

// Halves first, so that the difference of two huge numbers is finite.
double RelativeDifference(double a, double b) {
  return std::abs(a / 2 - b / 2) / std::max(std::abs(a / 2), std::abs(b / 2));
}

}  // namespace

void Differences::CompareText(const std::string& where, const std::string& column,
                              const std::string& ours, const std::string& theirs) {
  ++cells_;
  if (ours != theirs) Add(Message(where, column, ours, theirs));
}

void Differences::CompareNumber(const std::string& where, const std::string& column,
                                const std::optional<double>& ours, const std::string& theirs) {
  ++cells_;
  const absl::StatusOr<std::optional<double>> parsed = ParseNumber(theirs);
  const bool both = ours.has_value() && parsed.ok() && parsed->has_value();
  if (!both || !std::isfinite(*ours) || !std::isfinite(**parsed)) {
    if (const std::string text = FormatNumber(ours); text != theirs) {
      Add(Message(where, column, text, theirs));
    }
    return;
  }
  ++numbers_;
  if (*ours == **parsed) return;
  const double difference = RelativeDifference(*ours, **parsed);
  if (difference > tolerance_) {
    Add(Message(where, column, FormatNumber(ours), theirs));
    return;
  }
  ++inexact_;
  largest_ = std::max(largest_, difference);
}

void Differences::Add(const std::string& what) {
  ++count_;
  if (first_.size() < kShown) first_.push_back(what);
}

std::string Differences::Summary() const {
  std::string text = fmt::format("cells compared: {}\nnumbers compared: {}, {} to the last bit",
                                 cells_, numbers_, inexact_ == 0 ? "all" : "not all");
  if (inexact_ > 0) {
    text += fmt::format(": {} differ, by at most {:.2g} of their size", inexact_, largest_);
  }
  text += fmt::format("\ndifferences: {}\n", count_);
  for (const std::string& difference : first_) text += fmt::format("  {}\n", difference);
  if (count_ > first_.size()) {
    text += fmt::format("  and {} more\n", count_ - first_.size());
  }
  return text;
}

}  // namespace trustwatch::conformance
