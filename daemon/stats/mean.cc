#include "daemon/stats/mean.h"

#include "daemon/base/check.h"

namespace trustwatch::stats {

double Mean(std::span<const double> values) {
  TRUSTWATCH_CHECK(!values.empty());
  const auto count = static_cast<long double>(values.size());
  long double sum = 0;
  for (const double value : values) sum += value;
  const long double first = sum / count;
  long double residual = 0;
  for (const double value : values) residual += value - first;
  return static_cast<double>(first + residual / count);
}

}  // namespace trustwatch::stats
