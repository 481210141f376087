#include "daemon/chart/labels.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace trustwatch::chart {
namespace {

// Every `stride`-th label from the last one back; empty if two of them come too close.
std::vector<PlacedLabel> Try(std::span<const Label> labels, const LabelRoom& room,
                             std::size_t stride) {
  std::vector<PlacedLabel> placed;
  double end = room.right + room.gap;
  for (std::size_t row = labels.size() - 1;; row -= stride) {
    const Label& label = labels[row];
    double left = std::min(label.centre - label.width / 2, room.right - label.width);
    left = std::max(left, room.left);
    if (left + label.width + room.gap > end) return {};
    placed.push_back({.row = row, .left = left});
    end = left;
    if (row < stride) break;
  }
  std::reverse(placed.begin(), placed.end());
  return placed;
}

std::size_t NextStride(std::size_t stride) {
  if (stride < 4) return stride + 1;
  if (stride == 4) return 6;
  return stride == 6 ? 12 : stride + 12;
}

}  // namespace

std::vector<PlacedLabel> PlaceLabels(std::span<const Label> labels, const LabelRoom& room) {
  if (labels.empty() || labels.back().width > room.right - room.left) return {};
  for (std::size_t stride = 1; stride < labels.size(); stride = NextStride(stride)) {
    std::vector<PlacedLabel> placed = Try(labels, room, stride);
    if (!placed.empty()) return placed;
  }
  return Try(labels, room, labels.size());
}

}  // namespace trustwatch::chart
