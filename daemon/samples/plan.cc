#include "daemon/samples/plan.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/london.h"
#include "daemon/domain/period.h"
#include "daemon/samples/labels.h"
#include "daemon/samples/matcher.h"
#include "daemon/samples/metric.h"
#include "daemon/samples/sample.h"
#include "fmt/format.h"

namespace trustwatch::samples {
namespace {

absl::Status Malformed(const Matcher& matcher) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "AS_OF_MALFORMED",
      .message = fmt::format("as_of and \"{}\" do not name one day; write as_of=\"2026-03-31\" for "
                             "what was known at the end of that day, or as_of="
                             "\"2026-03-31T17:00:00Z\"",
                             matcher.value()),
      .field = "matchers"}
      .ToStatus();
}

absl::StatusOr<absl::Time> InstantOf(const Matcher& matcher) {
  const std::string& text = matcher.value();
  if (matcher.kind() != MatchKind::kEqual) return Malformed(matcher);
  if (const absl::StatusOr<domain::Day> day = domain::ParseDay(text); day.ok()) {
    return domain::EndOfLondonDay(*day);
  }
  absl::Time instant;
  std::string error;
  const bool is_instant = text.find('T') != std::string::npos &&
                          absl::ParseTime(absl::RFC3339_full, text, &instant, &error);
  return is_instant ? absl::StatusOr<absl::Time>(instant) : Malformed(matcher);
}

}  // namespace

absl::StatusOr<Plan> Plan::Make(std::span<const Matcher> matchers) {
  Plan plan;
  for (const Matcher& matcher : matchers) {
    if (matcher.label() != kAsOf) {
      plan.matchers_.push_back(&matcher);
      continue;
    }
    const bool is_now = matcher.kind() == MatchKind::kEqual && matcher.value().empty();
    if (is_now) continue;
    TRUSTWATCH_ASSIGN_OR_RETURN(const absl::Time instant, InstantOf(matcher));
    if (plan.as_of_ && matcher.value() != plan.as_of_label_) return Malformed(matcher);
    plan.as_of_ = instant;
    plan.as_of_label_ = matcher.value();
  }
  for (const MetricInfo& info : Metrics()) {
    if (plan.Fits(kName, info.name)) plan.metrics_.push_back(info.metric);
  }
  return plan;
}

bool Plan::Fits(std::string_view label, std::string_view value) const {
  return std::all_of(matchers_.begin(), matchers_.end(), [&](const Matcher* matcher) {
    return matcher->label() != label || matcher->Matches(value);
  });
}

bool Plan::Fits(std::span<const Label> labels) const {
  return std::all_of(matchers_.begin(), matchers_.end(), [&](const Matcher* matcher) {
    const auto found = std::find_if(labels.begin(), labels.end(), [matcher](const Label& label) {
      return label.name == matcher->label();
    });
    return matcher->Matches(found == labels.end() ? std::string_view() : found->value);
  });
}

}  // namespace trustwatch::samples
