#ifndef TRUSTWATCH_DAEMON_SAMPLES_PLAN_H_
#define TRUSTWATCH_DAEMON_SAMPLES_PLAN_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/samples/matcher.h"
#include "daemon/samples/metric.h"
#include "daemon/samples/sample.h"

namespace trustwatch::samples {

// What a query's matchers ask for, taken apart. Borrows the matchers.
//
// as_of is a label of its own kind: as_of="2026-03-31" gives what was known at the end of that day
// in London (an instant may be written too, 2026-03-31T17:00:00Z), as series that carry the label.
// Without it, or with as_of="", what is known now.
class Plan {
 public:
  // kInvalidArgument: AS_OF_MALFORMED (no day, or not asked for by =). Also the errors of
  // domain::EndOfLondonDay.
  static absl::StatusOr<Plan> Make(std::span<const Matcher> matchers);

  const std::vector<Metric>& metrics() const { return metrics_; }  // those whose name fits, by name
  std::optional<absl::Time> as_of() const { return as_of_; }
  std::string_view as_of_label() const { return as_of_label_; }  // as it was asked for

  // Whether a label's value fits what is asked of that label; empty: the series does not have it.
  bool Fits(std::string_view label, std::string_view value) const;
  // Whether all labels of a series fit, and what is asked of labels that it does not have.
  bool Fits(std::span<const Label> labels) const;

 private:
  std::vector<const Matcher*> matchers_;  // all but those of as_of
  std::vector<Metric> metrics_;
  std::optional<absl::Time> as_of_;
  std::string as_of_label_;
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_PLAN_H_
