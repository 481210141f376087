#ifndef TRUSTWATCH_DAEMON_DOMAIN_REGISTER_H_
#define TRUSTWATCH_DAEMON_DOMAIN_REGISTER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"

namespace trustwatch::domain {

// What an organisation was called, from a day on; no day: since before our records.
struct DatedName {
  std::string name;
  std::optional<Day> from;
};

struct Organisation {
  OdsCode code;
  std::vector<DatedName> names;  // oldest first, at least one
  std::string kind;              // mental_health_trust
  std::string region;
  std::string icb;
  std::optional<Day> opened;  // unknown: open since before our records
  std::optional<Day> closed;  // its last day; unknown: open
  std::vector<std::string> doubts;

  const std::string& Name() const { return names.back().name; }
  // False if it was not open on any day of the period.
  bool IsOpenIn(const Period& period) const;
};

enum class EventKind : std::uint8_t {
  kRename,
  kMerger,
  kAcquisition,
  kSplit,
  kServiceTransfer,
  kIncident,
  kCoverageChange  // figures come from more or fewer services than before
};

// Something that breaks a series without anybody's care having changed.
struct RegisterEvent {
  EventKind kind = EventKind::kRename;
  Day first_month{};          // the first day of the first month in which figures show it
  std::vector<OdsCode> from;  // whose figures it changes or ends
  std::vector<OdsCode> to;    // where they go on
  std::string note;
  std::string basis;  // how we know
  std::vector<std::string> doubts;
};

// The organisations and their history. Immutable; const methods safe from any thread.
class Register {
 public:
  // Codes are unique, and events name organisations that exist: the reader has checked.
  Register(std::vector<Organisation> organisations, std::vector<RegisterEvent> events);
  Register(Register&&) = default;
  Register& operator=(Register&&) = default;
  Register(const Register&) = delete;  // the index points into the vector
  Register& operator=(const Register&) = delete;

  const std::vector<Organisation>& organisations() const { return organisations_; }  // by code
  const std::vector<RegisterEvent>& events() const { return events_; }  // by first month

  // nullptr if there is none. The pointer lives as long as the register.
  const Organisation* Find(const OdsCode& code) const;

 private:
  std::vector<Organisation> organisations_;
  std::vector<RegisterEvent> events_;
  absl::flat_hash_map<OdsCode, const Organisation*> by_code_;
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_REGISTER_H_
