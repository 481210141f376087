#include "daemon/catalogue/faults.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "fmt/format.h"

namespace trustwatch::catalogue {

std::string Fault::ToString() const {
  const std::string where = line == 0 ? file.string() : fmt::format("{}:{}", file.string(), line);
  return fmt::format("{}: {}; {}", where, message, cure);
}

void FaultList::Add(const Place& place, std::string message, std::string cure) {
  faults_.push_back({.file = place.file,
                     .line = place.line,
                     .message = std::move(message),
                     .cure = std::move(cure)});
}

std::vector<Fault> FaultList::Take() {
  std::sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.file, a.line, a.message) < std::tie(b.file, b.line, b.message);
  });
  return std::exchange(faults_, {});
}

}  // namespace trustwatch::catalogue
