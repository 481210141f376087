#ifndef TRUSTWATCH_DAEMON_STATS_SQUARE_H_
#define TRUSTWATCH_DAEMON_STATS_SQUARE_H_

namespace trustwatch::stats {

inline double Square(double x) { return x * x; }

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_SQUARE_H_
