#include "daemon/stats/quantity.h"

#include <cmath>

namespace trustwatch::stats {

Quantity Quantity::Of(double value) {
  Quantity quantity;
  if (std::isfinite(value)) {
    quantity.kind_ = Kind::kNumber;
    quantity.number_ = value;
  } else if (std::isnan(value)) {
    quantity.kind_ = Kind::kUndefined;
  } else {
    quantity.kind_ = value > 0 ? Kind::kUnboundedAbove : Kind::kUnboundedBelow;
  }
  return quantity;
}

std::optional<double> Quantity::number() const {
  if (kind_ != Kind::kNumber) return std::nullopt;
  return number_;
}

}  // namespace trustwatch::stats
