#include "daemon/rpc/judged.h"

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/receipt.h"
#include "daemon/ingest/submitter.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::rpc {
namespace {

std::string_view NameOf(domain::Outcome outcome) {
  switch (outcome) {
    case domain::Outcome::kAccepted:
      return "accepted";
    case domain::Outcome::kPartlyAccepted:
      return "partly_accepted";
    case domain::Outcome::kRefused:
      return "refused";
  }
  return "refused";
}

std::string_view NameOf(domain::Level level) {
  switch (level) {
    case domain::Level::kWarn:
      return "warn";
    case domain::Level::kExplain:
      return "explain";
    case domain::Level::kRefuse:
      return "refuse";
  }
  return "refuse";
}

}  // namespace

void CountJudged(const ingest::Reply& reply, const JudgedDraft& draft,
                 telemetry::Telemetry& telemetry) {
  if (reply.is_retry) return;
  const auto recorded = reply.receipt.has_value() ? reply.receipt->ObservationCount() : 0;
  telemetry.SubmissionJudged({.organisation = draft.organisation,
                              .outcome = NameOf(reply.outcome),
                              .dry_run = draft.dry_run,
                              .observations = static_cast<std::size_t>(recorded)});
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> kinds;
  for (const domain::Finding& finding : reply.findings) {
    ++kinds[{NameOf(finding.level), finding.reason}];
  }
  for (const auto& [kind, count] : kinds) telemetry.FindingsMade(kind.first, kind.second, count);
}

}  // namespace trustwatch::rpc
