#ifndef TRUSTWATCH_DAEMON_CHART_LABELS_H_
#define TRUSTWATCH_DAEMON_CHART_LABELS_H_

#include <cstddef>
#include <span>
#include <vector>

namespace trustwatch::chart {

// A label beneath a row: where it would stand and how wide it is, in pixels or columns.
struct Label {
  double centre = 0;
  double width = 0;
};

struct PlacedLabel {
  std::size_t row = 0;
  double left = 0;

  friend bool operator==(const PlacedLabel&, const PlacedLabel&) = default;
};

// The room that labels have.
struct LabelRoom {
  double left = 0;
  double right = 0;
  double gap = 0;  // the least room between two
};

// Which rows to label so that no two labels come closer than the gap: the last row, and every
// second, third, fourth, sixth, twelfth... before it, so that months fall on the same months of
// each year. Labels are moved inside the room; the last is left out only if it is wider than that.
// Result in ascending order of rows. Pure.
std::vector<PlacedLabel> PlaceLabels(std::span<const Label> labels, const LabelRoom& room);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_LABELS_H_
