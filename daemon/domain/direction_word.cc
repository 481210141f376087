#include "daemon/domain/direction_word.h"

#include <string_view>

#include "daemon/base/check.h"
#include "daemon/domain/catalogue.h"

namespace trustwatch::domain {

std::string_view DirectionWord(Direction direction) {
  switch (direction) {
    case Direction::kLower:
      return "lower";
    case Direction::kHigher:
      return "higher";
    case Direction::kNeither:
      return "neither";
  }
  TRUSTWATCH_CHECK(false);
}

}  // namespace trustwatch::domain
