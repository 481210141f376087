#ifndef TRUSTWATCH_DAEMON_DOMAIN_DRAFT_H_
#define TRUSTWATCH_DAEMON_DOMAIN_DRAFT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"

// What a sender wrote, before anybody judged it: nothing here is known to be true.
namespace trustwatch::domain {

// What stood beside a number where the sender took it from.
enum class UnitSign : std::uint8_t { kNone, kPercent, kPounds, kUnknown };

struct DraftNumber {
  std::optional<double> value;  // absent: numerator and denominator say it
  std::optional<double> numerator;
  std::optional<double> denominator;
  UnitSign unit_sign = UnitSign::kNone;
};

// std::monostate: the sender set no value at all.
using DraftValue =
    std::variant<std::monostate, DraftNumber, NilReturn, NotApplicable, Suppressed, Missing>;

struct DraftObservation {
  std::string indicator;
  std::string breakdown;
  std::optional<WrittenDate> first_day;
  std::optional<WrittenDate> last_day;
  DraftValue value;
  std::string explanation;
};

struct Draft {
  std::string organisation;
  std::string request_id;
  Status status = Status::kProvisional;
  bool validate_only = false;
  bool accept_valid_rows = false;
  bool skip_outlooks = false;  // nobody will read how the figures look
  std::vector<DraftObservation> observations;
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_DRAFT_H_
