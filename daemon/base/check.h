#ifndef TRUSTWATCH_DAEMON_BASE_CHECK_H_
#define TRUSTWATCH_DAEMON_BASE_CHECK_H_

#include <cstdio>
#include <cstdlib>

// Ends the process when something that our own code promised is false. For broken invariants only:
// bad input and trouble from outside are absl::Status.
// Safe from any thread.
#define TRUSTWATCH_CHECK(condition)                                                         \
  do {                                                                                      \
    if (!(condition)) [[unlikely]] {                                                        \
      std::fprintf(stderr, "%s:%d: we believed that %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                         \
    }                                                                                       \
  } while (false)

#endif  // TRUSTWATCH_DAEMON_BASE_CHECK_H_
