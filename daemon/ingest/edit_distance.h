#ifndef TRUSTWATCH_DAEMON_INGEST_EDIT_DISTANCE_H_
#define TRUSTWATCH_DAEMON_INGEST_EDIT_DISTANCE_H_

#include <string_view>

namespace trustwatch::ingest {

// How many letters must be added, left out or replaced to make `a` into `b`; `enough` if that many
// or more. Costs size of a x size of b. Pure; safe from any thread.
int EditDistance(std::string_view a, std::string_view b, int enough);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_EDIT_DISTANCE_H_
