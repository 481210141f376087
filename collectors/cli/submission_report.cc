#include "collectors/cli/submission_report.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/cli/batch.h"
#include "collectors/cli/console.h"
#include "collectors/cli/findings.h"
#include "collectors/cli/json.h"
#include "collectors/cli/return_reading.h"
#include "collectors/cli/session.h"
#include "collectors/cli/words.h"
#include "collectors/sources/source_row.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

constexpr std::size_t kChangedRowsNamedMax = 10;

std::size_t CountOf(const v1::SubmitResponse& response, v1::Effect effect) {
  std::size_t count = 0;
  for (const int it : response.effects()) count += it == effect ? 1 : 0;
  return count;
}

std::string CountsText(const v1::Receipt& receipt) {
  std::string text = fmt::format(
      "{}: {} new, {} changed, {} unchanged", Counted(receipt.observation_count(), "figure"),
      receipt.new_count(), receipt.changed_count(), receipt.unchanged_count());
  if (receipt.refused_count() > 0) text += fmt::format("; {} refused", receipt.refused_count());
  return text;
}

std::string ReceiptText(const v1::SubmitRequest& request, const v1::SubmitResponse& response) {
  const v1::Receipt& receipt = response.receipt();
  if (request.validate_only()) return "  dry run: nothing was stored";
  return fmt::format(
      "  receipt {}, recorded {}, catalogue {}, request id {}{}", receipt.submission_id(),
      InstantText(receipt.record_time()), receipt.catalogue_version(), receipt.request_id(),
      response.is_retry() ? "\n  it had been recorded before: this is its first receipt" : "");
}

// "  changed: row 14 calls_offered 2026-04, ..." where no outlooks came.
std::string ChangedText(const v1::SubmitResponse& response, const Batch& batch,
                        const ReadingOfReturn& reading) {
  std::string text;
  if (response.outlooks_size() > 0) return text;  // the table of outlooks says it, and more
  std::size_t changed = 0;
  for (std::size_t i = 0; i < batch.rows.size(); ++i) {
    if (static_cast<int>(i) >= response.effects_size()) break;
    if (response.effects(static_cast<int>(i)) != v1::EFFECT_CHANGED) continue;
    if (++changed > kChangedRowsNamedMax) continue;
    const sources::SourceRow& row = reading.content.rows[batch.rows[i]];
    text += fmt::format("{}row {} {}{}{} {}", text.empty() ? "  changed: " : ", ", row.place.row,
                        row.indicator, row.breakdown.empty() ? "" : " ", row.breakdown,
                        PeriodText(ToObservation(row).period()));
  }
  if (changed > kChangedRowsNamedMax) {
    text += fmt::format(" and {} more", changed - kChangedRowsNamedMax);
  }
  return text.empty() ? text : text + "\n";
}

}  // namespace

std::vector<PlacedFinding> PlacedFindings(const v1::SubmitResponse& response, const Batch& batch,
                                          const ReadingOfReturn& reading) {
  std::vector<PlacedFinding> findings;
  for (const v1::Finding& finding : response.findings()) {
    findings.push_back(Placed(finding, batch, reading.content.rows, reading.content.layout));
  }
  return findings;
}

Style StyleOfOutcome(v1::Outcome outcome) {
  if (outcome == v1::OUTCOME_ACCEPTED) return Style::kGood;
  return outcome == v1::OUTCOME_PARTLY_ACCEPTED ? Style::kDoubtful : Style::kBad;
}

std::string OutcomeText(const v1::SubmitRequest& request, const v1::SubmitResponse& response,
                        const Batch& batch, const ReadingOfReturn& reading) {
  const std::string who = fmt::format("{}, {}", batch.organisation, EnumText(batch.status));
  const std::string would = request.validate_only() ? "would be " : "";
  std::string text;
  if (response.outcome() == v1::OUTCOME_REFUSED) {
    const std::size_t refused = CountOf(response, v1::EFFECT_REFUSED);
    text = fmt::format("{}: {}refused. {} of {} rows {} bad; nothing {} stored\n", who, would,
                       refused, batch.rows.size(), refused == 1 ? "is" : "are",
                       request.validate_only() ? "would be" : "was");
    if (request.validate_only()) text += "  dry run: nothing was stored\n";
  } else {
    text = fmt::format("{}: {}{}. {}\n{}{}\n", who, would, EnumText(response.outcome()),
                       CountsText(response.receipt()), ChangedText(response, batch, reading),
                       ReceiptText(request, response));
  }
  if (response.finding_count() > response.findings_size()) {
    text += fmt::format("  only {} of {} findings are shown; mend these first\n",
                        response.findings_size(), response.finding_count());
  }
  return text;
}

absl::StatusOr<std::string> OutcomeJson(const v1::SubmitResponse& response, const Batch& batch,
                                        const std::vector<PlacedFinding>& findings) {
  TRUSTWATCH_ASSIGN_OR_RETURN(std::string text, JsonText(response));
  text.pop_back();  // the closing brace; the message has fields, which are always printed
  text += fmt::format(",\"organisation\":{},\"places\":[", JsonQuoted(batch.organisation));
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const sources::Place& place = findings[i].place;
    text += fmt::format("{}{{\"file\":{},\"row\":{},\"column\":{}}}", i > 0 ? "," : "",
                        JsonQuoted(place.file), place.row, JsonQuoted(place.column));
  }
  return text + "]}";
}

}  // namespace trustwatch::cli
