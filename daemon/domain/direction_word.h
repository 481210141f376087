#ifndef TRUSTWATCH_DAEMON_DOMAIN_DIRECTION_WORD_H_
#define TRUSTWATCH_DAEMON_DOMAIN_DIRECTION_WORD_H_

#include <string_view>

#include "daemon/domain/catalogue.h"

namespace trustwatch::domain {

// As the catalogue's files write it: lower, higher, neither.
std::string_view DirectionWord(Direction direction);

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_DIRECTION_WORD_H_
