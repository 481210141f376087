#include "daemon/stats/run_length.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "daemon/stats/saturate.h"

namespace trustwatch::stats {
namespace {

constexpr std::size_t kStates = 200;
using Matrix = std::vector<std::vector<double>>;

double NormalBelow(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

// I - Q, where Q holds the chances to go from one state to another. State 0 is a sum of about zero,
// state j a sum within half a width of j widths; above h the chain has ended.
Matrix EquationsOf(const CusumOptions& options, double shift) {
  const double width = 2 * options.h / (2 * static_cast<double>(kStates) - 1);
  Matrix matrix(kStates, std::vector<double>(kStates));
  for (std::size_t i = 0; i < kStates; ++i) {
    for (std::size_t j = 0; j < kStates; ++j) {
      const double steps = static_cast<double>(j) - static_cast<double>(i);
      const double below = NormalBelow((steps + 0.5) * width + options.k - shift);
      const double start = j == 0 ? 0 : NormalBelow((steps - 0.5) * width + options.k - shift);
      matrix[i][j] = (i == j ? 1.0 : 0.0) - (below - start);
    }
  }
  return matrix;
}

// The first element of x in matrix x = (1, ..., 1). By elimination from the last state to the first
// without exchange of rows: I - Q is diagonally dominant.
long double FirstSolution(Matrix matrix) {
  std::vector<long double> right(kStates, 1);
  // Where a signal is rarer than rounding can tell from never, the chain never ends.
  constexpr long double kNever = HUGE_VALL;
  for (std::size_t pivot = kStates - 1; pivot > 0; --pivot) {
    if (matrix[pivot][pivot] <= 0) return kNever;
    for (std::size_t row = 0; row < pivot; ++row) {
      const double factor = matrix[row][pivot] / matrix[pivot][pivot];
      for (std::size_t column = 0; column < pivot; ++column) {
        matrix[row][column] -= factor * matrix[pivot][column];
      }
      right[row] -= factor * right[pivot];
    }
  }
  if (matrix[0][0] <= 0) return kNever;
  return right[0] / matrix[0][0];
}

long double SiegmundOneSide(long double d, long double b) {
  if (std::fabs(d) < 1e-4L) return b * b;
  return (std::exp(-2 * d * b) + 2 * d * b - 1) / (2 * d * d);
}

// Both sides together; an endless side (infinity) adds nothing.
double Together(long double high, long double low) { return Saturate(1 / (1 / high + 1 / low)); }

}  // namespace

double AverageRunLength(const CusumOptions& options, double shift_in_sigma) {
  return Together(FirstSolution(EquationsOf(options, shift_in_sigma)),
                  FirstSolution(EquationsOf(options, -shift_in_sigma)));
}

double ApproximateRunLength(const CusumOptions& options, double shift_in_sigma) {
  const long double b = static_cast<long double>(options.h) + 1.166L;
  const long double k = options.k;
  return Together(SiegmundOneSide(shift_in_sigma - k, b), SiegmundOneSide(-shift_in_sigma - k, b));
}

}  // namespace trustwatch::stats
