#include "daemon/http/past_page_route.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/london.h"
#include "daemon/domain/period.h"
#include "daemon/http/api_status.h"
#include "daemon/http/by_sight.h"
#include "daemon/http/page_answer.h"
#include "daemon/http/page_body.h"
#include "daemon/http/past_page.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/query_parameters.h"
#include "daemon/http/route.h"
#include "daemon/insight/past_snapshots.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

using httplib::Request;
using httplib::Response;

constexpr absl::Duration kDurationMax = absl::Minutes(10);
constexpr std::string_view kNow = "now";
constexpr std::array<std::string_view, 3> kNames = {"as_of", "at", "through"};

struct PastPages {
  BySight<PastPage> pages;
  QueryGate& gate;
  const base::Clock& clock;
};

// What a request asks for.
struct WantedPage {
  insight::PastMoment moment;
  absl::Time now;
};

absl::Status CheckNames(const httplib::Params& parameters) {
  for (const auto& [name, value] : parameters) {
    if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) {
      return MalformedParameter(
          "PARAMETER_UNKNOWN", name,
          fmt::format("there is no parameter {}; there are as_of, at and through", name));
    }
    if (parameters.count(name) > 1) {
      return MalformedParameter(
          "PARAMETER_REPEATED", name,
          fmt::format("{} is given {} times; give it once", name, parameters.count(name)));
    }
  }
  return absl::OkStatus();
}

// The value of a parameter; empty: it is not given.
std::string_view ValueOf(std::string_view name, const httplib::Params& parameters) {
  const auto found = parameters.find(std::string(name));
  return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

// The end of a day in London, an instant, or now.
absl::StatusOr<absl::Time> InstantOf(std::string_view name, std::string_view text, absl::Time now) {
  if (text == kNow) return now;
  if (const absl::StatusOr<domain::Day> day = domain::ParseDay(text); day.ok()) {
    return domain::EndOfLondonDay(*day);
  }
  absl::Time instant;
  std::string error;
  const std::string copy(text);
  if (copy.find('T') != std::string::npos &&
      absl::ParseTime(absl::RFC3339_full, copy, &instant, &error)) {
    return instant;
  }
  return MalformedParameter(
      "INSTANT_MALFORMED", name,
      fmt::format("{}={} is no day; write {}=2026-03-31 for the end of that day in "
                  "London, {}=2026-03-31T17:00:00Z, or {}=now",
                  name, text, name, name, name));
}

absl::StatusOr<WantedPage> Read(const httplib::Params& parameters, absl::Time now) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckNames(parameters));
  const std::string_view as_of = ValueOf("as_of", parameters);
  if (as_of.empty()) {
    return MalformedParameter(
        "AS_OF_MISSING", "as_of",
        "as_of is missing; write as_of=2026-03-31 for what was known at the end of "
        "that day, or ask /metrics for what is known now");
  }
  WantedPage wanted;
  TRUSTWATCH_ASSIGN_OR_RETURN(wanted.moment.as_of, InstantOf("as_of", as_of, now));
  wanted.now = wanted.moment.as_of;
  if (const std::string_view at = ValueOf("at", parameters); !at.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(wanted.now, InstantOf("at", at, now));
  }
  const std::string_view through = ValueOf("through", parameters);
  if (through.empty()) return wanted;
  const absl::StatusOr<domain::Day> day = domain::ParseDay(through);
  if (!day.ok()) {
    return MalformedParameter(
        "DAY_MALFORMED", "through",
        fmt::format("through={} is no day; write through=2026-03-31 to leave out every "
                    "period that ends later",
                    through));
  }
  wanted.moment.through = *day;
  return wanted;
}

absl::StatusOr<PageBody> Make(const PastPages& with, const Request& request,
                              const Exchange& exchange, PageForm form) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const WantedPage wanted,
                              Read(ParametersOf(request, exchange), with.clock.Now()));
  TRUSTWATCH_ASSIGN_OR_RETURN(const QueryGate::Pass pass, with.gate.Enter());
  return with.pages.For(exchange.caller.sight).Answer(wanted.moment, wanted.now, form);
}

}  // namespace

Route PastPageRoute(const BySight<PastPage>& pages, QueryGate& gate, const base::Clock& clock) {
  return {.path = "/export/metrics",
          .what = "the figures of /metrics as of a day, for a rule that is tried on the past",
          .duration_max = kDurationMax,
          .handle = [with = PastPages{pages, gate, clock}](
                        const Request& request, const Exchange& exchange, Response& response) {
            const std::optional<PageForm> form = ChooseForm(request, exchange, response);
            if (!form) return;
            absl::StatusOr<PageBody> body = Make(with, request, exchange, *form);
            if (!body.ok()) return AnswerError(body.status(), response);
            SendPage(*std::move(body), form->dialect, response);
          }};
}

}  // namespace trustwatch::http
