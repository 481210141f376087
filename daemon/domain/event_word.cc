#include "daemon/domain/event_word.h"

#include <string_view>

#include "daemon/domain/register.h"

namespace trustwatch::domain {

std::string_view EventWord(EventKind kind) {
  switch (kind) {
    case EventKind::kRename:
      return "rename";
    case EventKind::kMerger:
      return "merger";
    case EventKind::kAcquisition:
      return "acquisition";
    case EventKind::kSplit:
      return "split";
    case EventKind::kServiceTransfer:
      return "service_transfer";
    case EventKind::kIncident:
      return "incident";
    case EventKind::kCoverageChange:
      return "coverage_change";
  }
  return "";
}

}  // namespace trustwatch::domain
