#ifndef TRUSTWATCH_DAEMON_SAMPLES_SAMPLE_H_
#define TRUSTWATCH_DAEMON_SAMPLES_SAMPLE_H_

#include <compare>
#include <cstdint>
#include <span>
#include <string_view>

namespace trustwatch::samples {

// One value at one instant, as Prometheus knows them.
struct Sample {
  std::int64_t at_ms = 0;  // milliseconds since 1970 UTC
  double value = 0;        // finite

  friend bool operator==(const Sample&, const Sample&) = default;
};

// One label; a label that a series does not have is the same as one with an empty value.
struct Label {
  std::string_view name;
  std::string_view value;

  friend auto operator<=>(const Label&, const Label&) = default;
};

// One series, borrowed for the length of a visit. Sorted by name, values never empty; __name__ is
// among them, the metric's.
struct LabelledSamples {
  std::span<const Label> labels;
  std::span<const Sample> samples;  // ascending, each instant once; may be empty
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_SAMPLE_H_
