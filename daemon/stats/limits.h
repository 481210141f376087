#ifndef TRUSTWATCH_DAEMON_STATS_LIMITS_H_
#define TRUSTWATCH_DAEMON_STATS_LIMITS_H_

namespace trustwatch::stats {

// The process limits at a point or of a group, and two thirds of the way to them from the centre.
// All finite; lower <= near_lower <= near_upper <= upper.
struct Limits {
  double lower = 0;
  double upper = 0;
  double near_lower = 0;
  double near_upper = 0;

  friend bool operator==(const Limits&, const Limits&) = default;
};

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_LIMITS_H_
